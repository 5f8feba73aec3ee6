package notebooktest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
)

//go:embed twin.py
var harness string

// runTwin runs a twin and returns what it printed and what its names held in
// the end.
func runTwin(t *testing.T, twin string) (printed string, kept map[string]numbers) {
	t.Helper()
	python, err := pythonWithNumPy()
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skipf("%v to run this test", err)
	}
	file := filepath.Join(t.TempDir(), "numbers.json")
	// A warning of NumPy's is a mistake of ours.
	cmd := exec.Command(python, "-B", "-W", "error", "-c", harness, twin, file)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s main.py: %v\n%s", python, err, stderr.String())
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &kept); err != nil {
		t.Fatal(err)
	}
	return stdout.String(), kept
}

// pythonWithNumPy finds a Python that has NumPy: the first on the PATH, or the
// system's own.
var pythonWithNumPy = sync.OnceValues(func() (string, error) {
	for _, name := range []string{"python3", "/usr/bin/python3", "python"} {
		if path, err := exec.LookPath(name); err == nil && exec.Command(path, "-c", "import numpy").Run() == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("found no python3 that has NumPy; install it, on Debian with apt-get install python3-numpy,")
})

// A printed array, such as "Z =\n[[1. 2.]\n [3. 4.]]" or "L = 0.5".
type printing struct {
	name string
	numbers
}

var (
	twinMark      = regexp.MustCompile(`(?m)^# %% .*$`)
	printedName   = regexp.MustCompile(`^\s*([A-Za-z]\w*) =\s*`)
	printedNumber = regexp.MustCompile(`^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$`)
)

// readPrinted reads all that a twin printed. What is not a name with its
// numbers is an error.
func readPrinted(text string) (list []printing, err error) {
	text = twinMark.ReplaceAllString(text, "")
	for strings.TrimSpace(text) != "" {
		m := printedName.FindStringSubmatch(text)
		if m == nil {
			return nil, fmt.Errorf("prints %q, which is not of the form NAME = NUMBERS", strings.SplitN(strings.TrimSpace(text), "\n", 2)[0])
		}
		text = text[len(m[0]):]
		end := 0
		for depth := 0; end < len(text); end++ {
			switch text[end] {
			case '[':
				depth++
			case ']':
				depth--
			}
			if depth == 0 && (end+1 == len(text) || text[end+1] == '\n') {
				end++
				break
			}
		}
		n, err := readArray(text[:end])
		if err != nil {
			return nil, fmt.Errorf("prints %s: %w", m[1], err)
		}
		list = append(list, printing{m[1], n})
		text = text[end:]
	}
	return list, nil
}

// readArray reads an array as NumPy prints it, or a number.
func readArray(text string) (n numbers, err error) {
	text = strings.NewReplacer("[", " [ ", "]", " ] ").Replace(text)
	var count []int // the parts so far at each depth
	closed := 0
	for _, word := range strings.Fields(text) {
		if word != "]" && len(count) > 0 {
			count[len(count)-1]++
		}
		switch word {
		case "[":
			count = append(count, 0)
			if closed == 0 {
				n.Shape = append(n.Shape, 0)
			}
		case "]":
			if len(count) == 0 {
				return n, fmt.Errorf("a bracket that nothing opens in %q", text)
			}
			depth := len(count) - 1
			if n.Shape[depth] != 0 && n.Shape[depth] != count[depth] {
				return n, fmt.Errorf("rows of different lengths in %q", text)
			}
			n.Shape[depth] = count[depth]
			count = count[:depth]
			closed++
		default:
			if !printedNumber.MatchString(word) {
				return n, fmt.Errorf("%q is not a number", word)
			}
			v, err := strconv.ParseFloat(word, 64)
			if err != nil {
				return n, err
			}
			n.Data = append(n.Data, v)
		}
	}
	if len(count) > 0 || len(n.Data) == 0 {
		return n, fmt.Errorf("no whole array: %q", text)
	}
	return n, nil
}

const (
	// printedTo is how far a number may be from its printed form of four
	// decimals.
	printedTo = 0.5e-4 + 1e-9
	// keptTo is how far the two programs may be apart. They add in different
	// orders, and differences such as those of chapter 15 lose digits.
	keptTo = 1e-8
)
