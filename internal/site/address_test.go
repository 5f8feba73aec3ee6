package site

import (
	"bytes"
	"image/png"
	"strconv"
	"strings"
	"testing"
)

func TestCheckAddress(t *testing.T) {
	for text, want := range map[string]string{
		"https://example.org":         "https://example.org/",
		"https://example.org/book":    "https://example.org/book/",
		"http://localhost:8080/b/c/":  "http://localhost:8080/b/c/",
		"":                            "",
		"example.org":                 "",
		"/book/":                      "",
		"ftp://example.org/":          "",
		"https://":                    "",
		"https://example.org/?page=1": "",
		"https://example.org/#top":    "",
		"https://me:you@example.org/": "",
		"https://exa mple.org/":       "",
		`https://x/" onload="a`:       "",
		"https://x/<b>":               "",
		"https://x/a\\b":              "",
		"https://x/a\nb":              "",
		"https://x/ä":                 "",
		"https://x/a'b/":              "",
		"https://x/a%27b":             "https://x/a%27b/",
		"https://x/%C3%A4":            "https://x/%C3%A4/",
		"https://[::1]:80/~a":         "https://[::1]:80/~a/",
	} {
		have, err := CheckAddress(text)
		if have != want || (err == nil) != (want != "") {
			t.Errorf("%q: have %q, %v, want %q", text, have, err, want)
		}
	}
}

// What has no place in an address is named, with the way to write it.
func TestCheckAddressAdvises(t *testing.T) {
	for text, want := range map[string]string{`https://x/a"b/`: "write it as %22", "https://x/a'b/": "write it as %27"} {
		if _, err := CheckAddress(text); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: have %v, want %q", text, err, want)
		}
	}
}

// TestAddress: with an address the pages say where they are, and search engines
// are told of them; without one they do not, and nothing else differs.
func TestAddress(t *testing.T) {
	plain, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	b := sampleBook(t)
	b.Address = "https://example.org/a&b/"
	files, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	size, err := png.DecodeConfig(bytes.NewReader(files["assets/picture.png"]))
	if err != nil {
		t.Fatalf("the picture: %v", err)
	}
	const place = "https://example.org/a&amp;b/"
	for name, address := range map[string]string{"index.html": place, "words.html": place + "words.html", "13-one-weight-many-uses.html": place + "13-one-weight-many-uses.html"} {
		lines := []string{
			`<link rel="canonical" href="` + address + `">`,
			`<meta property="og:url" content="` + address + `">`,
			`<meta property="og:image" content="` + place + `assets/picture.png">`,
			`<meta property="og:image:width" content="` + strconv.Itoa(size.Width) + `">`,
			`<meta property="og:image:height" content="` + strconv.Itoa(size.Height) + `">`,
			`<meta property="og:image:alt" content="A small convolutional network on one sheet, with every number: forward from the image to the loss, and backward the gradients.">`,
			`<meta name="twitter:card" content="summary_large_image">`,
			`<link rel="preload" href="assets/fonts/book-text.woff2" as="font" type="font/woff2" crossorigin>`,
			`<link rel="preload" href="assets/fonts/book-math.woff2" as="font" type="font/woff2" crossorigin>`,
		}
		rest := string(files[name])
		for _, line := range lines {
			if strings.Count(rest, line+"\n") != 1 {
				t.Errorf("%s does not hold %s once", name, line)
			}
			rest = strings.Replace(rest, line+"\n", "", 1)
		}
		rest = strings.Replace(rest, "{2026},\n  url    = {"+place+"}\n", "{2026}\n", 1) // how to cite it
		if rest != string(plain[name]) {
			t.Errorf("%s differs in more than what the address adds", name)
		}
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>` + place + `02-sliding-a-window.html</loc></url>` +
		`<url><loc>` + place + `11-where-errors-go.html</loc></url><url><loc>` + place + `13-one-weight-many-uses.html</loc></url>` +
		`<url><loc>` + place + `cheat-sheet.html</loc></url><url><loc>` + place + `</loc></url><url><loc>` + place + `lab.html</loc></url>` +
		`<url><loc>` + place + `measured.html</loc></url><url><loc>` + place + `slides.html</loc></url><url><loc>` + place + `teaching.html</loc></url>` +
		`<url><loc>` + place + `words.html</loc></url></urlset>
`
	if have := string(files["sitemap.xml"]); have != want {
		t.Errorf("have the site map %s\nwant %s", have, want)
	}
	if have, want := string(files["robots.txt"]), "User-agent: *\nAllow: /\nSitemap: https://example.org/a&b/sitemap.xml\n"; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
	if len(files) != len(plain)+3 {
		t.Errorf("have %d files, want 3 more than %d", len(files), len(plain))
	}
}
