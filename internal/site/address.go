package site

import (
	"bytes"
	_ "embed"
	"encoding/xml"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// pictureFile is where the picture stands that goes with links to a published
// book: its sheet, as .ci/picture takes it from the front page.
const pictureFile = "assets/picture.png"

//go:embed assets/picture.png
var picture []byte

// addressCharacters are those of RFC 3986, section 2, without the apostrophe:
// HTML, XML and package url each write it in a way of their own, and the
// address of a page is to be spelt alike wherever it appears.
const addressCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&()*+,;=%"

// CheckAddress reports what keeps a text from being the address of a published
// book, and returns it with a slash at its end: the pages' names follow it.
func CheckAddress(text string) (string, error) {
	if at := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune(addressCharacters, r) }); at >= 0 {
		bad, _ := utf8.DecodeRuneInString(text[at:])
		return "", fmt.Errorf("%q: found %q, which has no place in an address; write it as %s", text, bad, url.PathEscape(string(bad)))
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", fmt.Errorf("%q is not the address of a site; give one such as https://example.org/book/", text)
	}
	return strings.TrimSuffix(u.String(), "/") + "/", nil
}

// addressOf is the one address of a page of a published book: the front page
// is the book's own.
func (b Book) addressOf(file string) string {
	if file == "index.html" {
		return b.Address
	}
	return b.Address + file
}

// A siteMap is what the file sitemap.xml says. See sitemaps.org.
type siteMap struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Pages   []siteURL `xml:"url"`
}

type siteURL struct {
	Address string `xml:"loc"`
}

// addForSearch adds what tells search engines of the pages of a published
// book. The page for printing repeats the others, and those of the sums say
// nothing without their chapters: they are left out.
func (b Book) addForSearch(files map[string][]byte) error {
	var m siteMap
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(name) == ".html" && name != "book.html" && !strings.HasSuffix(name, "-sums.html") {
			m.Pages = append(m.Pages, siteURL{b.addressOf(name)})
		}
	}
	var text bytes.Buffer
	text.WriteString(xml.Header)
	encoder := xml.NewEncoder(&text)
	encoder.Indent("", "")
	if err := encoder.Encode(m); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	files["sitemap.xml"] = append(text.Bytes(), '\n')
	files["robots.txt"] = []byte("User-agent: *\nAllow: /\nSitemap: " + b.Address + "sitemap.xml\n")
	return nil
}
