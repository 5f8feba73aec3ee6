package report

// A leftover is what a window that moves along an axis leaves at its end.
type leftover struct {
	count   int  // of the cells of the input, without padding, that no window reads there
	fits    bool // a window would fit between them and the end, but the stride is too long
	partial bool // the last window hangs over the end
}

// leftoverAlong is what a window that covers so many cells leaves at the end of
// an axis. Where partial windows are kept, the last is one only if it begins
// before the end.
func leftoverAlong(cells, before, after, covers, stride int, ceil bool) leftover {
	padded := before + cells + after
	windows, rest := (padded-covers)/stride+1, (padded-covers)%stride
	if ceil && rest > 0 && windows*stride < padded {
		return leftover{partial: true}
	}
	return leftover{count: min(cells, max(0, rest-after)), fits: rest >= covers}
}

// whyLeft says why no window reads what is left.
func whyLeft(ends ...leftover) string {
	for _, end := range ends {
		if end.count > 0 && end.fits {
			return "the next step leads beyond the end."
		}
	}
	return "no window fits there."
}
