package classroom

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"backprop/internal/class"
	"backprop/internal/disk"
	"backprop/internal/feedback"
	"backprop/internal/folder"
	"backprop/internal/notebook"
)

// byClass is the command that writes the pages of a class, as their list says.
const byClass = "go run ./chapters/19-common-mistakes -class"

// marked marks the class of -class, writes its pages and says how it went. What
// can be wrong is what the teacher gave; what a student gave is a row.
func (f *Flags) marked(nb *notebook.Notebook) error {
	if err := f.together(); err != nil {
		return notebook.BadInput(err)
	}
	to := f.out
	if to == "" {
		to = filepath.Clean(f.classDir)
		if last := filepath.Base(to); last == "." || last == ".." || last == string(filepath.Separator) {
			return notebook.BadInput(fmt.Errorf("-class %s: say with -o where the pages go", f.classDir))
		}
		to += "-marked"
	}
	o := class.Options{Example: nb.Example(), Decimals: f.asking}
	var err error
	if o.Scheme, err = f.schemeFile(); err != nil {
		return notebook.BadInput(err)
	}
	if f.scheme != "" {
		o.Skip = append(o.Skip, f.scheme)
	}
	if o.Example.Given {
		o.Skip = append(o.Skip, o.Example.File)
	}
	c, err := class.Grade(f.classDir, o)
	if err != nil {
		return notebook.BadInput(err)
	}
	files, err := feedback.Files(c)
	if err != nil {
		return err
	}
	changed, left, err := folder.Folder{Path: to, Shown: to, List: class.ListFile, By: byClass}.Write(files, true)
	if err != nil {
		return notebook.BadInput(err)
	}
	nb.Write("-", []byte(inShort(c)+folder.LeftAlone(left)+
		fmt.Sprintf("%s changed. Open %s\n", notebook.Counted(changed, "file", "files"), filepath.Join(to, "class.html"))))
	for _, s := range c.Students {
		if s.Report == nil {
			nb.ExitStatus(1)
		}
	}
	return nil
}

// together reports flags that do not go together with a class.
func (f *Flags) together() error {
	switch {
	case f.answers != "" || f.form != "" || f.exporting != "" || f.seeds != "":
		return errors.New("-class marks a whole class and writes pages; -answers, -format, -export and -seeds do not go with it")
	case f.asking < 0 || f.asking > mostDecimals:
		return fmt.Errorf("-decimals %d: ask for 0 to %d decimals", f.asking, mostDecimals)
	}
	if info, err := os.Stat(f.classDir); err != nil {
		return disk.Unread(f.classDir, "the folder of a class's answers", err)
	} else if !info.IsDir() {
		return fmt.Errorf("-class %s: this is no folder; for one student's file use -answers", f.classDir)
	}
	here, err := os.Stat(f.classDir)
	there, failed := os.Stat(f.out)
	if err == nil && failed == nil && os.SameFile(here, there) {
		return fmt.Errorf("-o %s: that is where the answers are; give the pages another folder", f.out)
	}
	return nil
}

// inShort is the class for the terminal: those who could not be marked, and
// those whose answers are odd.
func inShort(c *class.Class) string {
	var b strings.Builder
	unmarked := 0
	for _, s := range c.Students {
		switch {
		case s.Report == nil:
			unmarked++
			fmt.Fprintf(&b, "not marked: %s: %s\n", s.Name, s.Reason)
		case s.Note != "":
			fmt.Fprintf(&b, "look into: %s: %s\n", s.Name, s.Note)
		}
	}
	fmt.Fprintf(&b, "%s marked", notebook.Counted(len(c.Students)-unmarked, "student", "students"))
	if unmarked > 0 {
		fmt.Fprintf(&b, ", %d not", unmarked)
	}
	b.WriteString(". ")
	return b.String()
}
