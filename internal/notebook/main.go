package notebook

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"backprop/internal/format"
)

// Main is the main function of a chapter: it reads the flags, runs the
// chapter, prints what it showed and exits. The source is the text of the
// chapter's main.go.
//
// The status is 0, or what run set with ExitStatus; 1 where the chapter
// fails, with "chapters/NN-name/main.go:LINE: message" on standard error; 2
// for bad flags, for bad files, and where a file or standard output cannot be
// written. Where it is not 0 through ExitStatus, nothing is printed on standard
// output, or no more than it took.
//
// A chapter with flags of its own declares them with package flag, as
// variables of the package.
func Main(source string, run func(*Notebook) error) {
	os.Exit(Execute(source, run, flag.CommandLine, os.Args[1:], os.Stdout, os.Stderr))
}

// options are the flags that every chapter takes.
type options struct {
	net, record, save string
	seed              *uint64 // nil: none
	prose             bool
}

// Execute is Main as a function of its arguments and its streams, with the
// chapter's own flags or nil. It returns the exit status.
func Execute(source string, run func(*Notebook) error, own *flag.FlagSet, args []string, stdout, stderr io.Writer) int {
	name := chapterName(locate(run).file)
	refuse := func(err error) int {
		fmt.Fprintf(stderr, "%s: %v\n", name, err)
		return 2
	}
	var o options
	flags := o.flags(name, own)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return help(source, run, own, stdout, stderr)
	case err != nil:
		return refuse(fmt.Errorf("%w; -h lists the flags", err))
	case followedByNothing(flags) != "":
		return refuse(fmt.Errorf("-%s is followed by nothing; give it its value, or leave it out (is a variable of the shell unset?)", followedByNothing(flags)))
	case flags.NArg() > 0:
		return refuse(fmt.Errorf("found %q after the flags; expected nothing there (-h lists the flags)", flags.Arg(0)))
	case o.net != "" && o.seed != nil:
		return refuse(errors.New("-net and -seed each name a network; give one of them"))
	}
	p, err := o.play(source, run)
	var bad *badInput
	switch {
	case errors.As(err, &bad):
		return refuse(err)
	case err != nil:
		fmt.Fprintln(stderr, err)
		return 1
	}
	text, err := o.write(p)
	if errors.As(err, &bad) {
		return refuse(err)
	}
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", name, err)
		return 1
	}
	// Not 1, which a chapter may have for something that it found.
	if _, err := stdout.Write(text); err != nil {
		return refuse(err)
	}
	return p.status
}

// flags are those of every chapter and the chapter's own.
func (o *options) flags(name string, own *flag.FlagSet) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.net, "net", "", "")
	flags.Func("seed", "", func(text string) error {
		seed, err := ParseSeed(text)
		o.seed = &seed
		return err
	})
	flags.StringVar(&o.record, "record", "", "")
	flags.StringVar(&o.save, "save", "", "")
	flags.BoolVar(&o.prose, "prose", false, "")
	if own != nil {
		own.VisitAll(func(f *flag.Flag) { flags.Var(f.Value, f.Name, f.Usage) })
	}
	return flags
}

// followedByNothing is a flag whose value was given as an empty text, or "".
func followedByNothing(flags *flag.FlagSet) (name string) {
	flags.Visit(func(f *flag.Flag) {
		if get, ok := f.Value.(flag.Getter); ok && get.Get() == "" {
			name = f.Name
		}
	})
	return name
}

// play runs the chapter on the network that the flags name.
func (o *options) play(source string, run func(*Notebook) error) (*Performance, error) {
	example, err := WorkedExample()
	switch {
	case o.net != "":
		example, err = ReadExample(o.net)
	case o.seed != nil:
		example = SeededExample(*o.seed)
	}
	if err != nil {
		return nil, err
	}
	return Play(source, run, example)
}

// write writes the files that the flags and the chapter ask for, and returns
// what is to be printed.
func (o *options) write(p *Performance) ([]byte, error) {
	files := p.files
	if o.record != "" {
		var record bytes.Buffer
		if err := WriteRecord(&record, p.Entries); err != nil {
			return nil, err
		}
		files = append(files, file{o.record, record.Bytes()})
	}
	if o.save != "" {
		network, err := format.MarshalNetwork(p.Example.Network)
		if err != nil {
			return nil, err
		}
		files = append(files, file{o.save, network})
	}
	read := p.read
	if o.net != "" {
		read = append(read, o.net)
	}
	var printed *file
	for i, f := range files {
		for _, input := range read {
			if f.name != "-" && f.samePlace(file{name: input}) {
				return nil, BadInput(overwrites(f.name, input))
			}
		}
		for _, other := range files[:i] {
			if f.name != "-" && f.samePlace(other) {
				return nil, BadInput(fmt.Errorf("two files are to go to %s; give one of them another name", f.name))
			}
		}
		if f.name != "-" {
			if err := f.inTheWay(); err != nil {
				return nil, BadInput(err)
			}
			continue
		}
		if printed != nil {
			return nil, BadInput(errors.New("two files are to go to standard output; give one of them a name"))
		}
		printed = &files[i]
	}
	for _, f := range files {
		if f.name == "-" {
			continue
		}
		if err := f.write(); err != nil {
			return nil, BadInput(err)
		}
	}
	switch {
	case printed != nil:
		return printed.data, nil
	case o.prose:
		return []byte(p.Prose()), nil
	}
	return []byte(p.Text()), nil
}

// overwrites is the error for an output that would take the place of an input.
func overwrites(output, input string) error {
	if output != input {
		output += " is the same file as " + input + ", which"
	}
	return fmt.Errorf("%s was read and would be overwritten; nothing was written. Give what is to be written another name", output)
}
