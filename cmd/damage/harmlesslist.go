package main

// harmlessChanges are the changes that were looked at and found to change
// nothing.
var harmlessChanges = []harmless{
	{
		"internal/tex/raw.go", "parser.raw",
		"return \"\", 0, p.errorf(open, \"this { is never closed; expected } before the end of the formula\")",
		"return \"\", 1, p.errorf(open, \"this { is never closed; expected } before the end of the formula\")",
		"beside an error nobody reads where the argument begins",
	}, {
		"internal/weave/frame.go", "source.kinds",
		"next := 1", "next := 0",
		"lines count from 1, so the kind of line 0 is never asked",
	}, {
		"internal/weave/source.go", "source.syntaxError",
		"return &syntaxError{s.name, 1, err.Error()}", "return &syntaxError{s.name, 2, err.Error()}",
		"of a text the parser returns lists of errors only",
	}, {
		"internal/weave/source.go", "source.syntaxError",
		"return &syntaxError{s.name, 1, err.Error()}", "return &syntaxError{s.name, 0, err.Error()}",
		"of a text the parser returns lists of errors only",
	}, {
		"internal/worked/fit.go", "draft.headFits",
		"if dp[j] > 0 && j != d.dead {", "if dp[j] >= 0 && j != d.dead {",
		"an error next to 0 was refused four lines above",
	}, {
		"internal/cnn/exponential.go", "tanh",
		"if u := 2 * math.Abs(z); u < 0.5*math.Ln2 {", "if u := 2 * math.Abs(z); u <= 0.5*math.Ln2 {",
		"one number lies on the border, and both ways are right there to three units in the last place",
	}, {
		"internal/figure/heatmap.go", "largestSize",
		"return 1", "return 2",
		"where all numbers are 0 no cell is tinted",
	}, {
		"internal/figure/heatmap.go", "largestSize",
		"return 1", "return 0",
		"where all numbers are 0 no cell is tinted",
	}, {
		"internal/site/assets/explain.js", "",
		"const pace = 1100; // milliseconds from step to step, at normal speed", "const pace = 1099; // milliseconds from step to step, at normal speed",
		"nobody sees a millisecond",
	}, {
		"internal/site/assets/explain.js", "",
		"const pace = 1100; // milliseconds from step to step, at normal speed", "const pace = 1101; // milliseconds from step to step, at normal speed",
		"nobody sees a millisecond",
	}, {
		"chapters/15-gradient-check/tables.go", "results",
		"n := 1", "n := 0",
		"the first is at its own place, so that the loop counts it",
	}, {
		"internal/marking/course.go", "span.hasDecimals",
		"return a.isPoint() && math.Abs(a.lo-roundTo(a.lo, decimals)) <= noise(a.lo, 1)", "return a.isPoint() && math.Abs(a.lo-roundTo(a.lo, decimals)) < noise(a.lo, 1)",
		"no number lies on the border of what counts as noise",
	}, {
		"internal/marking/course.go", "span.hasDecimals",
		"return a.isPoint() && math.Abs(a.lo-roundTo(a.lo, decimals)) <= noise(a.lo, 1)", "return a.isPoint() && math.Abs(a.lo-roundTo(a.lo, decimals)) <= noise(a.lo, 0)",
		"a scale below 1 counts as 1",
	}, {
		"internal/format/numeral.go", "parseFraction",
		"p, _ := strconv.ParseFloat(above, 64)", "p, _ := strconv.ParseFloat(above, 65)",
		"all but 32 is float64",
	}, {
		"internal/format/strictnumber.go", "strictReader.whole",
		"return 0, err", "return 1, err",
		"beside an error nobody reads the number",
	}, {
		"internal/format/write.go", "networkWriter.number",
		"if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e21) {", "if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= (1+1e21)) {",
		"1 + 1e21 is 1e21",
	}, {
		"internal/format/pasterows.go", "isLaTeX",
		`func isLaTeX(text string) bool { return strings.ContainsAny(text, "&"+rowEnd) }`, `func isLaTeX(text string) bool { return strings.ContainsAny("&"+rowEnd, text) }`,
		"two texts share a letter, whichever is asked first",
	}, {
		"internal/site/assets/find.js", "",
		`if (f === undefined) {`, `if (true) {`,
		"what is kept only saves time",
	}, {
		"internal/site/assets/find.js", "",
		`folds.set(c, f);`, `;`,
		"what is kept only saves time",
	}, {
		"internal/site/assets/find.js", "",
		`stems.set(word, s);`, `;`,
		"what is kept only saves time",
	}, {
		"internal/site/assets/find.js", "",
		`let before = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);`, `let before = [], row = Array.from({ length: b.length + 2 }, (_, j) => j);`,
		"nobody reads a number behind the last",
	}, {
		"internal/site/assets/find.js", "",
		`for (let i = 1; i <= a.length; i++) {`, `for (let i = 0; i <= a.length; i++) {`,
		"that row is the one that is there already",
	}, {
		"internal/site/assets/find.js", "",
		`const n = apart(word, w), count = vocabulary.get(w) ?? 1;`, `const n = apart(w, word), count = vocabulary.get(w) ?? 1;`,
		"two words are as far apart from either side",
	}, {
		"internal/report/change.go", "differing",
		`if differ(right.Data[i], wrong.Data[i], rounding[i]) {`, `if differ(wrong.Data[i], right.Data[i], rounding[i]) {`,
		"two numbers differ, whichever comes first",
	}, {
		"internal/report/break.go", "Marking.element",
		`if err != nil {`, `if false {`,
		"the place and the offset are the pass's own",
	}, {
		"internal/worked/fit.go", "draft.windowsFit",
		`if z < 0 {`, `if z <= 0 {`,
		"a sum of 0 was refused before",
	}, {
		"internal/weave/listing.go", "plumber.simplify",
		"return false", "return true",
		"what lies in something outside lies outside, too",
	}, {
		"chapters/18-any-network/agree.go", "agree",
		"continue // it is p − y at once, without this step", "break // it is p − y at once, without this step",
		"it is the last layer",
	}, {
		"internal/format/numeral.go", "parseNumber",
		"v, _ := strconv.ParseFloat(n.Text, 64)", "v, _ := strconv.ParseFloat(n.Text, 65)",
		"all but 32 is float64",
	}, {
		"internal/site/assets/lab-load.js", "",
		"let program, ask, worker, number = 0;", "let program, ask, worker, number = 1;",
		"requests are told apart, whatever the first is called",
	}, {
		"internal/marking/model.go", "model.layOut",
		`panic("marking: " + err.Error()) // the place is one of the pass's own`, "// the place is one of the pass's own",
		"the place is one of the pass's own",
	}, {
		"internal/site/assets/book.js", "",
		`setTimeout(() => { button.textContent = "Copy"; }, 1600);`, `setTimeout(() => { button.textContent = "Copy"; }, 1599);`,
		"nobody sees a millisecond",
	}, {
		"internal/marking/lossrule.go", "run.probabilitiesMinusTarget",
		"grad := make([]span, len(r.activations[last+1]))", "grad := make([]span, len(r.activations[last+0]))",
		"a softmax and a sigmoid give as many numbers as they read",
	}, {
		"internal/tex/text.go", "textRowAfter",
		"if g = max(g, small) + large; g > 0 {", "if g = max(g, small) + large; g >= 0 {",
		"a line of no columns is nothing",
	}, {
		"chapters/08-softmax-cross-entropy-backward/main.go", "run",
		"rowSums[i] += v", "rowSums[i] -= v",
		"the sum is 0, whatever its sign",
	}, {
		"chapters/08-softmax-cross-entropy-backward/main.go", "run",
		"columnSums[j] += v", "columnSums[j] -= v",
		"the sum is 0, whatever its sign",
	}, {
		"internal/cnn/wide.go", "",
		"const mostExponent = 1 << 24", "const mostExponent = 1 << 25",
		"a number is the same, wherever its exponent is kept",
	}, {
		"internal/cnn/wide.go", "",
		"const mostExponent = 1 << 24", "const mostExponent = 1 << 23",
		"a number is the same, wherever its exponent is kept",
	}, {
		"internal/cnn/wide.go", "",
		"const mostExponent = 1 << 24", "const mostExponent = 2 << 24",
		"a number is the same, wherever its exponent is kept",
	}, {
		"internal/cnn/wide.go", "",
		"const mostExponent = 1 << 24", "const mostExponent = 0 << 24",
		"a number is the same, wherever its exponent is kept",
	}, {
		"internal/cnn/wide.go", "",
		"const mostExponent = 1 << 24", "const mostExponent = 1 >> 24",
		"a number is the same, wherever its exponent is kept",
	}, {
		"internal/worked/fit.go", "draft.headFits",
		"if dp[j] > 0 && j != d.dead {", "if dp[j] > 1 && j != d.dead {",
		"an error next to 0 was refused four lines above",
	}, {
		"internal/format/network.go", "networkReader.upstream",
		"n.Upstream, err = r.tensor(outputForm, 1, 2, 3)", "n.Upstream, err = r.tensor(outputForm, 2, 1, 3)",
		"an upstream gradient gets the axes of the last output in any case",
	}, {
		"internal/format/strictstring.go", "strictReader.quoted",
		"decoded.Grow(end - r.at)", "decoded.Grow(end + r.at)",
		"it is only room",
	}, {
		"internal/words/exercise.go", "Exercise.readAnswers",
		"if at[2] >= 0 {", "if at[3] >= 0 {",
		"a group that is not there has neither begin nor end",
	}, {
		"internal/words/exercise.go", "Section.Exercise",
		`case list.is() && hint.is() && (hint.from < list.from || text(part{list.to, hint.from}).Source != ""):`, `case list.is() && hint.is() && (hint.from <= list.from || text(part{list.to, hint.from}).Source != ""):`,
		"a line begins a list or a hint, never both",
	}, {
		"internal/words/text.go", "textOf",
		`for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {`, `for len(lines) > 1 && strings.TrimSpace(lines[0]) == "" {`,
		"of no text nobody reads the line",
	}, {
		"internal/tex/lex.go", "commandOf",
		`if form == string(r) && (best == "" || name < best) {`, `if form == string(r) && (best == "" || name <= best) {`,
		"two names that are equal are one",
	}, {
		"internal/weave/prose.go", "source.prose",
		"for i := 1; i < len(s.lines); i++ {", "for i := 0; i < len(s.lines); i++ {",
		"line 0 is empty, since lines count from 1",
	}, {
		"internal/weave/prose.go", "source.place",
		"return false, false", "return true, false",
		"where no statement can stand, nobody asks how deep it is",
	}, {
		"chapters/10-flatten-backward/main.go", "run",
		`}).Mark("wrong", different(dP, swapped)...)})`, `}).Mark("wrong", different(swapped, dP)...)})`,
		"where two maps differ does not depend on their order",
	}, {
		"internal/figure/describe.go", "describeCurves",
		"return d.Name == c.Name && slices.Equal(d.X, c.X) && slices.Equal(d.Y, c.Y)", "return d.Name == c.Name && slices.Equal(d.X, c.X) && slices.Equal(c.Y, d.Y)",
		"equality does not depend on the order",
	}, {
		"internal/cnn/bigdecimal.go", "bigDecimal",
		"if e < 0 {", "if e < 1 {",
		"an exponent of 0 returned above",
	},
}
