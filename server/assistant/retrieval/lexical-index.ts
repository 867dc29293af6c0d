import {
  createPostingStore,
  type FieldTerms,
  ownMark,
  type PostingStore,
  slotOf,
  toldMark,
} from "./lexical-postings.ts";
import type { TermKey } from "./search-text.ts";

/** One way of saying a query unit, and how surely it means the same, in (0, 1]. */
export interface Alternative {
  readonly key: TermKey;
  readonly weight: number;
}

/** A word or expression of a query with its alternatives (inflections, aliases, translations). */
export interface QueryUnit {
  readonly surface: string;
  readonly alternatives: readonly Alternative[];
  /** Share of the unit's own weight in the query, in (0, 1]: parts of an expression count less than the whole. */
  readonly importance: number;
  /** Position of the expression that this word is part of; null where it stands alone. */
  readonly partOf: number | null;
}

/** Scores of the texts that match; of all others none. */
export interface Scores extends Iterable<readonly [ordinal: number, score: number]> {
  readonly size: number;
  /** Ordinals of the texts that match, in no order. */
  keys(): Int32Array;
  get(ordinal: number): number | undefined;
}

export interface LexicalScores {
  /** BM25 score by ordinal; only texts that match are present. */
  readonly scores: Scores;
  /** Inverse document frequency of each unit; a unit that nothing matches has the highest. */
  readonly inverseFrequencies: readonly number[];
  /** Number of texts that each unit matches. */
  readonly frequencies: readonly number[];
}

export interface LexicalIndex {
  readonly size: number;
  has(key: TermKey): boolean;
  /** Ordinals that hold a key in their own text (not only in what introduces them), ascending. */
  holders(key: TermKey): readonly number[];
  /** Whether any holds it so. */
  isHeld(key: TermKey): boolean;
  /** Ordinals that hold a key in their own text or in what it leans on, in no order. */
  tellers(key: TermKey): readonly number[];
  /** @param accept Restricts scoring; frequencies are of the whole collection. */
  score(units: readonly QueryUnit[], accept?: (ordinal: number) => boolean): LexicalScores;
  /** The same index, which scores these texts alone, by their own frequencies and lengths: as if it held no others. */
  within(includes: (ordinal: number) => boolean): LexicalIndex;
}

/** Saturation and length normalisation: the customary values (Robertson & Zaragoza 2009, section 3.5). */
const saturation = 1.2;
const lengthNormalization = 0.6;

function sparse(matched: Int32Array, scores: Float64Array): Scores {
  return {
    size: matched.length,
    keys: () => matched,
    get: (ordinal) => (scores[ordinal] === 0 ? undefined : scores[ordinal]),
    *[Symbol.iterator]() {
      for (const ordinal of matched) yield [ordinal, scores[ordinal] ?? 0] as const;
    },
  };
}

/**
 * BM25F over weighted fields (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009). A unit's
 * alternatives are one term: its frequency in a text is that of its best alternative, its document frequency that of
 * their union, so that a synonym neither counts twice nor looks rare.
 *
 * @param slots Slot of each text, in the order of the texts; what else the store holds is not of this collection.
 */
export function viewLexicalIndex(store: PostingStore, slots: Int32Array): LexicalIndex {
  const size = slots.length;
  const end = store.slots;
  const ordinals = new Int32Array(end).fill(-1);
  const lengths = new Float64Array(size);
  let sum = 0;
  for (let ordinal = 0; ordinal < size; ordinal += 1) {
    const slot = slots[ordinal] ?? 0;
    const length = store.lengthOf(slot);
    ordinals[slot] = ordinal;
    lengths[ordinal] = length;
    sum += length;
  }
  const whole: Background = { size, meanLength: size === 0 ? 1 : sum / size || 1, includes: null };

  /** Tells the ordinals that hold a key, until told to stop. Slots that came later are not of this collection. */
  function visit(key: TermKey, see: (ordinal: number, marks: number, frequency: number) => boolean | undefined): void {
    const list = store.get(key);
    if (list === undefined) return;
    const { places, frequencies, count } = list;
    for (let position = 0; position < count; position += 1) {
      const place = places[position] as number;
      const slot = slotOf(place);
      if (slot >= end) return;
      const ordinal = ordinals[slot] as number;
      if (ordinal !== -1 && see(ordinal, place, frequencies[position] as number) === false) return;
    }
  }

  function marked(key: TermKey, mark: number): number[] {
    const found: number[] = [];
    visit(key, (ordinal, marks) => {
      if ((marks & mark) !== 0) found.push(ordinal);
      return true;
    });
    return found;
  }

  function isAny(key: TermKey, fits: (marks: number) => boolean): boolean {
    let any = false;
    visit(key, (_, marks) => {
      any = fits(marks);
      return !any;
    });
    return any;
  }

  function score(
    { size: backgroundSize, meanLength, includes }: Background,
    units: readonly QueryUnit[],
    accept?: (ordinal: number) => boolean,
  ): LexicalScores {
    const scores = new Float64Array(size);
    const scored = new Int32Array(size);
    let scoredCount = 0;
    // Of one unit: the best frequency by ordinal, and the ordinals that have one.
    const best = new Float64Array(size);
    const matched = new Int32Array(size);
    const inverseFrequencies: number[] = [];
    const frequencies: number[] = [];
    for (const { alternatives, importance } of units) {
      let count = 0;
      for (const { key, weight } of alternatives) {
        visit(key, (ordinal, _, frequency) => {
          if (includes !== null && includes[ordinal] === 0) return true;
          const weighted = frequency * weight;
          const known = best[ordinal] as number;
          if (weighted <= known) return true;
          if (known === 0) matched[count++] = ordinal;
          best[ordinal] = weighted;
          return true;
        });
      }
      const inverse = Math.log(1 + (backgroundSize - count + 0.5) / (count + 0.5));
      inverseFrequencies.push(inverse);
      frequencies.push(count);
      for (let position = 0; position < count; position += 1) {
        const ordinal = matched[position] as number;
        const frequency = best[ordinal] as number;
        best[ordinal] = 0;
        if (accept !== undefined && !accept(ordinal)) continue;
        const length = 1 - lengthNormalization + lengthNormalization * ((lengths[ordinal] as number) / meanLength);
        const gain = (frequency * (saturation + 1)) / (frequency + saturation * length);
        const before = scores[ordinal] as number;
        if (before === 0) scored[scoredCount++] = ordinal;
        scores[ordinal] = before + importance * inverse * gain;
      }
    }
    return { scores: sparse(scored.slice(0, scoredCount), scores), inverseFrequencies, frequencies };
  }

  function backgroundOf(isIncluded: (ordinal: number) => boolean): Background {
    const includes = new Uint8Array(size);
    let [count, length] = [0, 0];
    for (let ordinal = 0; ordinal < size; ordinal += 1) {
      if (!isIncluded(ordinal)) continue;
      includes[ordinal] = 1;
      count += 1;
      length += lengths[ordinal] as number;
    }
    return { size: count, meanLength: count === 0 ? 1 : length / count || 1, includes };
  }

  const scoring = (background: Background): LexicalIndex => ({
    size,
    has: (key) => isAny(key, () => true),
    holders: (key) => marked(key, ownMark).sort((a, b) => a - b),
    isHeld: (key) => isAny(key, (marks) => (marks & ownMark) !== 0),
    tellers: (key) => marked(key, toldMark),
    score: (units, accept) => score(background, units, accept),
    within: (includes) => scoring(backgroundOf(includes)),
  });
  return scoring(whole);
}

/** What frequencies and lengths are compared with. */
interface Background {
  readonly size: number;
  readonly meanLength: number;
  /** 1 for each text that is of it; null where all are. */
  readonly includes: Uint8Array | null;
}

/** An index of these texts alone. */
export function createLexicalIndex(texts: readonly (readonly FieldTerms[])[]): LexicalIndex {
  const store = createPostingStore();
  store.add(texts);
  return viewLexicalIndex(store, Int32Array.from(texts.keys()));
}
