package site

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"

	"backprop/internal/cnn"
)

// A Sheet is a worksheet of a class: the student's name and network, and the
// book whose chapters ran on it.
type Sheet struct {
	Name    string // of the student
	Folder  string // of the student's files
	From    string // which network it is, such as "seed 7"
	Network *cnn.Network
	Book    Book
}

// Worksheets returns the files of the sheets of a class:
//
//   - sheets.html, all short sheets one after the other, two pages each, to be
//     printed in one go; keys.html, the same filled in
//   - index.html, the list of the students with what there is for each
//   - for each student a folder with the files of Worksheet
//
// The error is that of Worksheet.
func Worksheets(list []Sheet) (map[string][]byte, error) {
	files := map[string][]byte{}
	sheets := map[bool]*shortPage{false: {From: "all sheets"}, true: {From: "all sheets", Key: true}}
	index := sheetsPage{Book: bookTitle}
	for _, s := range list {
		own, err := worksheetOf(s.Book, s.Network, s.Name, s.From, "../")
		if err != nil {
			return nil, fmt.Errorf("the sheet of %s: %w", s.Name, err)
		}
		for name, data := range own {
			if len(name) > 7 && name[:7] == "assets/" {
				files[name] = data
			} else {
				files[s.Folder+"/"+name] = data
			}
		}
		classic, err := cnn.AsClassic(s.Network)
		if err != nil {
			return nil, err
		}
		for key, page := range sheets {
			page.Sheets = append(page.Sheets, newShortSheet(classic, s.Name, s.From, key))
		}
		index.Students = append(index.Students, sheetRow{s.Name, s.From, url.PathEscape(s.Folder)})
	}
	for key, name := range map[bool]string{false: "sheets.html", true: "keys.html"} {
		var err error
		if files[name], err = short(*sheets[key]); err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
	}
	t, err := template.New("sheets.html").Funcs(template.FuncMap{"policy": func() string { return Policy }}).
		ParseFS(templateFiles, "templates/sheets.html")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, index); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	files["index.html"] = b.Bytes()
	return files, nil
}

// sheetsPage is what the template of the list needs.
type sheetsPage struct {
	Book     string
	Students []sheetRow
}

type sheetRow struct{ Name, From, Folder string }
