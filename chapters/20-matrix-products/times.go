package main

import (
	"fmt"
	"math"

	"backprop/internal/notebook"
)

// timeTable is a record as nb.Table takes it. Products and times are those of a
// batch, GFLOP/s those on one core.
func timeTable(r record) (string, []string, [][]any) {
	var rows [][]any
	for _, m := range r.Paths {
		rows = append(rows, []any{m.Name, digits(m.Products), digits(m.Forward), digits(m.One), digits(m.Two),
			digits(m.rate()), notebook.Places(100*m.rate()/r.Peak, 0) + " %"})
	}
	return fmt.Sprintf("Milliseconds for a batch of %d, the fastest of %d rounds; GFLOP/s and share of the peak on one core", r.Batch, r.Rounds),
		[]string{"path", "10⁶ products", "forward", "one core", "two cores", "GFLOP/s", "peak"}, rows
}

// timeFigure is a record as bars.
func timeFigure(r record) notebook.Figure {
	b := &notebook.Bars{Label: fmt.Sprintf("milliseconds for a batch of %d", r.Batch), Series: []string{"one core", "two cores"}}
	for _, m := range r.Paths {
		b.Groups = append(b.Groups, notebook.BarGroup{Name: m.Name, Values: []float64{round(m.One), round(m.Two)}})
	}
	if r.Machine.Cores < 2 {
		b.Series = b.Series[:1]
		for i := range b.Groups {
			b.Groups[i].Values = b.Groups[i].Values[:1]
		}
	}
	return notebook.Figure{
		Title:   "How long a batch takes",
		Caption: "Forward and backward. Measured on " + r.Machine.inWords() + ".",
		Bars:    b,
	}
}

// peakSaid is what the shares of the peak are shares of.
func peakSaid(r record) notebook.Let {
	return notebook.Let{"peak": digits(r.Peak), "library": digits(r.Library)}
}

// inWords names the machine in a sentence.
func (m machine) inWords() string {
	return fmt.Sprintf("%s, %d cores, %s, %s, on %s", m.Processor, m.Cores, m.System, m.Go, m.Date)
}

// digits is a measured number with three digits, or – where there is none.
func digits(v float64) string {
	if v == 0 {
		return "–"
	}
	return notebook.Num(round(v))
}

// round leaves three digits: no more of a time would come again.
func round(v float64) float64 {
	if v == 0 {
		return 0
	}
	unit := math.Pow10(2 - int(math.Floor(math.Log10(v))))
	return math.Round(v*unit) / unit
}
