
// Finding sections by what readers type. A text is folded before it is
// compared: small letters, no accents, subscripts and superscripts as plain
// digits, ∂ as d, and nothing but letters and digits. So dL/dK[0,1],
// ∂L/∂K_{0,1} and dLdK01 are one.
const bookSearch = (() => {
  const signs = { "∂": "d", "×": "x", "η": "eta", "δ": "delta", "θ": "theta", "ε": "epsilon", "Δ": "delta", "Σ": "sum" };
  const folds = new Map();
  function foldSign(c) {
    let f = folds.get(c);
    if (f === undefined) {
      f = signs[c] ?? c.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
      folds.set(c, f);
    }
    return f;
  }

  // fold keeps for each folded letter where it was, and whether a word, or a
  // part of a formula, begins with it.
  function fold(text) {
    const folded = { text: "", at: [], starts: [] };
    let fresh = true;
    for (let i = 0; i < text.length; i++) {
      const f = foldSign(text[i]);
      if (!f) { fresh = true; continue; }
      for (const c of f) {
        folded.text += c;
        folded.at.push(i);
        folded.starts.push(fresh);
        fresh = false;
      }
      fresh = text[i] === "∂";
    }
    return folded;
  }

  // From how many letters on a word is also found inside another. A single
  // letter is a sign: it is found only where it stands alone.
  const inner = 4;

  // places lists where a folded word stands in a folded text.
  function places(folded, word) {
    const at = [];
    for (let i = folded.text.indexOf(word); i >= 0; i = folded.text.indexOf(word, i + 1)) {
      if (word.length > 1 ? folded.starts[i] || word.length >= inner : isWhole(folded, word, i)) at.push(i);
    }
    return at;
  }

  function isWhole(folded, word, i) {
    const end = i + word.length;
    return folded.starts[i] && (end === folded.text.length || folded.starts[end]);
  }

  // prepare makes of the index what find searches.
  function prepare(index) {
    const sections = [];
    for (const [file, number, title, list] of index) {
      const page = fold(title);
      for (const [id, heading, text] of list) {
        sections.push({
          to: file + (id && "#" + id), where: (number + " " + title).trim(), heading, text, top: !id, exercise: id.startsWith("exercise-"),
          folded: { page, heading: fold(heading), text: fold(text) },
        });
      }
    }
    return sections;
  }

  // What readers know by another name, folded, for words that the book has not.
  const otherNames = { rot180: "rotat", flip: "rotat", flipped: "rotat", fc: "fullyconnected", dense: "fullyconnected", argmax: "winner", nll: "crossentropy", lr: "learningrate" };
  const small = new Set(["the", "of", "and", "is", "are", "to", "in", "do", "does", "how", "what"]);

  // read makes of what was typed the words to find.
  function read(sections, query) {
    const all = query.replace(/\\partial\s*/g, "∂").split(/\s+/).map((w) => fold(w).text).filter(Boolean);
    const large = all.filter((w) => !small.has(w));
    return (large.length ? large : all).map((w) => {
      const known = sections.some(({ folded: f }) => places(f.heading, w).length || places(f.text, w).length);
      return known ? w : otherNames[w] ?? w;
    });
  }

  // score says how well a section answers; 0 if it lacks a word and has not
  // all of them in a row either: "d L / d K" may be one sign in pieces.
  function score(section, words) {
    const { page, heading, text } = section.folded;
    const all = words.join("");
    const inHeading = places(heading, all).some((i) => heading.starts[i]);
    const inText = places(text, all).some((i) => text.starts[i]);
    let sum = (heading.text === all ? 100 : inHeading ? 40 : 0) + (inText ? 30 : 0) + (inHeading && section.top ? 20 : 0);
    let here = false; // the page's title alone does not answer
    for (const word of words) {
      const h = places(heading, word), t = places(text, word), p = places(page, word);
      here ||= h.length + t.length > 0;
      if (!h.length && !t.length && !p.length) return inHeading || inText ? sum : 0;
      if (h.some((i) => isWhole(heading, word, i))) sum += 40;
      else if (h.some((i) => heading.starts[i])) sum += 25;
      else if (h.length) sum += 10;
      if (t.some((i) => isWhole(text, word, i))) sum += 6;
      else if (t.some((i) => text.starts[i])) sum += 4;
      if (p.length) sum += 10;
      // How often it is there, and how much of the text that is.
      sum += Math.min(t.length, 6) + 4 * Math.min(1, 12 * t.length * word.length / (text.text.length + 200));
    }
    if (section.exercise) sum /= 2; // what explains comes before what asks
    return here ? sum : 0;
  }

  // find returns the sections that answer, the best first.
  function find(sections, words) {
    if (!words.length) return [];
    return sections.map((section) => ({ section, score: score(section, words) }))
      .filter((f) => f.score > 0)
      .sort((a, b) => b.score - a.score) // stable: ties stay in the book's order
      .map((f) => f.section);
  }

  // marked cuts a text into pieces, [text, found or not], of at most so many
  // letters around the first place that was found.
  function marked(text, folded, words, most) {
    const ranges = [];
    for (const word of new Set([...words, words.join("")])) {
      for (const i of places(folded, word)) {
        const a = folded.at[i], b = folded.at[i + word.length - 1] + 1;
        const closes = text.lastIndexOf("[", b) > a && text[b] === "]"; // that of K[0,1]
        ranges.push([a, closes ? b + 1 : b]);
      }
    }
    ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let from = 0, to = text.length;
    if (text.length > most) {
      from = Math.max(0, (ranges.length ? ranges[0][0] : 0) - Math.floor(most / 4));
      if (from > 0) from = text.indexOf(" ", from) + 1;
      to = Math.min(text.length, from + most);
      if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
    }
    const pieces = [];
    if (from > 0) pieces.push(["… ", false]);
    let at = from;
    for (const [a, b] of ranges) {
      if (a < at || b > to) continue;
      if (a > at) pieces.push([text.slice(at, a), false]);
      pieces.push([text.slice(a, b), true]);
      at = b;
    }
    if (at < to) pieces.push([text.slice(at, to), false]);
    if (to < text.length) pieces.push([" …", false]);
    return pieces;
  }

  return { prepare, read, find, marked };
})();
