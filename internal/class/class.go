package class

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"backprop/internal/cnn"
	"backprop/internal/disk"
	"backprop/internal/format"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/worked"
)

// A Class is the students of a folder, marked.
type Class struct {
	Students []*Student  // by name
	Places   []cnn.Place // that are asked, in working order
	Scheme   format.Scheme
	Decimals int // that are asked for; 0 for none

	order []cnn.Place // all places of all networks, in working order
}

// A Student is one row of the class.
type Student struct {
	Name string
	From string // the network, in words; "" where there is none

	// Reason says why nothing is marked; "" where it is.
	Reason string
	// Note says to the teacher what is odd about answers that are marked; may be
	// "". It may name another student.
	Note string
	// Foreign says that the answers belong to another student's network. They
	// earn nothing.
	Foreign bool

	Pass    *cnn.Pass          // of the network; nil where there is none
	Answers *marking.Answers   // nil where nothing is marked
	Report  *marking.Report    // nil where nothing is marked
	Marks   map[cnn.Place]Mark // of the places that are asked and were answered
	Credit  float64
	Of      float64 // the points of the places that the network has
}

// A Mark is what is said about a place, with its credit.
type Mark struct {
	marking.Marked
	Credit, Points float64
}

// Options say how a class is marked.
type Options struct {
	// Example is the network of the students who have none of their own.
	// Where it was not given by the user and some student has a network, a
	// student without one is not marked.
	Example notebook.Example

	Scheme   format.Scheme
	Decimals int
	Skip     []string // files in the folder that nobody handed in

	// All says that every place is asked which the scheme has points for, and
	// not only what somebody answered.
	All bool
}

// Grade marks the class in a folder. There is a file or a folder for each
// student; see find. A student's network is, the first of these that there is:
// network.json in their folder or NAME-network.json beside their file; the seed
// in the name of the folder or of the file; the seed in seeds.csv; the network
// of all, which is that of the options if the user gave it, then network.json.
//
// An error is about the class as a whole: the folder, seeds.csv, the network of
// all, or a scheme that asks for what no network has. What is wrong with one
// student is that student's Reason.
func Grade(dir string, o Options) (*Class, error) {
	all, err := find(dir, o.Skip)
	if err != nil {
		return nil, err
	}
	seeds, err := seedsIn(dir)
	if err != nil {
		return nil, err
	}
	r := &register{dir: dir, options: o, runs: map[string]*run{}}
	if err := r.readCommon(); err != nil {
		return nil, err
	}
	all = r.withSeeds(all, seeds)
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: nobody has handed anything in; put a file or a folder for each student there", dir)
	}
	r.own = slices.ContainsFunc(all, func(h handed) bool { return h.network != "" || h.seed != nil })
	return r.grade(all)
}

// One marks what a single student handed in, a file or a folder as Grade has
// them, and asks for every place that the scheme has points for.
func One(path string, o Options) (*Class, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	var h handed
	if info.IsDir() {
		h = ofFolder(path)
	} else {
		h = ofFile(path, info)
	}
	o.All = true
	r := &register{dir: filepath.Dir(path), options: o, runs: map[string]*run{}, common: o.Example.Network, from: o.Example.File}
	if !o.Example.Given {
		r.from = "the book's example"
	}
	return r.grade([]handed{h})
}

// grade marks students and gives them their credit.
func (r *register) grade(all []handed) (*Class, error) {
	for name := range r.options.Scheme.Mistakes {
		if _, ok := marking.Find(name); !ok {
			return nil, fmt.Errorf("the scheme: %q is no mistake of the catalogue; chapter 19 lists them", name)
		}
	}
	c := &Class{Scheme: r.options.Scheme, Decimals: r.options.Decimals}
	c.Students = make([]*Student, len(all))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, h := range all {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			c.Students[i] = r.mark(h)
		})
	}
	wg.Wait()
	if err := c.ask(r.options.All); err != nil {
		return nil, err
	}
	c.note()
	for _, s := range c.Students {
		c.credit(s)
	}
	return c, nil
}

// A register knows the networks of a class.
type register struct {
	dir     string
	options Options
	common  *cnn.Network // of all, or nil
	from    string
	own     bool // some student has a network of their own

	mu   sync.Mutex
	runs map[string]*run // by what they are of
}

// A run is a network that ran.
type run struct {
	once sync.Once
	pass *cnn.Pass
	from string
	err  error
}

// readCommon finds the network of all.
func (r *register) readCommon() error {
	example := r.options.Example
	file := filepath.Join(r.dir, networkFile)
	if _, err := os.Stat(file); err == nil && !example.Given {
		if example, err = notebook.ReadExample(file); err != nil {
			return err
		}
		example.File = networkFile
	}
	r.common, r.from = example.Network, example.File
	if example.Given {
		return nil
	}
	r.from = "the book's example"
	return nil
}

// withSeeds gives the students of the list their seeds, and a row to those who
// handed in nothing.
func (r *register) withSeeds(all []handed, seeds []Seeded) []handed {
	for _, s := range seeds {
		i := slices.IndexFunc(all, func(h handed) bool { return key(h.name) == key(s.Name) })
		if i < 0 {
			all = append(all, handed{name: s.Name, seed: &s.Seed, reason: "nothing was handed in"})
		} else if all[i].seed == nil {
			all[i].seed = &s.Seed
		}
	}
	slices.SortStableFunc(all, func(a, b handed) int { return strings.Compare(key(a.name), key(b.name)) })
	return all
}

// pass runs the network of a student, each network once.
func (r *register) pass(h handed) (*cnn.Pass, string, error) {
	of, from := "", r.from
	switch {
	case h.network != "":
		of, from = h.network, filepath.Base(h.network)
	case h.seed != nil:
		from = fmt.Sprintf("seed %d", *h.seed)
		of = from
	case r.own && !r.options.Example.Given && from != networkFile:
		return nil, "", fmt.Errorf("no network is known: name a seed, as in %s-seed-7, or put %s-network.json beside the answers", h.name, h.name)
	}
	r.mu.Lock()
	known := r.runs[of]
	if known == nil {
		known = &run{from: from}
		r.runs[of] = known
	}
	r.mu.Unlock()
	known.once.Do(func() {
		n := r.common
		switch {
		case h.network != "":
			var example notebook.Example
			if example, known.err = notebook.ReadExample(h.network); known.err != nil {
				return
			}
			n = example.Network
		case h.seed != nil:
			n = worked.Seeded(*h.seed)
		}
		known.pass, known.err = cnn.Run(n)
	})
	return known.pass, known.from, known.err
}

// mark marks one student. Nothing that a student hands in may stop the others:
// a fault of the marking itself is a row, too.
func (r *register) mark(h handed) (s *Student) {
	s = &Student{Name: h.name, Reason: h.reason}
	defer func() {
		if fault := recover(); fault != nil {
			s.Answers, s.Report = nil, nil
			s.Reason = fmt.Sprintf("the marking failed, which is a fault of the program and not of the answers: %v", fault)
		}
	}()
	var err error
	if h.reason == "" || h.network != "" || h.seed != nil {
		s.Pass, s.From, err = r.pass(h)
	}
	if s.Reason != "" {
		return s
	}
	if err != nil {
		s.Reason = r.without(err)
		return s
	}
	file, err := os.Open(h.file)
	if err != nil {
		s.Reason = fmt.Sprintf("%s cannot be read: %v", filepath.Base(h.file), disk.Bare(err))
		return s
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Size() == 0 {
		s.Reason = filepath.Base(h.file) + " is empty"
		return s
	}
	answers, err := marking.ReadAnswers(h.file, file, s.Pass)
	if err != nil {
		s.Reason = r.without(err)
		return s
	}
	report, err := marking.Mark(s.Pass.Network, answers, r.options.Decimals)
	if err != nil {
		s.Reason = r.without(err)
		return s
	}
	if len(report.Places) == 0 {
		s.Reason = filepath.Base(h.file) + " holds no answers"
		return s
	}
	s.Answers, s.Report = answers, report
	return s
}

// without is an error whose file is named from the folder of the class on.
func (r *register) without(err error) string {
	return strings.ReplaceAll(err.Error(), r.dir+string(filepath.Separator), "")
}
