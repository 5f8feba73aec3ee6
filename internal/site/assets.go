package site

import (
	_ "embed"
	"fmt"
	"path"
	"slices"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"

	shared "backprop/internal/site/assets"
)

var (
	//go:embed assets/head.js
	headScript []byte
	//go:embed assets/book.js
	script []byte
	//go:embed assets/names.js
	namesScript []byte
	//go:embed assets/find.js
	findScript []byte
	//go:embed assets/search.js
	searchScript []byte
	//go:embed assets/explain.js
	explainScript []byte
	//go:embed assets/answers.js
	answersScript []byte
	//go:embed assets/explain.css
	explainStyle []byte
	//go:embed assets/sheet.css
	sheetStyle []byte
	//go:embed assets/sheet.js
	sheetScript []byte
	//go:embed assets/lab.css
	labStyle []byte
	//go:embed assets/lab-load.js
	labLoadScript []byte
	//go:embed assets/lab-grid.js
	labGridScript []byte
	//go:embed assets/lab-layers.js
	labLayersScript []byte
	//go:embed assets/lab-draw.js
	labDrawScript []byte
	//go:embed assets/lab-picture.js
	labPictureScript []byte
	//go:embed assets/lab-tour.js
	labTourScript []byte
	//go:embed assets/lab.js
	labScript []byte
	//go:embed assets/handout.css
	handoutStyle []byte
	//go:embed assets/search.css
	searchStyle []byte
	//go:embed assets/print.css
	printStyle []byte
	//go:embed assets/reload.js
	reloadScript []byte
)

// styleSheet is the style of every page.
var styleSheet = shared.Book

// assets are the files that the pages share. The .nojekyll file, which is empty,
// makes GitHub Pages serve the folder as it is.
func assets(liveReload bool) (map[string][]byte, error) {
	scripts := [][]byte{script, searchScript}
	if liveReload {
		scripts = append(scripts, reloadScript)
	}
	files := map[string][]byte{
		".nojekyll":          {},
		"assets/head.js":     headScript,
		"assets/book.js":     slices.Concat(scripts...),
		"assets/find.js":     slices.Concat(namesScript, findScript), // loaded with the index, when somebody searches
		"assets/explain.js":  slices.Concat(explainScript, answersScript),
		"assets/sheet.css":   slices.Concat(sheetStyle, shared.Measures(), shared.Skips()),
		"assets/sheet.js":    sheetScript,
		"assets/handout.css": handoutStyle,
		"assets/lab.css":     labStyle,
		"assets/lab.js":      slices.Concat(labLoadScript, labGridScript, labLayersScript, labDrawScript, labPictureScript, labTourScript, labScript),
		"assets/book.css":    slices.Concat(styleSheet, shared.Measures(), searchStyle, printStyle),
		"assets/explain.css": explainStyle, // comes after the opening of a chapter, which is painted before this is there
		"assets/icon.svg":    shared.Icon,
	}
	fonts, err := shared.Fonts()
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	for name, data := range fonts {
		files["assets/"+name] = data
	}
	for name, data := range files {
		kind := path.Ext(name)
		if kind != ".js" && kind != ".css" {
			continue
		}
		small, err := minifier.Bytes(kind, data)
		if err != nil {
			return nil, fmt.Errorf("site: %s: %w", name, err)
		}
		files[name] = small
	}
	return files, nil
}

// minifier makes styles and scripts as small as they can be; their source is
// here, in the folder assets.
var minifier = func() *minify.M {
	m := minify.New()
	m.AddFunc(".css", css.Minify)
	m.AddFunc(".js", js.Minify)
	return m
}()
