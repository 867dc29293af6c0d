import type { Document, Passage, Section, Translation } from "../document.ts";
import { createPlaces } from "./places.ts";

/**
 * The translations of a document for the same source with corrections: each passage that still has its paragraph's span,
 * or that of several paragraphs together, has their translation. Where corrections have divided a paragraph its parts
 * have the whole paragraph's, in doubt: which words of it are whose cannot be told.
 */
export function carryTranslations(uncorrected: Document, corrected: Document): readonly Translation[] {
  const pairs = pairPassages(uncorrected, corrected);
  const sections = pairSections(uncorrected, corrected, pairs);
  return uncorrected.translations.map((translation): Translation => {
    const texts = new Map<string, string>();
    const doubtful = new Map<string, string>();
    for (const [id, { originals, isWhole }] of pairs) {
      const own = originals.flatMap((original) => translation.texts.get(original.id) ?? []);
      if (own.length > 0) (isWhole ? texts : doubtful).set(id, own.join(" "));
    }
    const { sectionNames, texts: _, doubtful: __, ...rest } = translation;
    const names = [...sections].flatMap(([number, original]) => {
      const told = sectionNames?.get(original);
      return told === undefined ? [] : [[number, told] as const];
    });
    return {
      ...rest,
      texts,
      ...(doubtful.size > 0 && { doubtful }),
      ...(sectionNames !== undefined && { sectionNames: new Map(names) }),
    };
  });
}

interface Pair {
  readonly originals: readonly Passage[];
  /** The originals are the passage, no more and no less. */
  readonly isWhole: boolean;
}

function passagesOf({ sections }: Document): readonly Passage[] {
  return sections.flatMap(({ passages }) => passages);
}

/** What each passage is of the uncorrected document, by its id. */
function pairPassages(uncorrected: Document, corrected: Document): ReadonlyMap<string, Pair> {
  const originals = passagesOf(uncorrected);
  const bySpan = new Map(originals.map((passage) => [spanKey(passage), passage]));
  const blocks = originals.filter(({ parentId }) => parentId === null);
  const blockAt = createPlaces(blocks, uncorrected.source);
  const pairs = new Map<string, Pair>();
  for (const passage of passagesOf(corrected)) {
    const same = bySpan.get(spanKey(passage));
    if (same !== undefined) {
      pairs.set(passage.id, { originals: [same], isWhole: true });
      continue;
    }
    const from = blockAt(passage.start) ?? blocks.length;
    const inside: Passage[] = [];
    for (let index = from; (blocks[index]?.start ?? passage.end) < passage.end; index += 1) {
      const block = blocks[index];
      if (block !== undefined) inside.push(block);
    }
    const isWhole =
      inside[0]?.start === passage.start && inside.at(-1)?.end === passage.end && passage.parentId === null;
    if (inside.length > 0) pairs.set(passage.id, { originals: inside, isWhole });
  }
  return pairs;
}

function spanKey({ start, end, parentId }: Passage): string {
  return `${start}-${end}${parentId === null ? "" : "-item"}`;
}

/** Sections that present the same body and topic as the one that their words are of, by number. */
function pairSections(
  uncorrected: Document,
  corrected: Document,
  pairs: ReadonlyMap<string, Pair>,
): ReadonlyMap<number, number> {
  const byNumber = new Map(uncorrected.sections.map((section) => [section.number, section]));
  const found = new Map<number, number>();
  for (const section of corrected.sections) {
    const [first] = section.passages.filter(({ kind }) => kind !== "heading").concat(section.passages);
    const original = byNumber.get(pairs.get(first?.id ?? "")?.originals[0]?.section ?? -1);
    if (original !== undefined && isPresentedAlike(original, section)) found.set(section.number, original.number);
  }
  return found;
}

function isPresentedAlike(one: Section, other: Section): boolean {
  return one.organization === other.organization && one.topic === other.topic;
}
