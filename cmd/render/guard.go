package main

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"backprop/internal/site"
)

// policyOf is what a page says of itself, and no frame around it, which only a
// server can say.
func policyOf(path string) string {
	policy := site.Policy
	if path == "/lab.html" {
		policy = site.LabPolicy
	}
	return policy + "; frame-ancestors 'none'"
}

// guarded lets only requests through that read and that name this machine,
// and puts the safety headers on every answer. host is the one that -serve
// was given.
func guarded(host string, book http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", policyOf(r.URL.Path))
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Cache-Control", "no-store")
		switch {
		case !isOurs(r.Host, host):
			http.Error(w, "this server answers for localhost and for the address that -serve was given", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			header.Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		default:
			book.ServeHTTP(w, r)
		}
	})
}

// isOurs reports whether the Host of a request is this machine or the host
// that was given. Any other name may be a stranger's that was made to lead
// here, so that the stranger's page could read the book (DNS rebinding). A
// number cannot, so a server for all addresses takes every number.
func isOurs(requested, given string) bool {
	name := requested
	if host, _, err := net.SplitHostPort(requested); err == nil {
		name = host
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	if strings.EqualFold(name, "localhost") || name != "" && strings.EqualFold(name, given) {
		return true
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		return false
	}
	all, err := netip.ParseAddr(given)
	return ip.IsLoopback() || err == nil && all.IsUnspecified()
}

// isOwnPage reports whether a request comes from a page of this server.
// Browsers say so themselves; older ones name the page's origin at least.
func isOwnPage(r *http.Request) bool {
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "":
		origin := r.Header.Get("Origin")
		return origin == "" || origin == "http://"+r.Host
	default:
		return site == "same-origin" || site == "none" // none: typed by the reader
	}
}
