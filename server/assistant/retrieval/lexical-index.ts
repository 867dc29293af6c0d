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

/** Occurrences of a key in one text field, weighted by the field. */
export interface FieldTerms {
  readonly keys: Iterable<TermKey>;
  readonly weight: number;
}

export interface LexicalScores {
  /** BM25 score by ordinal; only texts that match are present. */
  readonly scores: ReadonlyMap<number, number>;
  /** Inverse document frequency of each unit; a unit that nothing matches has the highest. */
  readonly inverseFrequencies: readonly number[];
  /** Number of texts that each unit matches. */
  readonly frequencies: readonly number[];
  /** Number of these that are accepted. */
  readonly acceptedFrequencies: readonly number[];
}

export interface LexicalIndex {
  readonly size: number;
  has(key: TermKey): boolean;
  /** Ordinals that hold a key in their own text (not only in what introduces them), ascending. */
  holders(key: TermKey): readonly number[];
  /** @param accept Restricts scoring; frequencies are of the whole collection. */
  score(units: readonly QueryUnit[], accept?: (ordinal: number) => boolean): LexicalScores;
}

interface Postings {
  readonly ordinals: number[];
  readonly frequencies: number[];
  readonly own: boolean[];
}

/** Saturation and length normalisation: the customary values (Robertson & Zaragoza 2009, section 3.5). */
const saturation = 1.2;
const lengthNormalization = 0.6;

/**
 * BM25F over weighted fields (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009). A unit's
 * alternatives are one term: its frequency in a text is that of its best alternative, its document frequency that of
 * their union, so that a synonym neither counts twice nor looks rare.
 */
export function createLexicalIndex(texts: readonly (readonly FieldTerms[])[]): LexicalIndex {
  const postings = new Map<TermKey, Postings>();
  const lengths = new Float64Array(texts.length);
  for (const [ordinal, fields] of texts.entries()) {
    const frequencies = new Map<TermKey, { frequency: number; own: boolean }>();
    for (const field of fields) {
      for (const key of field.keys) {
        const known = frequencies.get(key) ?? { frequency: 0, own: false };
        frequencies.set(key, { frequency: known.frequency + field.weight, own: known.own || field.weight >= 1 });
        if (key.startsWith("=")) lengths[ordinal] = (lengths[ordinal] ?? 0) + field.weight;
      }
    }
    for (const [key, { frequency, own }] of frequencies) {
      let list = postings.get(key);
      if (list === undefined) {
        list = { ordinals: [], frequencies: [], own: [] };
        postings.set(key, list);
      }
      list.ordinals.push(ordinal);
      list.frequencies.push(frequency);
      list.own.push(own);
    }
  }
  const meanLength = lengths.length === 0 ? 1 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;

  function collect(unit: QueryUnit): Map<number, number> {
    const best = new Map<number, number>();
    for (const { key, weight } of unit.alternatives) {
      const list = postings.get(key);
      if (list === undefined) continue;
      for (const [position, ordinal] of list.ordinals.entries()) {
        const frequency = (list.frequencies[position] ?? 0) * weight;
        if (frequency > (best.get(ordinal) ?? 0)) best.set(ordinal, frequency);
      }
    }
    return best;
  }

  function score(units: readonly QueryUnit[], accept?: (ordinal: number) => boolean): LexicalScores {
    const scores = new Map<number, number>();
    const inverseFrequencies: number[] = [];
    const frequencies: number[] = [];
    const acceptedFrequencies: number[] = [];
    for (const unit of units) {
      const matches = collect(unit);
      const inverse = Math.log(1 + (texts.length - matches.size + 0.5) / (matches.size + 0.5));
      inverseFrequencies.push(inverse);
      frequencies.push(matches.size);
      let accepted = 0;
      for (const [ordinal, frequency] of matches) {
        if (accept !== undefined && !accept(ordinal)) continue;
        accepted += 1;
        const length = 1 - lengthNormalization + lengthNormalization * ((lengths[ordinal] ?? 0) / meanLength);
        const gain = (frequency * (saturation + 1)) / (frequency + saturation * length);
        scores.set(ordinal, (scores.get(ordinal) ?? 0) + unit.importance * inverse * gain);
      }
      acceptedFrequencies.push(accepted);
    }
    return { scores, inverseFrequencies, frequencies, acceptedFrequencies };
  }

  return {
    size: texts.length,
    has: (key) => postings.has(key),
    holders(key) {
      const list = postings.get(key);
      return list === undefined ? [] : list.ordinals.filter((_, position) => list.own[position]);
    },
    score,
  };
}
