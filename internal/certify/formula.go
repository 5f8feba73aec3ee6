package certify

import "backprop/internal/tex"

// parse reads a formula as nodes, with what stands in parentheses under a
// power taken together: in (a − b)^2 TeX's own power belongs to the ")".
func parse(source string) ([]tex.Node, error) {
	f, err := tex.Parse(source)
	if err != nil {
		return nil, err
	}
	return folded(f.Tree()), nil
}

func folded(row []tex.Node) []tex.Node {
	var out []tex.Node
	var open []int // where parentheses that are not closed yet begin in out
	for _, n := range row {
		n.Kids, n.Sub, n.Sup = folded(n.Kids), folded(n.Sub), folded(n.Sup)
		closes := n.Kind == tex.Scripted && n.Sub == nil && len(n.Kids) == 1 && n.Kids[0].Kind == tex.Sign && n.Kids[0].Text == ")"
		if closes && len(open) > 0 {
			first := open[len(open)-1]
			open = open[:len(open)-1]
			body := append([]tex.Node(nil), out[first+1:]...)
			out = append(out[:first], tex.Node{Kind: tex.Scripted, Sup: n.Sup, Primes: n.Primes,
				Kids: []tex.Node{{Kind: tex.Fenced, Text: "()", Kids: body}}})
			continue
		}
		if n.Kind == tex.Sign && n.Text == "(" {
			open = append(open, len(out))
		}
		if n.Kind == tex.Sign && n.Text == ")" && len(open) > 0 {
			open = open[:len(open)-1]
		}
		out = append(out, n)
	}
	return out
}

// splitAt cuts a row at a sign that stands outside all delimiters.
func splitAt(row []tex.Node, sign string) [][]tex.Node {
	parts, _ := split(row, func(s string) bool { return s == sign })
	return parts
}

var relationSigns = map[string]bool{"=": true, "≈": true, "<": true, ">": true, "≤": true, "≥": true}

// splitRelations cuts a row at its relations.
func splitRelations(row []tex.Node) (sides [][]tex.Node, relations []string) {
	return split(row, func(s string) bool { return relationSigns[s] })
}

func split(row []tex.Node, at func(string) bool) (parts [][]tex.Node, signs []string) {
	depth, start := 0, 0
	for i, n := range row {
		if n.Kind != tex.Sign {
			continue
		}
		switch n.Text {
		case "(", "[", "{", "⌊":
			depth++
		case ")", "]", "}", "⌋":
			depth--
		}
		if depth == 0 && at(n.Text) {
			parts, signs = append(parts, row[start:i]), append(signs, n.Text)
			start = i + 1
		}
	}
	return append(parts, row[start:]), signs
}
