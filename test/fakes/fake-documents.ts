import { createHash } from "node:crypto";
import type { Document, Passage, PassageKind } from "../../corpus/document.ts";

/** A document whose lines are its blocks: the first the title, the second a heading, the others one speaker's. */
export function makeDocument(id: string, lines: readonly string[]): Document {
  const source = `${lines.join("\n")}\n`;
  const passages = lines.map((text, index) => makePassage({ id, lines, text, index }));
  const sectionOf = (number: number, own: readonly Passage[]) => ({
    number,
    topic: number === 1 ? (lines[1] ?? null) : null,
    speaker: number === 1 ? "Delegation of Peru" : null,
    honorific: null,
    role: null,
    organization: number === 1 ? "Delegation of Peru" : null,
    affiliation: null,
    country: number === 1 ? "PE" : null,
    passages: own,
  });
  return {
    id,
    title: lines[0] ?? "",
    body: "Committee on Fakes",
    sessionDate: "2024-03-05",
    documentDate: null,
    language: "en",
    symbol: null,
    revision: `sha256:${createHash("sha256").update(source, "utf8").digest("hex")}`,
    reading: "11",
    source,
    sections: [sectionOf(0, passages.slice(0, 1)), sectionOf(1, passages.slice(1))],
    exclusions: [],
    translations: [{ language: "es", official: false, texts: new Map([[`${id}/p1`, "Título"]]) }],
  };
}

interface PassageParts {
  readonly id: string;
  readonly lines: readonly string[];
  readonly text: string;
  readonly index: number;
}

function makePassage({ id, lines, text, index }: PassageParts): Passage {
  const start = lines.slice(0, index).reduce((length, line) => length + line.length + 1, 0);
  const kinds: readonly PassageKind[] = ["front-matter", "heading"];
  return {
    id: `${id}/p${index + 1}`,
    parentId: null,
    item: null,
    paragraph: index + 1,
    kind: kinds[index] ?? "key-point",
    section: index === 0 ? 0 : 1,
    start,
    end: start + text.length,
    text,
    context: "",
  };
}
