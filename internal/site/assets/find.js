
// Finding sections by what readers type. The best answers come first; a
// section need not have every word, but the rarer a word is in the book, the
// more it counts (BM25F: Robertson and Zaragoza, 2009).
//
// A text is cut into tokens: small letters, no accents, subscripts as plain
// digits, ∂ as d, words without their endings. A formula is one token and its
// parts are others, so that dL/dK[0,1], ∂L/∂K_{0,1} and dLdK01 are one and K
// finds them too.
const bookSearch = (() => {
  const letters = { "∂": "d", "×": "x", "η": "eta", "δ": "delta", "θ": "theta", "ε": "epsilon", "Δ": "delta", "Σ": "sum" };
  const folds = new Map();
  function foldLetter(c) {
    let f = folds.get(c);
    if (f === undefined) {
      f = letters[c] ?? c.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
      folds.set(c, f);
    }
    return f;
  }

  const endings = ["ational", "atives", "ations", "ation", "ative", "ional", "ions", "ings", "ated",
    "ates", "ating", "ion", "ing", "ive", "ers", "ed", "er", "es", "al", "ly", "ate", "s", "e"];
  const stems = new Map([["matrices", "matrix"], ["indices", "index"], ["indexes", "index"]]);
  // stem is a word without its ending: rotate, rotated and rotation are rotat.
  function stem(word) {
    let s = stems.get(word);
    if (s !== undefined) return s;
    s = word;
    if (!/\d|ss$|us$/.test(word)) {
      const end = endings.find((e) => word.endsWith(e) && word.length - e.length >= (e === "s" ? 3 : 4));
      if (end) s = word.slice(0, -end.length).replace(/([bcdfgkmnprt])\1$/, "$1");
    }
    stems.set(word, s);
    return s;
  }

  // parts are the words of a text, and the letters and numbers of its formulas:
  // runs of letters and digits, with where each begins and ends and whether it
  // is the first after a space.
  function parts(text) {
    const list = [];
    let first = true, open = false;
    for (let i = 0; i < text.length; i++) {
      const c = text[i], f = foldLetter(c);
      if (!f) {
        if (/\s/.test(c)) first = true;
        open = false;
        continue;
      }
      if (!open || c === "∂") list.push({ text: "", a: i, b: i, first, indexed: "[_(".includes(text[i - 1]) || text.slice(i - 2, i) === "_{" });
      first = false;
      open = true;
      const part = list.at(-1);
      part.text += f;
      part.b = i + 1;
    }
    list.forEach((part, i) => { part.text = stem(part.text); part.place = i; });
    return list;
  }

  // chunks are the parts that no space divides.
  function chunks(list) {
    const all = [];
    for (const part of list) {
      if (part.first) all.push([]);
      all.at(-1).push(part);
    }
    return all;
  }

  // formulas are what the parts of one chunk make together: ∂L/∂K[0,1] also is
  // dldk01, dldk, k01 and k.
  function formulas(chunk) {
    const join = (from, to) => ({ text: chunk.slice(from, to).map((p) => p.text).join(""), a: chunk[from].a, b: chunk[to - 1].b, place: chunk[from].place });
    const all = chunk.length, list = all > 1 ? [join(0, all)] : [];
    let n = chunk.findIndex((p, i) => i > 0 && p.indexed);
    if (n === -1) n = all;
    if (n > 1 && n < all) list.push(join(0, n));
    for (const to of n < all ? [n, all] : [n]) {
      const array = join(n - 1, to);
      if (to === n && !/^d[a-z]$/.test(array.text)) continue;
      array.text = array.text.replace(/^d(?=[a-z](\d|$))/, "");
      list.push(array);
    }
    return list;
  }

  // tokens maps each token of a text to the places where it occurs, counted in
  // parts.
  function tokens(text) {
    const list = parts(text), at = new Map();
    const put = (token, place) => { if (!at.has(token)) at.set(token, []); at.get(token).push(place); };
    for (const chunk of chunks(list)) {
      for (const { text, place } of [...chunk, ...formulas(chunk)]) put(text, place);
    }
    return { at, length: list.length };
  }

  const namesOf = new Map(); // the first word of a name → [name, what it is a name of]
  for (const line of bookNames.trim().split("\n")) {
    const thing = [...new Set(line.split("|").map((name) => parts(name).map((p) => p.text).join(" ")))].map((name) => name.split(" "));
    for (const name of thing) {
      if (!namesOf.has(name[0])) namesOf.set(name[0], []);
      namesOf.get(name[0]).push({ name, thing });
    }
  }
  const byLength = (a, b) => b.name.length - a.name.length;
  for (const names of namesOf.values()) names.sort(byLength);

  // times is how often a name, one token or several in a row, occurs.
  function times(field, name) {
    return (field.at.get(name[0]) ?? []).filter((place) => name.every((token, i) => i === 0 || field.at.get(token)?.includes(place + i))).length;
  }

  // prepare makes of the index what find searches.
  function prepare(index) {
    const sections = [], vocabulary = new Map();
    for (const [file, number, title, list] of index) {
      for (const [id, heading, text] of list) {
        const section = {
          question: file === "index.html", // its anchor is the address that answers
          to: file === "index.html" ? id : file + (id && "#" + id), where: (number + " " + title).trim(), heading, text,
          weight: weightOf(file, id),
          fields: { page: tokens(title), heading: tokens(heading), text: tokens(text) },
        };
        sections.push(section);
        const seen = new Set([...section.fields.heading.at.keys(), ...section.fields.text.at.keys()]);
        for (const token of seen) vocabulary.set(token, (vocabulary.get(token) ?? 0) + 1);
      }
    }
    const mean = sections.reduce((sum, s) => sum + s.fields.text.length, 0) / sections.length;
    return { sections, vocabulary, mean };
  }

  // weightOf puts the short answers first, at the questions and at the top of
  // each chapter, and what explains before what asks, lists or measures.
  function weightOf(file, id) {
    if (file === "index.html") return 1.2;
    if (file === "measured.html") return 0.4;
    if (file === "words.html" || file === "teaching.html") return 0.6;
    if (file === "cheat-sheet.html" || file === "slides.html") return id ? 0.35 : 0.6;
    if (id.startsWith("exercise-")) return 0.45;
    if (file.startsWith("19-")) return 0.65;
    return id ? 1 : 1.3;
  }

  // apart is the number of slips between two words: letters left out, added,
  // changed or exchanged with the next one.
  function apart(a, b) {
    let before = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
        if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[b.length];
  }

  // mended is the word of the book, or another name, that was probably meant.
  function mended(vocabulary, word) {
    if (word.length < 4 || /\d/.test(word)) return undefined;
    let best, least = word.length < 7 ? 1 : 2, often = 0;
    const known = [...vocabulary.keys(), ...namesOf.keys()];
    for (const w of known) {
      if (w.length < 4) continue;
      const n = apart(word, w), count = vocabulary.get(w) ?? 1;
      if (n < least || (n === least && count > often)) [best, least, often] = [w, n, count];
    }
    return best;
  }

  // named is the term for the longest name that begins at word i, with its
  // other names and, weaker, its single words; undefined if there is none.
  function named(words, i) {
    const names = (namesOf.get(words[i]) ?? []).filter(({ name }) => name.every((token, k) => words[i + k] === token));
    if (!names.length) return undefined;
    const { name } = names[0], others = [], loose = [];
    for (const { thing } of names.filter((n) => n.name.length === name.length)) {
      others.push(...thing.filter((other) => other.join(" ") !== name.join(" ")));
    }
    if (name.length > 1) loose.push(...name.filter((token) => !littleWords.has(token)));
    return [[name, 1], ...others.map((other) => [other, 0.7]), ...loose.map((token) => [[token], 0.3])];
  }

  // typed is the term for a word without other names: as it is, as the
  // beginning of a longer one, or mended.
  function typed(vocabulary, word, unfinished) {
    const term = [[[word], 1]], unknown = !vocabulary.has(word);
    if (word.length > 1 && (unfinished || (unknown && word.length > 3))) {
      const longer = [...vocabulary.keys()].filter((w) => w !== word && w.startsWith(word) && !/\d/.test(w.slice(word.length)));
      if (longer.length <= 40) term.push(...longer.map((w) => [[w], 0.8]));
    }
    const meant = unknown && term.length === 1 && mended(vocabulary, word);
    return meant ? [...term, ...(named([meant], 0) ?? [[[meant], 1]]).map(([name, weight]) => [name, 0.9 * weight])] : term;
  }

  // read makes of what was typed the terms to find. A term is a list of names,
  // each a list of tokens, with their weights.
  function read({ vocabulary }, query) {
    const text = query.replace(/\\partial\s*/g, "∂").replace(/\b(d|∂)\s*([A-Za-z])\s*\/\s*(d|∂)\s*([A-Za-z])/g, "$1$2/$3$4");
    const words = []; // a formula that the book has stays whole
    for (const chunk of chunks(parts(text))) {
      const whole = chunk.map((p) => p.text).join("");
      if (vocabulary.has(whole) || /\d/.test(whole)) words.push(whole);
      else words.push(...chunk.map((p) => p.text));
    }
    const large = words.some((w) => !littleWords.has(w)), unfinished = /\S$/.test(query), terms = [];
    for (let i = 0; i < words.length; i++) {
      const word = words[i], term = named(words, i), joined = stem(word + (words[i + 1] ?? ""));
      if (term) {
        terms.push(term);
        i += term[0][0].length - 1;
      } else if (large && littleWords.has(word)) {
        continue;
      } else if (!vocabulary.has(word) && i + 1 < words.length && (vocabulary.has(joined) || namesOf.has(joined))) {
        terms.push(named([joined], 0) ?? [[[joined], 1]]); // in pieces: naï ve
        i++;
      } else {
        terms.push(typed(vocabulary, word, unfinished && i === words.length - 1));
      }
    }
    return terms;
  }

  // frequency is how often a term occurs in a section, its fields weighed and
  // long texts counted less.
  function frequency(section, term, mean) {
    const { page, heading, text } = section.fields;
    const long = 0.3 + 0.7 * (text.length + 20) / (mean + 20);
    let most = 0, here = false;
    for (const [name, weight] of term) {
      const h = times(heading, name), t = times(text, name), p = times(page, name);
      if (h || t) here = true;
      most = Math.max(most, weight * (4 * Math.min(h, 1) + t / long + 2 * Math.min(p, 1)));
    }
    return { most, here };
  }

  // find returns the sections that answer, the best first.
  function find({ sections, mean }, terms) {
    const rows = sections.map((section) => ({ section, found: terms.map((term) => frequency(section, term, mean)) }));
    const rare = terms.map((_, k) => {
      const n = rows.filter((r) => r.found[k].here).length;
      return n ? Math.log(1 + (rows.length - n + 0.5) / (n + 0.5)) : 0;
    });
    for (const row of rows) {
      let score = 0, covered = 0;
      row.found.forEach(({ most }, k) => {
        score += rare[k] * most / (most + 2);
        if (most) covered += rare[k];
      });
      row.here = row.found.some((f) => f.here);
      const { heading, text } = row.section.fields;
      for (let k = 0; k + 1 < terms.length; k++) { // two terms in a row, as they were typed
        const pair = [...terms[k][0][0], ...terms[k + 1][0][0]];
        if (times(heading, pair)) score += 1.5;
        else if (times(text, pair)) score += 0.8;
      }
      const whole = terms.flatMap((term) => term[0][0]);
      if (heading.length === whole.length && times(heading, whole)) score += 3;
      row.score = score * covered ** 1.5 * row.section.weight;
    }
    return spread(rows.filter((r) => r.here));
  }

  // spread sorts rows by score, so that one page does not fill the top: each
  // of its sections counts a tenth less than the one before. A section that a
  // question has led to already is not listed again.
  function spread(rows) {
    rows.sort((a, b) => b.score - a.score); // stable: ties stay in the book's order
    const seen = new Set(), many = new Map();
    rows = rows.filter(({ section: { to } }) => !seen.has(to) && seen.add(to));
    for (const row of rows) {
      const page = row.section.to.split("#")[0], n = many.get(page) ?? 0;
      row.score *= 0.9 ** n;
      many.set(page, n + 1);
    }
    return rows.sort((a, b) => b.score - a.score).map((r) => r.section);
  }

  // marked cuts a text into pieces, [text, found or not], of at most so many
  // letters around the first place that was found.
  function marked(text, terms, most) {
    const names = terms.flat().map(([name]) => name), list = parts(text), ranges = [];
    for (const chunk of chunks(list)) {
      for (const f of formulas(chunk)) {
        if (!names.some((name) => name.length === 1 && name[0] === f.text)) continue;
        const closes = text[f.b] === "]" && text.slice(f.a, f.b).includes("["); // that of K[0,1]
        ranges.push([f.a, closes ? f.b + 1 : f.b]);
      }
      for (const { a, place } of chunk) {
        for (const name of names) {
          if (name.every((token, n) => list[place + n]?.text === token)) ranges.push([a, list[place + name.length - 1].b]);
        }
      }
    }
    ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let from = 0, to = text.length;
    if (text.length > most) {
      from = Math.max(0, (ranges.length ? ranges[0][0] : 0) - Math.floor(most / 4));
      if (from > 0) from = text.indexOf(" ", from) + 1;
      to = Math.min(text.length, from + most);
      const space = text.lastIndexOf(" ", to);
      if (to < text.length && space > from) to = space;
    }
    const pieces = [];
    if (from) pieces.push(["… ", false]);
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
