package notebook

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"backprop/internal/weave"
)

// help prints what the chapter is about and which flags it takes.
func help(source string, run func(*Notebook) error, own *flag.FlagSet, stdout, stderr io.Writer) int {
	path := locate(run).file
	chapter, err := weave.Parse(path, source)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	p := Performance{Name: chapterName(path), Chapter: chapter}
	if _, err := io.WriteString(stdout, p.usage(own)); err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", p.Name, err)
		return 2
	}
	return 0
}

func (p *Performance) usage(own *flag.FlagSet) string {
	command := "go run ./chapters/" + p.Name
	parts := []string{p.heading(1, PlainText(p.Chapter.Title), terminalWidth)}
	if p.Chapter.Lead != "" {
		parts = append(parts, textOf(p.Chapter.Lead, terminalWidth))
	}
	parts = append(parts, "Usage: "+command+" [flags]\nprints what the chapter computes. With")
	describe := func(flag, text, example string) {
		lines := append([]string{"  " + flag}, hang(wrap(text, terminalWidth-6), "      ", "      ")...)
		if example != "" {
			lines = append(lines, "      "+command+" "+example)
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	describe("-net FILE", "the numbers of another network; an array in the file may also be a string that holds it as NumPy, PyTorch, MATLAB, LaTeX or a spreadsheet has it. At most 64 MiB, 1,000 layers, 1,000,000 numbers in an array, 10,000,000 links in a layer and 40,000,000 in all", "-net my-network.json")
	describe("-seed N", "the numbers of a network that is made for the number N, with the same care as the book's own; the same N makes the same numbers", "-seed 7")
	describe("-save FILE", "the network is written to a file, to change it and to come back with -net; - is standard output, instead of the text", "-save my-network.json")
	describe("-prose", "the whole chapter is printed, with its prose and its code", "-prose | less")
	describe("-record FILE", "what the chapter showed is written as JSON, one output a line, for programs; - is standard output, instead of the text", "-record -")
	if own != nil {
		own.VisitAll(func(f *flag.Flag) {
			value, text := flag.UnquoteUsage(f)
			describe(strings.TrimSpace("-"+f.Name+" "+value), text, "")
		})
	}
	describe("-h", "this is printed", "-h")
	return strings.Join(parts, "\n\n") + "\n"
}
