import type { Language } from "./document.ts";
import { foldText } from "./folding.ts";

/** Half-open, in UTF-16 code units of the text that was split. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Abbreviations that never end a sentence, over folded text: forms of address and references stand before a name or a number. */
const BEFORE_NAME =
  /(?:^|[\s("“«'‘])(?:s\. ?e|h\. ?e|s\. ?ex|srs?|sras?|srta|drs?|dras?|mr|mrs|ms|mm?|mme|mlle|amb|emb|lic|licda|ing|prof|profa|arq|abg|mtr[oa]|gral|gen|cnel|col|cap|lt|sgt|excm[oa]|exm[oa]|hon|rev|fr|mons|sto?|sta|uds?|vd|ee|no|nos|nro|num|n|art|arts|inc|lit|parr|par|para|pag|pags|p|pp|vol|cap|sec|fig|tab|doc|cf|cfr|vs|e\. ?g|i\. ?e|p\. ?ej|p\. ?ex|v\. ?gr|ca|approx|aprox|av|avda|depto|dept|tel|ed|eds|ene|feb|abr|ago|sept|oct|nov|dic)\.$/u;
/** "EE. UU.", "a.m.", "D.C.": may end a sentence, and do so only where a capital follows. */
const DOTTED = /(?:^|[\s("“«])(?:\p{L}{1,2}\. ?)+$/u;
/** An initial ("J. Smith") or an enumerator standing alone ("1.", "a)", "ii."). */
const INITIAL = /(?:^|\s)\p{Lu}\.$/u;
const ENUMERATOR = /\(?(?:\d{1,3}|[ivxlIVXL]{1,5}|\p{L})(?=[.)])/uy;
const ENUMERATOR_END = /[.)]+/uy;
/** A full stop behind a word or a year with the next sentence glued to it: "2021.Sin embargo". */
const GLUED = /(?<=(?:\p{Ll}{2,}|\d{2,}|[)\]”"%])[.!?])(?=["“«(¿¡]?\p{Lu}\p{Ll}*(?:\s|\p{Ll}))/gu;

/**
 * The sentences of one block, in order, together covering every non-space character.
 *
 * The runtime's segmenter (UAX #29) knows no abbreviations, so its sentences are joined behind them, and divided where a
 * space is missing behind a full stop. Line breaks are no boundaries: a block's lines belong together. Give it a block
 * at a time, as the segmenter's time grows faster than the text.
 */
export function splitSentences(text: string, language: Language): Span[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  // Line separators end a sentence for the segmenter; a space of the same length keeps the offsets.
  const flat = text.replace(/[\n\r\f\v\u0085\u2028\u2029]/gu, " ");
  const spans: OpenSpan[] = [];
  for (const { segment, index } of segmentsOf(flat, segmenter)) {
    for (const piece of splitGlued(segment)) {
      const span = trimSpan(flat, index + piece.start, index + piece.end);
      if (span === null) continue;
      const last = spans.at(-1);
      if (last !== undefined && continuesSentence(flat, last, span))
        spans[spans.length - 1] = { ...last, end: span.end };
      else spans.push(openSpan(flat, span));
    }
  }
  return spans.map(({ start, end }) => ({ start, end }));
}

const WINDOW = 4096;
/** Beyond it, what follows cannot change where the segment before ends. */
const SETTLES = /[\p{L}.!?…]/u;

/**
 * As the segmenter gives them of the whole text. Each of its steps takes time that grows with the text given to it, so
 * that it is given a window at a time: segments with a letter behind them are sure, and the next window begins there.
 */
function* segmentsOf(text: string, segmenter: Intl.Segmenter): Generator<{ segment: string; index: number }> {
  let from = 0;
  let width = WINDOW;
  while (from < text.length) {
    const to = Math.min(text.length, from + width);
    const window = text.slice(from, to);
    const found = [...segmenter.segment(window)];
    let sure = found.length;
    if (to < text.length) {
      sure -= 1;
      // A letter's accents may lie beyond the window: its last character settles nothing.
      while (sure > 0 && !SETTLES.test(window.slice(found[sure]?.index ?? 0, -2))) sure -= 1;
    }
    for (const { segment, index } of found.slice(0, sure)) yield { segment, index: from + index };
    const next = to === text.length ? to : from + (found[sure]?.index ?? 0);
    width = next - from < width / 2 ? width * 2 : WINDOW;
    from = next;
  }
}

function splitGlued(segment: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  // The word before a full stop, followed from one to the next: a text without spaces is walked once.
  let word = 0;
  let seen = 0;
  let holdsAt = false;
  for (const { index } of segment.matchAll(GLUED)) {
    for (; seen < index; seen += 1) {
      const character = segment.charAt(seen);
      if (/\s/u.test(character)) word = seen + 1;
      holdsAt = (holdsAt && word <= seen) || character === "@";
    }
    if (holdsAt || /^(?:https?:|www\.)/iu.test(segment.slice(word, Math.min(index, word + LONGEST_SCHEME)))) continue;
    spans.push({ start, end: index });
    start = index;
  }
  return [...spans, { start, end: segment.length }];
}

const LONGEST_SCHEME = 6;

/** A sentence that may go on. */
interface OpenSpan extends Span {
  /** Where an enumerator at its start ends, at the earliest and at the latest; null where none stands there. */
  readonly enumerator: Span | null;
}

function openSpan(text: string, { start, end }: Span): OpenSpan {
  ENUMERATOR.lastIndex = start;
  if (!ENUMERATOR.test(text)) return { start, end, enumerator: null };
  const from = ENUMERATOR.lastIndex;
  ENUMERATOR_END.lastIndex = from;
  ENUMERATOR_END.test(text);
  return { start, end, enumerator: { start: from + 1, end: ENUMERATOR_END.lastIndex } };
}

/** Looks at no more than the end of what stands before, however long it has grown. */
function continuesSentence(text: string, last: OpenSpan, next: Span): boolean {
  const tailOf = (length: number): string => text.slice(Math.max(last.start, last.end - length), last.end);
  const after = text.slice(next.start, next.end);
  const { enumerator } = last;
  if (enumerator !== null && last.end >= enumerator.start && last.end <= enumerator.end) return true;
  if (BEFORE_NAME.test(foldText(tailOf(16))) || INITIAL.test(tailOf(3))) return true;
  if (/^\p{Ll}/u.test(after) && !endsAsSentence(text, last)) return true;
  // Quotation marks and brackets that close belong to what they close.
  if (/^["”»)\]’]+[.,;]?$/u.test(after)) return true;
  return DOTTED.test(tailOf(12)) && /^[\p{Ll}\d(]/u.test(after);
}

function endsAsSentence(text: string, { start, end }: Span): boolean {
  let at = end - 1;
  while (at >= start && /["”»)]/u.test(text.charAt(at))) at -= 1;
  return at >= start && /[.!?…]/u.test(text.charAt(at));
}

function trimSpan(text: string, start: number, end: number): Span | null {
  const piece = text.slice(start, end);
  const trimmed = piece.trim();
  if (trimmed === "") return null;
  const from = start + piece.length - piece.trimStart().length;
  return { start: from, end: from + trimmed.length };
}

/** Conjunctions that set one statement against another, behind a comma. */
const CONTRAST =
  /,\s+(?=(?:pero|sino|aunque|mientras que|sin embargo|no obstante|but|while|whereas|although|though|however|mas|porem|embora|enquanto|mais|tandis que|bien que|cependant)(?!\p{L}))/gu;
const FEWEST_CLAUSE_WORDS = 4;

/**
 * The clauses of a text: its sentences divided at semicolons, colons and contrasting conjunctions that stand outside
 * brackets and quotation marks. Pieces of fewer than four words stay with the clause before them. Spans are in order and
 * cover every non-space character; separators stay with the clause that they end.
 */
export function splitClauses(text: string, language: Language): Span[] {
  return splitSentences(text, language).flatMap((sentence) => {
    const piece = text.slice(sentence.start, sentence.end);
    const cuts = [...clauseCuts(piece)].sort((a, b) => a - b);
    const spans: Span[] = [];
    let start = 0;
    for (const cut of [...cuts, piece.length]) {
      const span = trimSpan(text, sentence.start + start, sentence.start + cut);
      start = cut;
      if (span === null) continue;
      const last = spans.at(-1);
      if (last !== undefined && (isShort(text, span) || isShort(text, last)))
        spans[spans.length - 1] = { start: last.start, end: span.end };
      else spans.push(span);
    }
    return spans;
  });
}

function isShort(text: string, span: Span): boolean {
  return text.slice(span.start, span.end).split(/\s+/u).length < FEWEST_CLAUSE_WORDS;
}

function clauseCuts(sentence: string): Set<number> {
  const depths = bracketDepths(sentence);
  const cuts = new Set<number>();
  for (const match of sentence.matchAll(/[;:](?=\s)/gu)) {
    if (depths[match.index] === 0) cuts.add(match.index + 1);
  }
  for (const match of foldText(sentence).matchAll(CONTRAST)) {
    if (depths[match.index] === 0) cuts.add(match.index + 1);
  }
  return cuts;
}

/** How deep in brackets and quotation marks each character stands. A mark left open counts for nothing. */
export function bracketDepths(text: string): Uint8Array {
  const depths = new Uint8Array(text.length);
  const pairs: Readonly<Record<string, string>> = { "(": ")", "[": "]", "“": "”", "«": "»" };
  // Changes of depth where a pair begins and ends, summed at the end: one walk, however many marks there are.
  const changes = new Int32Array(text.length + 1);
  const closes = new Map<string, number>();
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const mark = text.charAt(index);
    const end = closes.get(pairs[mark] ?? "");
    if (end !== undefined) {
      changes[index] = (changes[index] ?? 0) + 1;
      changes[end] = (changes[end] ?? 0) - 1;
    }
    closes.set(mark, index);
  }
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    depth += changes[index] ?? 0;
    depths[index] = Math.min(depth, 255);
  }
  return depths;
}
