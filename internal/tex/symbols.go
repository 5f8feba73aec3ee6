package tex

// A symbol is a sign with its form on a page and in a terminal.
type symbol struct {
	math, text string
	class      class
}

// signs reports whether a symbol is a sign at the start of a term: −a.
func (s symbol) signs() bool { return s.text == "+" || s.text == "−" || s.text == "±" }

// characters are the signs that are written as themselves.
var characters = map[byte]symbol{
	'+': {"+", "+", binary},
	'-': {"−", "−", binary},
	'*': {"∗", "*", binary},
	'/': {"/", "/", ordinary},
	'=': {"=", "=", relation},
	'<': {"<", "<", relation},
	'>': {">", ">", relation},
	':': {":", ":", relation},
	'(': {"(", "(", opening},
	')': {")", ")", closing},
	'[': {"[", "[", opening},
	']': {"]", "]", closing},
	'|': {"|", "|", ordinary},
	',': {",", ",", punctuation},
	';': {";", ";", punctuation},
	'.': {".", ".", ordinary},
	'!': {"!", "!", closing},
	'?': {"?", "?", closing},
	'~': {}, // a space; see spaces
}

// operators are the signs that are written as commands.
var operators = map[string]symbol{
	"cdot":       {"⋅", "·", binary},
	"times":      {"×", "×", binary},
	"star":       {"⋆", "⋆", binary},
	"circ":       {"∘", "∘", binary},
	"odot":       {"⊙", "⊙", binary},
	"pm":         {"±", "±", binary},
	"approx":     {"≈", "≈", relation},
	"equiv":      {"≡", "≡", relation},
	"propto":     {"∝", "∝", relation},
	"ne":         {"≠", "≠", relation},
	"neq":        {"≠", "≠", relation},
	"le":         {"≤", "≤", relation},
	"leq":        {"≤", "≤", relation},
	"ge":         {"≥", "≥", relation},
	"geq":        {"≥", "≥", relation},
	"to":         {"→", "→", relation},
	"rightarrow": {"→", "→", relation},
	"leftarrow":  {"←", "←", relation},
	"mapsto":     {"↦", "↦", relation},
	"Leftarrow":  {"⇐", "⇐", relation},
	"Rightarrow": {"⇒", "⇒", relation},
	"in":         {"∈", "∈", relation},
	"notin":      {"∉", "∉", relation},
	"mid":        {"|", "|", relation},
	"{":          {"{", "{", opening},
	"}":          {"}", "}", closing},
	"lfloor":     {"⌊", "⌊", opening},
	"rfloor":     {"⌋", "⌋", closing},
	"lceil":      {"⌈", "⌈", opening},
	"rceil":      {"⌉", "⌉", closing},
	"|":          {"‖", "‖", ordinary},
}

// bigOperators carry limits. The terminal has the Greek capital for the sum,
// which every font holds at the width of a letter.
var bigOperators = map[string]symbol{
	"sum":  {math: "∑", text: "Σ"},
	"prod": {math: "∏", text: "∏"},
}

// The signs that have a place of their own in a formula's tree. A browser draws
// the root's itself.
const (
	prime      = "′"
	underBrace = "⏟"
	overBrace  = "⏞"
	rootSign   = "√"
)

// dots stand for what is left out.
var dots = map[string]string{
	"ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱",
}

// letters are the commands that behave like a letter. Small Greek letters are
// italic, all others upright.
var letters = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ",
	"varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι",
	"kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
	"rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
	"varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",

	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
	"Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
	"Omega": "Ω",

	"partial": "∂", "nabla": "∇", "infty": "∞", "top": "⊤", "ell": "ℓ",
	"%": "%", "#": "#", "$": "$", "&": "&", "_": "_",
}

// named are the operators with a command of their own; all others are written
// \operatorname{…}. The value is the name as it is shown.
var named = map[string]namedOperator{
	"max":     {"max", true},
	"min":     {"min", true},
	"argmax":  {"arg max", true},
	"argmin":  {"arg min", true},
	"lim":     {"lim", true},
	"arg":     {"arg", false},
	"exp":     {"exp", false},
	"ln":      {"ln", false},
	"log":     {"log", false},
	"sin":     {"sin", false},
	"cos":     {"cos", false},
	"tanh":    {"tanh", false},
	"ReLU":    {"ReLU", false},
	"softmax": {"softmax", false},
	"flatten": {"flatten", false},
	"maxpool": {"maxpool", false},
	"avgpool": {"avgpool", false},
}

// spaces are the explicit spaces. A negative space has no terminal form.
var spaces = map[string]space{
	"!":     {"-0.1667em", 0},
	",":     {"0.1667em", 1},
	":":     {"0.2222em", 1},
	";":     {"0.2778em", 1},
	" ":     {"0.3333em", 1},
	"~":     {"0.3333em", 1},
	"quad":  {"1em", 2},
	"qquad": {"2em", 4},
}

// An accent is a mark over a base: its form in MathML, the combining
// character that a terminal sets over one letter, its name, and the letters
// that Unicode has with the accent, each before its accented form.
type accent struct {
	math, combining, name, letters string
}

var accents = map[string]accent{
	"hat": {"ˆ", "\u0302", "hat",
		"A Â C Ĉ E Ê G Ĝ H Ĥ I Î J Ĵ O Ô S Ŝ U Û W Ŵ Y Ŷ Z Ẑ a â c ĉ e ê g ĝ h ĥ i î j ĵ o ô s ŝ u û w ŵ y ŷ z ẑ"},
	"bar": {"¯", "\u0304", "bar",
		"A Ā E Ē G Ḡ I Ī O Ō U Ū Y Ȳ a ā e ē g ḡ i ī o ō u ū y ȳ α ᾱ ι ῑ υ ῡ"},
	"tilde": {"˜", "\u0303", "tilde",
		"A Ã E Ẽ I Ĩ N Ñ O Õ U Ũ V Ṽ Y Ỹ a ã e ẽ i ĩ n ñ o õ u ũ v ṽ y ỹ"},
}

// delimiters are what may follow \left and \right; commands have their
// backslash. The dot is the delimiter that is not there.
var delimiters = map[string]string{
	"(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", ".": "",
	`\{`: "{", `\}`: "}", `\|`: "‖",
	`\lfloor`: "⌊", `\rfloor`: "⌋", `\lceil`: "⌈", `\rceil`: "⌉",
}
