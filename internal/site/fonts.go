package site

import (
	"embed"
	"path"
)

// The faces of the pages: STIX Two Text for words and STIX Two Math for
// formulas, which were drawn for each other, with all characters that the book
// can write. The script .ci/fonts cuts them; math.txt and text.txt say which
// characters they have.
//
//go:embed assets/fonts/*.woff2 assets/fonts/licence.txt
var fontFiles embed.FS

// addFonts adds the faces and their licence.
func addFonts(files map[string][]byte) error {
	const folder = "assets/fonts"
	entries, err := fontFiles.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		if files[name], err = fontFiles.ReadFile(name); err != nil {
			return err
		}
	}
	return nil
}
