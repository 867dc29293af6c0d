/** Text without case and accents, and for each of its code units the offset it came from. */
export interface FoldedText {
  readonly text: string;
  /** One longer than `text`: the last entry is the length of the original. Null where nothing has moved. */
  readonly offsets: Uint32Array | null;
}

/** Latin letters, each of which folds to one, and the usual punctuation and signs, which fold to themselves. */
const staysInPlace = /^[\s -\u02FF\u2010-\u205E\u20A0-\u20CF]*$/;

const combiningMarks = /\p{M}/gu;

/** Folds a short text whose offsets do not matter: a query, a filter. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(combiningMarks, "").toLowerCase();
}

/** Folds so that a match in the folded text can be shown in the original: as a whole where it can, else letter by letter. */
export function foldWithOffsets(original: string): FoldedText {
  if (staysInPlace.test(original)) return { text: fold(original), offsets: null };
  const parts: string[] = [];
  const offsets: number[] = [];
  // A record has few different characters, and normalizing one costs more than finding it again.
  const known = new Map<string, string>();
  let offset = 0;
  for (const character of original) {
    const folded = known.get(character) ?? fold(character);
    known.set(character, folded);
    for (let index = 0; index < folded.length; index++) offsets.push(offset);
    parts.push(folded);
    offset += character.length;
  }
  offsets.push(original.length);
  return { text: parts.join(""), offsets: Uint32Array.from(offsets) };
}

/** Where `query` stands in a folded text, as half-open offsets into the original, at most `limit` of them. */
export function findFolded(
  folded: FoldedText,
  query: string,
  limit: number,
): readonly { readonly start: number; readonly end: number }[] {
  const needle = fold(query);
  const found: { start: number; end: number }[] = [];
  if (needle === "") return found;
  for (let at = folded.text.indexOf(needle); at >= 0 && found.length < limit; ) {
    found.push(originalSpan(folded.offsets, at, at + needle.length));
    at = folded.text.indexOf(needle, at + needle.length);
  }
  return found;
}

function originalSpan(offsets: Uint32Array | null, at: number, until: number): { start: number; end: number } {
  if (offsets === null) return { start: at, end: until };
  const start = offsets[at] ?? 0;
  let end = offsets[until] ?? start;
  // A match that ends inside one expanded code point covers the whole of it.
  for (let after = until + 1; end <= start && after < offsets.length; after++) end = offsets[after] ?? end;
  return { start, end };
}
