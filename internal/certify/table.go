package certify

import (
	"strings"

	"backprop/internal/notebook"
)

// table certifies the numbers of a table, each by its own text.
func (c *certifier) table(t *notebook.Table) {
	c.text("table caption", t.Caption)
	for _, column := range t.Columns {
		c.text("table header", column)
	}
	for _, row := range t.Rows {
		for _, text := range row {
			c.text("table", strings.ReplaceAll(text, "∞", ""))
		}
	}
}
