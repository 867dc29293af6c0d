import { areInflections } from "../language/terms.ts";
import type { TermKey } from "./search-text.ts";

/** Occurrences of a key in one text field, weighted by the field. */
export interface FieldTerms {
  readonly keys: Iterable<TermKey>;
  readonly weight: number;
  /** Whether the field only introduces the text, as a heading does; default false. */
  readonly introduces?: boolean;
}

/** Where one key stands: slots in ascending order, each with the marks of its fields. */
export interface Postings {
  /** `slot * 4 + marks`. */
  places: Int32Array;
  /** Occurrences, weighted by field. */
  frequencies: Float64Array;
  count: number;
}

/** The key stands in the text itself or in a translation of it. */
export const ownMark = 1;
/** The key stands in the text, in a translation, or in what the text leans on: not only in what introduces it. */
export const toldMark = 2;
const markBits = 2;

export const slotOf = (place: number): number => place >> markBits;

/**
 * Postings of texts that come and go: texts are only ever added, each at a slot of its own, and what is left out is
 * left out by whoever looks (`viewLexicalIndex`). So records that stay are not read again, and what answered before a
 * change goes on answering from the same postings.
 */
export interface PostingStore {
  readonly slots: number;
  /** Words of a text, weighted by field: what its length is normalised by. */
  lengthOf(slot: number): number;
  get(key: TermKey): Postings | undefined;
  /** Folded words of the texts that are a word or look like an inflection of it. */
  wordsLike(folded: string): readonly string[];
  /** @returns The slot of the first of these texts; the others follow. */
  add(texts: readonly (readonly FieldTerms[])[]): number;
}

const firstCapacity = 2;
const growth = 1.5;

function append(postings: Postings, place: number, frequency: number): void {
  if (postings.count === postings.places.length) {
    const capacity = Math.ceil(postings.count * growth) + 1;
    const places = new Int32Array(capacity);
    const frequencies = new Float64Array(capacity);
    places.set(postings.places);
    frequencies.set(postings.frequencies);
    postings.places = places;
    postings.frequencies = frequencies;
  }
  postings.places[postings.count] = place;
  postings.frequencies[postings.count] = frequency;
  postings.count += 1;
}

export function createPostingStore(): PostingStore {
  const postings = new Map<TermKey, Postings>();
  const lengths: number[] = [];
  const byBeginning = new Map<string, string[]>();
  const beginningOf = (word: string): string => word.slice(0, 2);

  function register(key: TermKey): void {
    if (!key.startsWith("=")) return;
    const word = key.slice(1);
    const own = byBeginning.get(beginningOf(word));
    if (own === undefined) byBeginning.set(beginningOf(word), [word]);
    else own.push(word);
  }

  function addText(fields: readonly FieldTerms[]): void {
    const slot = lengths.length;
    let length = 0;
    const found = new Map<TermKey, { frequency: number; marks: number }>();
    for (const { keys, weight, introduces } of fields) {
      const marks = (weight >= 1 ? ownMark : 0) | (introduces === true ? 0 : toldMark);
      for (const key of keys) {
        const known = found.get(key);
        if (known === undefined) found.set(key, { frequency: weight, marks });
        else {
          known.frequency += weight;
          known.marks |= marks;
        }
        if (key.startsWith("=")) length += weight;
      }
    }
    lengths.push(length);
    for (const [key, { frequency, marks }] of found) {
      let list = postings.get(key);
      if (list === undefined) {
        list = { places: new Int32Array(firstCapacity), frequencies: new Float64Array(firstCapacity), count: 0 };
        postings.set(key, list);
        register(key);
      }
      append(list, (slot << markBits) | marks, frequency);
    }
  }

  return {
    get slots() {
      return lengths.length;
    },
    lengthOf: (slot) => lengths[slot] ?? 0,
    get: (key) => postings.get(key),
    wordsLike: (folded) =>
      (byBeginning.get(beginningOf(folded)) ?? []).filter((word) => word === folded || areInflections(word, folded)),
    add(texts) {
      const first = lengths.length;
      for (const fields of texts) addText(fields);
      return first;
    },
  };
}
