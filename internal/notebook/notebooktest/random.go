package notebooktest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/randomnet"
)

// RandomClassic plays the chapter on the networks of testdata/extreme and on
// random ones, all of the architecture that chapters 1 to 16 speak about, and
// certifies every number that it prints. Gaps of the kinds in the chapter's
// list are left out. exact is as in Golden. What a random network breaks is
// added to testdata/extreme.
//
// Which networks these are, the variable RANDOM_NETWORKS says:
// SEED:FIRST:COUNT, as in 7:0:200. With ":play" after it the chapter is played
// and nothing is certified: what fails then is no printed number, but the
// chapter. Without the variable the chapter is played on those of always.
func RandomClassic(t *testing.T, source string, run func(*notebook.Notebook) error, exact ...func(*certify.Catalogue)) {
	t.Helper()
	random(t, "TestRandomClassic", randomnet.Classic, source, run, exact)
}

// RandomAny is RandomClassic for networks of any kind, in chapters that take
// them.
func RandomAny(t *testing.T, source string, run func(*notebook.Notebook) error) {
	t.Helper()
	random(t, "TestRandomAny", randomnet.Any, source, run, nil)
}

func random(t *testing.T, test string, draw func(seed, i uint64) *cnn.Network, source string, run func(*notebook.Notebook) error, exact []func(*certify.Catalogue)) {
	t.Helper()
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	chapter := filepath.Base(folder)
	asked := os.Getenv("RANDOM_NETWORKS")
	if asked == "" {
		asked = always[chapter+" "+test]
	}
	if asked == "" {
		t.Skip("RANDOM_NETWORKS=SEED:FIRST:COUNT says which networks, such as 1:0:6; .ci/random sets it")
	}
	wanted, err := readSample(asked)
	if err != nil {
		t.Fatal(err)
	}
	root, err := moduleRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	listed, err := os.ReadFile(filepath.Join(root, "testdata", "uncertified", chapter+".txt"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var all certify.Report
	beyond := 0 // played, and beyond the certificate
	for i := wanted.first; i < wanted.first+wanted.count; i++ {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			network := draw(wanted.seed, i)
			defer func() {
				if t.Failed() {
					t.Logf("the network: %s\n%s\nagain: RANDOM_NETWORKS=%d:%d:1 go test -count=1 -run '^%s$' ./chapters/%s",
						randomnet.Describe(network), written(network, chapter, wanted.seed, i), wanted.seed, i, test, chapter)
				}
			}()
			example := notebook.Example{File: fmt.Sprintf("random-%d.json", i), Network: network, Given: true}
			play := notebook.PlayWatched
			if wanted.playOnly {
				play = notebook.Play
			}
			p, err := play(source, run, example)
			if err != nil {
				t.Fatalf("the chapter fails: %v", err)
			}
			CheckText(t, p.Text())
			if wanted.playOnly {
				return
			}
			report, err := certifiedOn(t, p, exact)
			if errors.Is(err, certify.ErrBeyond) {
				beyond++
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range report.Gaps {
				if !strings.Contains("\n"+string(listed), "\n"+g.Kind+": ") {
					t.Errorf("line %d: %s: not certified: %s", g.Line, g.Kind, g.What)
				}
			}
			all.Add(report)
		})
	}
	t.Logf("%s: seed %d, %d networks from number %d, %d of them beyond the certificate: %s", chapter, wanted.seed, wanted.count, wanted.first, beyond, all.String())
}

// always are the ten networks that go test plays and certifies where nobody
// asks for others.
var always = map[string]string{
	"18-any-network TestRandomAny":                     "9:0:6",
	"18-any-network TestRandomClassic":                 "9:0:1",
	"05-flatten TestRandomClassic":                     "9:1:1",
	"13-convolution-backward-kernel TestRandomClassic": "9:2:2",
}

// A sample says which random networks are drawn.
type sample struct {
	seed, first, count uint64
	playOnly           bool
}

// readSample reads SEED:FIRST:COUNT, with or without ":play".
func readSample(text string) (sample, error) {
	numbersOf, playOnly := strings.CutSuffix(text, ":play")
	parts := strings.Split(numbersOf, ":")
	var numbers []uint64
	for _, part := range parts {
		if n, err := strconv.ParseUint(part, 10, 64); err == nil {
			numbers = append(numbers, n)
		}
	}
	if len(parts) != 3 || len(numbers) != 3 || numbers[2] == 0 {
		return sample{}, fmt.Errorf("RANDOM_NETWORKS=%s: expected SEED:FIRST:COUNT, such as 7:0:200, with or without :play", text)
	}
	return sample{numbers[0], numbers[1], numbers[2], playOnly}, nil
}

// written writes a network to a file for -net, and says where it is.
func written(n *cnn.Network, chapter string, seed, i uint64) string {
	text, err := format.MarshalNetwork(n)
	if err != nil {
		return err.Error()
	}
	file := filepath.Join(os.TempDir(), fmt.Sprintf("random-%s-%d-%d.json", chapter, seed, i))
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return string(text)
	}
	if len(text) > 2000 {
		return "-net " + file
	}
	return "-net " + file + ":\n" + string(text)
}

// noNumber is what no text of the book holds: a zero with a sign.
var noNumber = regexp.MustCompile(`[-−]0(\.0+)?(?:[^0-9.·]|$)`)

// hat stands over the letter before it, as in x̂, and takes no column.
const hat = "\u0302"

// CheckText reports lines that are too wide for a terminal of 80 columns, and
// numbers that are none.
func CheckText(t testing.TB, text string) {
	t.Helper()
	for i, line := range strings.Split(text, "\n") {
		if n := utf8.RuneCountInString(line) - strings.Count(line, hat); n > 80 && !strings.Contains(line, "https://") {
			t.Errorf("line %d of the text is %d columns wide: %s", i+1, n, line)
		}
		if found := noNumber.FindString(line); found != "" {
			t.Errorf("line %d of the text has %q: %s", i+1, found, line)
		}
	}
}
