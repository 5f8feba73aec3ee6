// Package feedback writes a marked class as pages: one to look at the class as a
// whole, and one for each student, to be printed or handed out.
//
// Goals: the pages need no script and ask for nothing but the files beside them;
// nothing is told by colour alone; the same class gives the same bytes.
//
// Non-goals: marking and credit, which package class has; the look, which is
// class.css of package assets.
package feedback

import (
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"sync"

	"backprop/internal/class"
	"backprop/internal/site/assets"
)

// Files are the files of a marked class, by their names: class.html, marks.csv,
// a page for each student in students/, and what the pages share.
func Files(c *class.Class) (map[string][]byte, error) {
	files, err := assets.OfClass()
	if err != nil {
		return nil, fmt.Errorf("feedback: %w", err)
	}
	if files["marks.csv"], err = c.CSV(); err != nil {
		return nil, fmt.Errorf("feedback: %w", err)
	}
	names := fileNames(c)
	pages := make([][]byte, len(c.Students))
	faults := make([]error, len(c.Students))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, s := range c.Students {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			pages[i], faults[i] = studentPage(c, s)
		})
	}
	wg.Wait()
	for i, s := range c.Students {
		if faults[i] != nil {
			return nil, fmt.Errorf("feedback: the page of %s: %w", s.Name, faults[i])
		}
		files[names[s]] = pages[i]
	}
	files["class.html"] = classPage(c, names)
	return files, nil
}

// fileNames are the files of the students' pages.
func fileNames(c *class.Class) map[*class.Student]string {
	names := map[*class.Student]string{}
	taken := map[string]bool{}
	for _, s := range c.Students {
		names[s] = "students/" + class.FileName(s.Name, taken) + ".html"
	}
	return names
}

// address is where a file is, as a link has it.
func address(file string) string {
	folder, name, _ := strings.Cut(file, "/")
	return folder + "/" + url.PathEscape(name)
}
