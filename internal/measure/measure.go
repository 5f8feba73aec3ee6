// Package measure finds how long programs take that do the same work, and
// keeps what it found in a file, since times do not come again.
package measure

import (
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"
)

// A Program is what is measured: one run of it.
type Program struct {
	Name string
	Run  func()
}

// Times are how long programs took on one machine, in the order in which they
// were given.
type Times struct {
	Machine  Machine `json:"machine"`
	Rounds   int     `json:"rounds"` // of all programs, one after the other
	Programs []Time  `json:"programs"`
}

// A Time is how long a program took in its fastest round: what else runs on
// the machine makes a round slower, and nothing makes it faster. It has three
// digits, because no more of them would come again.
type Time struct {
	Name         string  `json:"name"`
	Milliseconds float64 `json:"milliseconds"`
}

// Programs measures programs on one core, each once in every round, so that
// what disturbs the machine for a while disturbs all of them. There must be one
// round at least.
func Programs(rounds int, programs ...Program) Times {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	took := make([][]time.Duration, len(programs))
	for range rounds {
		for i, p := range programs {
			start := time.Now()
			p.Run()
			took[i] = append(took[i], time.Since(start))
		}
	}
	t := Times{Machine: thisMachine(), Rounds: rounds}
	for i, p := range programs {
		t.Programs = append(t.Programs, Time{p.Name, threeDigits(slices.Min(took[i]).Seconds() * 1000)})
	}
	return t
}

// threeDigits rounds a number above 0.
func threeDigits(v float64) float64 {
	if !(v > 0) {
		return v
	}
	// A division by a power of ten gives the number nearest to the decimal.
	if digits := 2 - int(math.Floor(math.Log10(v))); digits > 0 {
		unit := math.Pow10(digits)
		return math.Round(v*unit) / unit
	} else {
		unit := math.Pow10(-digits)
		return math.Round(v/unit) * unit
	}
}

// Read reads the text of a file that Text wrote. An error names the file and
// the program.
func Read(file string, text []byte) (Times, error) {
	var t Times
	if err := json.Unmarshal(text, &t); err != nil {
		return t, fmt.Errorf("%s: %w; measure anew", file, err)
	}
	if len(t.Programs) == 0 {
		return t, fmt.Errorf("%s: found no programs, expected some; measure anew", file)
	}
	for i, p := range t.Programs {
		if p.Name == "" || !(p.Milliseconds > 0) {
			return t, fmt.Errorf("%s: program %d is %q with %v milliseconds, expected a name and a time above 0; measure anew", file, i, p.Name, p.Milliseconds)
		}
	}
	return t, nil
}

// Text is the times as a file, in JSON.
func (t Times) Text() []byte {
	text, err := json.MarshalIndent(t, "", "  ")
	if err != nil {
		panic(err) // a time is finite
	}
	return append(text, '\n')
}
