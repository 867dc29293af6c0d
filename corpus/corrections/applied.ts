import type { Document, Section } from "../document.ts";
import { foldText } from "../folding.ts";
import { type Correction, fitCorrections, type MetadataCorrection, type PlacedCorrection } from "./correction.ts";
import { turnSpeaker } from "./outline-corrections.ts";
import { createPassageFinder, createRenaming } from "./section-corrections.ts";

/** For each correction, whether the document reads as it says: a later one may say otherwise, or the text has changed. */
export function findApplied(document: Document, corrections: readonly Correction[]): readonly boolean[] {
  const { sections, source } = document;
  const find = createPassageFinder(sections, source);
  const byNumber = new Map(sections.map((section) => [section.number, section]));
  const rename = createRenaming(corrections) ?? ((name: string) => name);
  const isNamed = (section: Section, name: string): boolean =>
    [section.speaker, section.organization].some((each) => foldText(each ?? "") === foldText(rename(name)));

  const isPlacedApplied = (correction: PlacedCorrection): boolean => {
    const passage = find(correction.type === "kind" ? correction : { start: correction.start });
    const section = byNumber.get(passage?.section ?? -1);
    if (passage === null || section === undefined) return false;
    if (correction.type === "kind") return passage.kind === correction.kind;
    if (correction.type === "heading") return passage.kind === "heading";
    if (correction.type === "not-heading") return passage.kind !== "heading";
    if (correction.type === "nobody") return section.speaker === null && section.organization === null;
    const before = section.passages.slice(0, section.passages.indexOf(passage));
    return isNamed(section, turnSpeaker(correction).name) && before.every(({ kind }) => kind === "heading");
  };

  return corrections.map((given) => {
    const [correction] = fitCorrections([given], source);
    if (correction === undefined) return false;
    if (correction.type === "metadata") return isMetadataApplied(document, correction);
    if (correction.type === "same-person") return sections.some((section) => isNamed(section, correction.name));
    return isPlacedApplied(correction);
  });
}

function isMetadataApplied(document: Document, { type: _, ...fields }: MetadataCorrection): boolean {
  return Object.entries(fields).every(
    // The fields are the document's own.
    ([field, value]) => value === undefined || document[field as keyof typeof fields] === value,
  );
}
