package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// bound is how long anything with a network in it may take before the test
// fails.
const bound = time.Minute

// served serves a handler as -serve does.
func served(t *testing.T, host string, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	server.Config = newServer(t.Context(), guarded(host, handler))
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// say sends bytes as they are and reads the answer.
func say(t *testing.T, address, request string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(bound))
	go io.WriteString(conn, request) // a refused one need not be read to its end
	method, _, _ := strings.Cut(request, " ")
	answer, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%.60q: %v", request, err)
	}
	return answer
}

// TestAttempts asks a real server, which has a docs/ with things planted in
// it, for what is not the book's.
func TestAttempts(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter})
	docs := filepath.Join(root, "docs")
	if err := os.Mkdir(docs, 0o755); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{
		"secret.html": filepath.Join(root, "go.mod"), "out": root, "01-good.html": filepath.Join(root, "go.mod"),
	} {
		if err := os.Symlink(target, filepath.Join(docs, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(docs, "planted.html"), []byte("module backprop"), 0o644); err != nil {
		t.Fatal(err)
	}
	url := start(t, root, "-serve", "127.0.0.1:0").address(t)
	address := strings.TrimPrefix(url, "http://")
	_, port, _ := net.SplitHostPort(address)

	get := func(path string) string { return "GET " + path + " HTTP/1.1\r\nHost: " + address + "\r\n\r\n" }
	ask := func(method string) string { return method + " /index.html HTTP/1.1\r\nHost: " + address + "\r\n\r\n" }
	from := func(host string) string { return "GET /index.html HTTP/1.1\r\nHost: " + host + "\r\n\r\n" }
	for _, test := range []struct {
		name, request string
		status        int
	}{
		{"the front page", get("/"), 200},
		{"a page", get("/01-good.html"), 200},
		{"HEAD", ask("HEAD"), 200},

		{"traversal", get("/../go.mod"), 404},
		{"deep traversal", get("/../../../../../../etc/passwd"), 404},
		{"traversal to a page", get("/assets/../index.html"), 404},
		{"traversal without a slash", get(".."), 400},
		{"encoded dots", get("/%2e%2e/go.mod"), 404},
		{"an encoded slash", get("/..%2fgo.mod"), 404},
		{"encoded twice", get("/%252e%252e%252fgo.mod"), 404},
		{"overlong UTF-8", get("/%c0%ae%c0%ae/go.mod"), 404},
		{"backslashes", get(`/..\go.mod`), 404},
		{"encoded backslashes", get("/..%5c..%5cgo.mod"), 404},
		{"NUL", get("/index.html%00.css"), 404},
		{"a raw NUL", get("/index\x00.html"), 400},
		{"a bad escape", get("/%zz"), 400},
		{"two slashes", get("//etc/passwd"), 404},
		{"a drive", get("/C:/windows/win.ini"), 404},
		{"a file of the project", get("/go.mod"), 404},
		{"a source", get("/chapters/01-good/main.go"), 404},
		{"a planted file", get("/planted.html"), 404},
		{"a symbolic link", get("/secret.html"), 404},
		{"through a linked folder", get("/out/go.mod"), 404},
		{"a folder", get("/assets/"), 404},
		{"a long path", get("/" + strings.Repeat("a", 10_000)), 404},
		{"a very long path", get("/" + strings.Repeat("a", 1_000_000)), 431},
		{"many headers", "GET / HTTP/1.1\r\nHost: " + address + "\r\n" + strings.Repeat("X: y\r\n", 100_000) + "\r\n", 431},

		{"POST", ask("POST"), 405},
		{"PUT", ask("PUT"), 405},
		{"DELETE", ask("DELETE"), 405},
		{"OPTIONS", ask("OPTIONS"), 405},
		{"OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: " + address + "\r\n\r\n", 405},
		{"TRACE", ask("TRACE"), 405},
		{"CONNECT", "CONNECT " + address + " HTTP/1.1\r\nHost: " + address + "\r\n\r\n", 405},
		{"an unknown method", ask("BREW"), 405},
		{"small letters", ask("get"), 405},
		{"no method", ask("G(T"), 400},
		{"POST to the stream", "POST /-/reload HTTP/1.1\r\nHost: " + address + "\r\n\r\n", 405},

		{"localhost", from("localhost:" + port), 200},
		{"localhost in capitals", from("LocalHost"), 200},
		{"another loopback", from("127.8.9.1:" + port), 200},
		{"loopback of IPv6", from("[::1]:" + port), 200},
		{"another name", from("example.com"), 421},
		{"another name with the port", from("example.com:" + port), 421},
		{"a name that begins as ours", from("localhost.example.com"), 421},
		{"a name that ends as ours", from("notlocalhost"), 421},
		{"another number", from("192.0.2.1:" + port), 421},
		{"every number", from("0.0.0.0:" + port), 421},
		{"an empty host", from(""), 421},
		{"two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.com\r\n\r\n", 400},
		{"no host", "GET / HTTP/1.1\r\n\r\n", 400},
		{"no host, long ago", "GET / HTTP/1.0\r\n\r\n", 421},
		{"the stream under another name", "GET /-/reload HTTP/1.1\r\nHost: example.com\r\n\r\n", 421},
		{"our address whole", "GET " + url + "/index.html HTTP/1.1\r\nHost: example.com\r\n\r\n", 200},
		{"another address whole", "GET http://example.com/index.html HTTP/1.1\r\nHost: " + address + "\r\n\r\n", 421},
		{"a file address", "GET file:///etc/passwd HTTP/1.1\r\nHost: " + address + "\r\n\r\n", 404},
		{"not HTTP", "hello\r\n\r\n", 400},
	} {
		answer := say(t, address, test.request)
		if answer.StatusCode != test.status {
			t.Errorf("%s: have status %d, want %d", test.name, answer.StatusCode, test.status)
		}
		body, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
		if strings.Contains(string(body), "module backprop") || strings.Contains(string(body), "root:") {
			t.Errorf("%s: have %q", test.name, body)
		}
		if test.status == 400 || test.status == 431 {
			continue // answered before the guard is asked
		}
		if have := answer.Header.Get("Content-Security-Policy"); have != policyOf("/index.html") {
			t.Errorf("%s: have the policy %q", test.name, have)
		}
	}
}

func TestHeaders(t *testing.T) {
	shelf := newShelf()
	shelf.put(map[string][]byte{"index.html": nil})
	server := served(t, "localhost", shelf)
	for path, status := range map[string]int{"/": 200, "/nothing": 404} {
		answer, err := server.Client().Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != status {
			t.Errorf("%s: have status %d, want %d", path, answer.StatusCode, status)
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
				"font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":       "nosniff",
			"X-Frame-Options":              "DENY",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Cache-Control":                "no-store",
			"Access-Control-Allow-Origin":  "",
		} {
			if have := answer.Header.Get(name); have != want {
				t.Errorf("%s: %s: have %q, want %q", path, name, have, want)
			}
		}
	}
}

// Which hosts are ours depends on the address that -serve was given.
func TestHosts(t *testing.T) {
	for _, test := range []struct {
		given, host string
		want        bool
	}{
		{"localhost", "localhost:1", true},
		{"localhost", "192.0.2.1:1", false},
		{"192.0.2.1", "192.0.2.1:1", true},
		{"192.0.2.1", "localhost:1", true},
		{"192.0.2.1", "192.0.2.2:1", false},
		{"reading-room", "Reading-Room:1", true},
		{"reading-room", "example.com:1", false},
		{"0.0.0.0", "192.0.2.2:1", true},
		{"::", "[2001:db8::1]:1", true},
		{"0.0.0.0", "example.com:1", false},
		{"", "", false},
	} {
		if have := isOurs(test.host, test.given); have != test.want {
			t.Errorf("-serve %s, asked as %s: have %v, want %v", test.given, test.host, have, test.want)
		}
	}
}

// Only the book's own pages may listen for new versions.
func TestStreamRefusesOtherSites(t *testing.T) {
	server := served(t, "localhost", newShelf())
	host := strings.TrimPrefix(server.URL, "http://")
	for _, test := range []struct {
		site, origin string
		status       int
	}{
		{"same-origin", "", 200},
		{"none", "", 200},
		{"same-site", "", 403},
		{"cross-site", "", 403},
		{"cross-site", "http://" + host, 403},
		{"sideways", "", 403},
		{"", "", 200},
		{"", "http://" + host, 200},
		{"", "https://" + host, 403},
		{"", "http://localhost:1", 403},
		{"", "http://example.com", 403},
		{"", "null", 403},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), bound)
		r, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/-/reload", nil)
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range map[string]string{"Sec-Fetch-Site": test.site, "Origin": test.origin} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		answer, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		answer.Body.Close()
		if what := fmt.Sprintf("Sec-Fetch-Site %q, Origin %q", test.site, test.origin); answer.StatusCode != test.status {
			t.Errorf("%s: have status %d, want %d", what, answer.StatusCode, test.status)
		}
	}
}
