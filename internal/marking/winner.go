package marking

import "backprop/internal/cnn"

// A tieRule says who wins where several cells of a window are the largest.
type tieRule int

const (
	firstWins tieRule = iota // the right rule
	lastWins
	allWin
)

// winners fills the slopes of a max pooling: 1 for the cell that wins its
// window and 0 for the others, or the span of both where the numbers leave
// open who wins. The links are in ascending order of their window.
func winners(links []cnn.Link, x []span, rule tieRule, slopes []span) {
	for first := 0; first < len(links); {
		next := first
		for next < len(links) && links[next].Out == links[first].Out {
			next++
		}
		window(links[first:next], x, rule, slopes[first:next])
		first = next
	}
}

// window fills the slopes of one window.
func window(links []cnn.Link, x []span, rule tieRule, slopes []span) {
	least := x[links[0].In].lo // of the winner
	for _, l := range links {
		least = max(least, x[l.In].lo)
	}
	var able []int // the cells that can win
	known := true
	for k, l := range links {
		slopes[k] = point(0)
		if !(x[l.In].hi < least) { // what is no number, as ∞ − ∞, leaves it open
			able = append(able, k)
			known = known && x[l.In].isPoint()
		}
	}
	switch {
	case !known && len(able) > 1:
		for _, k := range able {
			slopes[k] = span{0, 1}
		}
	case rule == firstWins:
		slopes[able[0]] = point(1)
	case rule == lastWins:
		slopes[able[len(able)-1]] = point(1)
	case rule == allWin:
		for _, k := range able {
			slopes[k] = point(1)
		}
	}
}
