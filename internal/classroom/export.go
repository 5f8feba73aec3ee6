package classroom

import (
	"errors"
	"fmt"
	"path/filepath"

	"backprop/internal/class"
	"backprop/internal/cnn"
	"backprop/internal/disk"
	"backprop/internal/export"
	"backprop/internal/folder"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/worked"
)

// exported writes what -export asks for: a file of exercises for Numbas or
// Moodle, or the folder of an autograder.
func (f *Flags) exported(nb *notebook.Notebook, n *cnn.Network) error {
	switch {
	case f.answers != "" || f.form != "" || f.asking != 0:
		return notebook.BadInput(errors.New("-export writes exercises; -answers, -format and -decimals do not go with it"))
	case f.out == "":
		return notebook.BadInput(errors.New("-export makes files; say where with -o"))
	}
	switch f.exporting {
	case "numbas", "moodle":
		return f.exercises(nb, n)
	case "gradescope", "prairielearn":
		return f.autograder(nb, n)
	}
	return notebook.BadInput(fmt.Errorf("-export %q: there is no such system; there are numbas, moodle, gradescope and prairielearn", f.exporting))
}

// exercises writes a question for each network of -seeds, or for the one that
// the chapter has.
func (f *Flags) exercises(nb *notebook.Notebook, n *cnn.Network) error {
	if f.scheme != "" {
		return notebook.BadInput(fmt.Errorf("-export %s marks in its own way; -scheme does not go with it", f.exporting))
	}
	networks := []export.Network{{Name: nb.Example().File, Network: n}}
	if f.seeds != "" {
		list, err := class.ParseSeeds(f.seeds)
		if err != nil {
			return notebook.BadInput(fmt.Errorf("-seeds %s: %w", f.seeds, err))
		}
		networks = nil
		for _, s := range list {
			networks = append(networks, export.Network{Name: fmt.Sprintf("seed %d", s.Seed), Network: worked.Seeded(s.Seed)})
		}
	}
	write := export.Numbas
	if f.exporting == "moodle" {
		write = export.Moodle
	}
	text, err := write(networks)
	if err != nil {
		return notebook.BadInput(err)
	}
	nb.Write(f.out, text)
	nb.Markdownf("%s for %s.", notebook.Counted(len(networks), "network", "networks"), map[string]string{"numbas": "Numbas", "moodle": "Moodle"}[f.exporting])
	return nil
}

// autograder writes the folder of an autograder, and says how the marker gets
// into it.
func (f *Flags) autograder(nb *notebook.Notebook, n *cnn.Network) error {
	if f.seeds != "" {
		return notebook.BadInput(fmt.Errorf("-export %s is for one network, of -net or -seed; -seeds does not go with it", f.exporting))
	}
	credit, err := f.schemeFile()
	if err != nil {
		return notebook.BadInput(err)
	}
	where := f.out
	made, err := export.AutograderFolder(f.exporting, n, credit)
	if err != nil {
		return notebook.BadInput(err)
	}
	if f.exporting == "prairielearn" {
		where = filepath.Join(f.out, "tests")
	}
	changed, left, err := folder.Folder{Path: f.out, Shown: f.out, List: "export-files.txt", By: byExport}.Write(made, true)
	if err != nil {
		return notebook.BadInput(err)
	}
	nb.Write("-", []byte(folder.LeftAlone(left)+fmt.Sprintf("%s changed. Now build the marker into it, which runs on their Linux:\n\nGOOS=linux GOARCH=amd64 CGO_ENABLED=0 go build -o %s ./chapters/19-common-mistakes\n",
		notebook.Counted(changed, "file", "files"), filepath.Join(where, "mark"))))
	return nil
}

// byExport is the command that writes the folder of an autograder, as its list
// says.
const byExport = "go run ./chapters/19-common-mistakes -export"

// schemeFile is the scheme of -scheme, or the default.
func (f *Flags) schemeFile() (format.Scheme, error) {
	if f.scheme == "" {
		return format.DefaultScheme(), nil
	}
	file, err := disk.Open(f.scheme, "a marking scheme")
	if err != nil {
		return format.Scheme{}, err
	}
	defer file.Close()
	return format.ReadScheme(f.scheme, file)
}

// single marks one student for an autograder, -format gradescope or
// prairielearn. What cannot be read is a result, too.
func (f *Flags) single(nb *notebook.Notebook) error {
	credit, err := f.schemeFile()
	if err != nil {
		return notebook.BadInput(err)
	}
	c, err := class.One(f.answers, class.Options{Example: nb.Example(), Scheme: credit, Decimals: f.asking})
	if err != nil {
		return notebook.BadInput(err)
	}
	write := export.Gradescope
	if f.form == "prairielearn" {
		write = export.PrairieLearn
	}
	text, err := write(c, c.Students[0])
	if err != nil {
		return err
	}
	nb.Write("-", text)
	if s := c.Students[0]; s.Report == nil || !s.Report.OK() {
		nb.ExitStatus(1)
	}
	return nil
}
