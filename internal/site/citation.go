package site

// citation is how to cite the book, for BibTeX.
const citation = `@misc{backprop-number-by-number,
  author = {{the authors}},
  title  = {{` + bookTitle + `}},
  year   = {2026}
}`
