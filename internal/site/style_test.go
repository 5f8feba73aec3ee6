package site

import (
	"fmt"
	"math"
	"path"
	"regexp"
	"strings"
	"testing"
)

var colour = regexp.MustCompile(`--([a-z0-9-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)`)

// luminance is the relative luminance of a colour (WCAG 2.2).
func luminance(t *testing.T, hex string) float64 {
	var c [3]uint8
	if _, err := fmt.Sscanf(hex, "%02x%02x%02x", &c[0], &c[1], &c[2]); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		v := float64(c[i]) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

// TestContrast: text has a contrast of at least 4.5 to 1 to what it stands on,
// lines of figures and outlines at least 3 to 1, on light and on dark paper.
func TestContrast(t *testing.T) {
	palette := map[string][2]string{}
	for _, m := range colour.FindAllStringSubmatch(string(styleSheet), -1) {
		palette[m[1]] = [2]string{m[2], m[3]}
	}
	check := func(name, on string, least float64) {
		for i, theme := range []string{"light", "dark"} {
			a, ok := palette[name]
			b, ok2 := palette[on]
			if !ok || !ok2 {
				t.Fatalf("no colour %s or %s", name, on)
			}
			l, d := luminance(t, a[i]), luminance(t, b[i])
			if l < d {
				l, d = d, l
			}
			if have := (l + .05) / (d + .05); have < least {
				t.Errorf("%s on %s, %s: contrast %.2f, want %.1f", name, on, theme, have, least)
			}
		}
	}
	for _, on := range []string{"paper", "raised"} {
		for _, name := range []string{"ink", "soft", "link", "neg-text", "good", "bad", "code-keyword", "code-type", "code-string", "code-number", "code-comment"} {
			check(name, on, 4.5)
		}
	}
	for _, name := range []string{"pos", "neg", "series-1", "series-2", "series-3", "series-4", "series-5"} {
		check(name, "paper", 3)
	}
}

// TestNothingAsksTheRoot: no rule of a page with a script asks what its root
// has. A browser would compute the style of every element at every change, 50 ms
// for each number that is pointed at on the largest page.
func TestNothingAsksTheRoot(t *testing.T) {
	files, err := assets(false)
	if err != nil {
		t.Fatal(err)
	}
	asks := regexp.MustCompile(`(?:^|[,{}])(?::root|html|body)[^{} >+~]*:has\([^{}]*`)
	for name, data := range files {
		if path.Ext(name) != ".css" {
			continue
		}
		for _, rule := range asks.FindAllString(string(data), -1) {
			if !strings.Contains(rule, ":not([data-script])") && !strings.Contains(rule, ":has(.worksheet)") { // which is for paper
				t.Errorf("%s: %s", name, rule)
			}
		}
	}
}
