/**
 * Characters that print nothing and mean nothing in a word: soft hyphens, zero-width spaces and joiners, marks of
 * direction, byte order marks inside a text. Quotes keep them, so that offsets hold; nothing else sees them.
 */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/gu;

const SPACE_OR_INVISIBLE = /[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u;

export interface VisibleText {
  readonly text: string;
  /** The place in the whole text of a place in the visible one. */
  offsetOf(visible: number): number;
}

export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, "");
}

/** The text as it is seen, and the way back to the text as it stands. Costs nothing where nothing is invisible. */
export function visibleText(text: string): VisibleText {
  const cuts: { readonly at: number; readonly removed: number }[] = [];
  let removed = 0;
  for (const { index, 0: run } of text.matchAll(INVISIBLE)) {
    // Text behind the run stands this much further on; the run itself belongs to what is before it.
    cuts.push({ at: index - removed, removed: removed + run.length });
    removed += run.length;
  }
  if (cuts.length === 0) return { text, offsetOf: (visible) => visible };
  return {
    text: withoutInvisible(text),
    offsetOf(visible) {
      let [low, high] = [0, cuts.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((cuts[middle]?.at ?? 0) <= visible) low = middle + 1;
        else high = middle;
      }
      return visible + (cuts[low - 1]?.removed ?? 0);
    },
  };
}

/** A text between what is seen first and last, and what stands before it. */
export function trimInvisible(raw: string): { readonly lead: string; readonly text: string } {
  let start = 0;
  let end = raw.length;
  while (start < end && SPACE_OR_INVISIBLE.test(raw.charAt(start))) start += 1;
  while (end > start && SPACE_OR_INVISIBLE.test(raw.charAt(end - 1))) end -= 1;
  return { lead: raw.slice(0, start), text: raw.slice(start, end) };
}

/** Runs of what is invisible, by their offsets. */
export function findInvisible(text: string): { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(INVISIBLE)].map(({ index, 0: run }) => ({ start: index, end: index + run.length }));
}

/** Words in one line as rules read them: visible, composed (NFC), white space as one space. */
export function plainWords(text: string): string {
  return withoutInvisible(text).normalize("NFC").replace(/\s+/gu, " ").trim();
}
