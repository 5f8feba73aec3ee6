package tex

// A Kind says what a Node is.
type Kind string

// The kinds of nodes. Spaces, braces and \class leave no node.
const (
	Number   Kind = "number"   // Text are its digits
	Letter   Kind = "letter"   // Text is the letter, Greek as it is shown
	Word     Kind = "word"     // an operator such as max or ln; Text is its name
	Sign     Kind = "sign"     // Text is the sign as a terminal shows it
	Phrase   Kind = "phrase"   // the argument of \text
	Fraction Kind = "fraction" // Kids are what stands above and below
	Root     Kind = "root"     // Kids is the body
	Scripted Kind = "scripted" // Kids is the base; Sub and Sup its scripts
	Fenced   Kind = "fenced"   // Text are the two delimiters, Kids the body
	Group    Kind = "group"    // Kids stand side by side
	Other    Kind = "other"    // what has no value: tables, accents, braces with notes; Kids is what is in it
)

// A Node is a piece of a formula, for programs that read what it says and not
// how it looks.
type Node struct {
	Kind     Kind
	Text     string
	Kids     []Node
	Sub, Sup []Node // of Scripted
	Primes   int    // of Scripted
}

// Tree is the formula as nodes side by side.
func (f *Formula) Tree() []Node { return nodes(f.body) }

func nodes(r row) []Node {
	var all []Node
	for _, n := range flatten(r) {
		switch n := n.(type) {
		case nil, space:
		case group:
			all = append(all, Node{Kind: Group, Kids: nodes(n.body)})
		default:
			all = append(all, nodeOf(n))
		}
	}
	return all
}

func nodeOf(n node) Node {
	switch n := n.(type) {
	case identifier:
		return Node{Kind: Letter, Text: n.name}
	case number:
		return Node{Kind: Number, Text: n.digits}
	case *operator:
		return Node{Kind: Sign, Text: n.text}
	case bigOperator:
		return Node{Kind: Sign, Text: n.text}
	case namedOperator:
		return Node{Kind: Word, Text: n.name}
	case textual:
		return Node{Kind: Phrase, Text: n.text}
	case fraction:
		return Node{Kind: Fraction, Kids: []Node{side(n.over), side(n.under)}}
	case root:
		return Node{Kind: Root, Kids: nodes(n.body)}
	case scripted:
		return Node{Kind: Scripted, Kids: nodes(row{n.base}), Sub: script(n.sub), Sup: script(n.sup), Primes: n.primes}
	case fenced:
		return Node{Kind: Fenced, Text: n.open + n.close, Kids: nodes(n.body)}
	case boxed:
		return Node{Kind: Group, Kids: nodes(n.body)}
	case group:
		return Node{Kind: Group, Kids: nodes(n.body)}
	case accented:
		return Node{Kind: Other, Kids: nodes(row{n.base})}
	case braced:
		return Node{Kind: Other, Kids: append(nodes(n.body), script(n.note)...)}
	case table:
		other := Node{Kind: Other}
		for _, line := range n.rows {
			for _, cell := range line {
				other.Kids = append(other.Kids, nodes(cell)...)
			}
		}
		return other
	}
	return Node{Kind: Other}
}

func side(r row) Node { return Node{Kind: Group, Kids: nodes(r)} }

func script(n node) []Node {
	if n == nil {
		return nil
	}
	return nodes(row{n})
}
