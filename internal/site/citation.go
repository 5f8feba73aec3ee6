package site

import "cmp"

// citation is how to cite the book, for BibTeX.
func (b Book) citation() string {
	entry := `@misc{backprop-number-by-number,
  author = {{the authors}},
  title  = {{` + bookTitle + `}},
  year   = {2026}`
	if address := cmp.Or(b.Address, b.Repository); address != "" {
		entry += ",\n  url    = {" + address + "}"
	}
	return entry + "\n}"
}
