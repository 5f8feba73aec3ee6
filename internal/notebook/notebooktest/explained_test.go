package notebooktest

import (
	"strings"
	"testing"
)

func TestExplainedPage(t *testing.T) {
	const (
		operand  = `<table data-grid="0"><tr><td></td></tr><tr><td class="pos" data-at="0">1</td></tr></table>`
		equation = `<div class="equation" data-place="p" data-at=""></div>`
	)
	result := func(attributes string) string {
		return `<table data-grid="1" data-place="p"><tr><td class="pos" data-at="0" ` + attributes + `>1</td></tr></table>`
	}
	cases := []struct{ name, page, want string }{
		{"right", operand + result(`data-from="0:0"`) + equation, ""},
		{"idle terms have no sum", operand + result(`data-from="0:0;~0:0;0:0" data-sums="= 1;= 2"`) + equation, ""},
		{"no such cell", operand + result(`data-from="0:0;~0:1"`) + equation, "comes from 0:1"},
		{"its own grid", operand + result(`data-from="1:0"`) + equation, "comes from 1:0"},
		{"a sum too many", operand + result(`data-from="0:0;~0:0" data-sums="= 1;= 2"`) + equation, "partial sums"},
		{"of another element", operand + result(`data-of="3" data-from="0:0"`) + `<div class="equation" data-place="p" data-at="3"></div>` + result(`data-of="3" data-from="0:0"`), ""},
		{"no equation of its element", operand + result(`data-of="3" data-from="0:0"`) + result(`data-of="3" data-from="0:0"`) + equation, "no equation"},
		{"no equation", operand + result(`data-from="0:0"`), "no equation"},
	}
	for _, c := range cases {
		p, err := readExplained(c.page)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		have := ""
		p.check(func(what string) { have += what })
		if c.want == "" && have != "" || !strings.Contains(have, c.want) {
			t.Errorf("%s\nhave %q\nwant %q", c.name, have, c.want)
		}
	}
	if _, err := readExplained("<td>"); err == nil {
		t.Error("a cell that is not closed is no error")
	}
}
