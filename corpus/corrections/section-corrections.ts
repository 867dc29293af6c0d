import type { Passage, PassageKind, Section } from "../document.ts";
import { foldText } from "../folding.ts";
import type { Correction, KindCorrection, SamePersonCorrection } from "./correction.ts";
import { createPlaces } from "./places.ts";

/** Sections as they were composed, with what people have said of kinds and of names. */
export function correctSections(
  sections: readonly Section[],
  corrections: readonly Correction[],
  source: string,
): readonly Section[] {
  const kinds = correctKinds(sections, corrections, source);
  const rename = createRenaming(corrections);
  if (kinds.size === 0 && rename === null) return sections;
  return sections.map((section) => {
    const named = rename === null ? section : renameSpeaker(section, rename);
    if (!section.passages.some(({ id }) => kinds.has(id))) return named;
    return { ...named, passages: section.passages.map((each) => ({ ...each, kind: kinds.get(each.id) ?? each.kind })) };
  });
}

/** Finds the passage that a correction of its kind is of. */
export function createPassageFinder(
  sections: readonly Section[],
  source: string,
): (place: Pick<KindCorrection, "start" | "end">) => Passage | null {
  const passages = sections.flatMap((section) => section.passages);
  const blocks = passages.filter(({ parentId }) => parentId === null);
  const blockAt = createPlaces(blocks, source);
  const items = new Map(passages.flatMap((each) => (each.parentId === null ? [] : [[keyOf(each), each] as const])));
  const firstItems = new Map<number, Passage>();
  for (const item of items.values()) if (!firstItems.has(item.start)) firstItems.set(item.start, item);
  return ({ start, end }) => {
    const index = blockAt(start);
    const block = index === null ? null : (blocks[index] ?? null);
    if (end !== undefined && end !== block?.end) return items.get(keyOf({ start, end })) ?? block;
    return block !== null && start > block.start ? (firstItems.get(start) ?? block) : block;
  };
}

function keyOf({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${start}-${end}`;
}

/** What is said of a block is said of its items too; a block is a recommendation where one of its items is. */
function correctKinds(
  sections: readonly Section[],
  corrections: readonly Correction[],
  source: string,
): ReadonlyMap<string, PassageKind> {
  const kinds = new Map<string, PassageKind>();
  const isOfKinds = corrections.some(({ type }) => type === "kind" || type === "not-heading");
  if (!isOfKinds) return kinds;
  const find = createPassageFinder(sections, source);
  const itemsOf = new Map<string, Passage[]>();
  for (const item of sections.flatMap(({ passages }) => passages)) {
    if (item.parentId !== null) itemsOf.set(item.parentId, [...(itemsOf.get(item.parentId) ?? []), item]);
  }
  for (const correction of corrections) {
    if (correction.type === "same-person" || correction.type === "metadata") continue;
    const passage = find(correction.type === "kind" ? correction : { start: correction.start });
    if (passage === null) continue;
    if (correction.type !== "kind") {
      // Rows that name a table's columns are headings by their place; what was said last of a heading holds.
      if (passage.kind !== "heading") continue;
      if (correction.type === "not-heading") kinds.set(passage.id, "key-point");
      else kinds.delete(passage.id);
      continue;
    }
    const current = kinds.get(passage.id) ?? passage.kind;
    if (current !== "recommendation" && current !== "key-point") continue;
    for (const each of [passage, ...(itemsOf.get(passage.id) ?? [])]) kinds.set(each.id, correction.kind);
    if (passage.parentId !== null && correction.kind === "recommendation") kinds.set(passage.parentId, correction.kind);
  }
  return kinds;
}

/** The name that holds for a name as it is read, after all that was said of names; null where nothing was. */
export function createRenaming(corrections: readonly Correction[]): ((name: string) => string) | null {
  const merges = corrections.filter((each): each is SamePersonCorrection => each.type === "same-person");
  if (merges.length === 0) return null;
  const folded = merges.map(({ names, name }) => ({ names: new Set(names.map(foldText)), name }));
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const held = folded.reduce((before, merge) => (merge.names.has(foldText(before)) ? merge.name : before), name);
    known.set(name, held);
    return held;
  };
}

function renameSpeaker(section: Section, rename: (name: string) => string): Section {
  const { speaker, organization } = section;
  if (speaker === null) return organization === null ? section : { ...section, organization: rename(organization) };
  const name = rename(speaker);
  if (name === speaker) return section;
  // A delegation or body that speaks for itself.
  return { ...section, speaker: name, ...(organization === speaker && { organization: name }) };
}
