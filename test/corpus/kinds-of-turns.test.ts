import { describe, expect, it } from "vitest";
import { readRecord } from "../../corpus/reader.ts";
import type { RecordFormat } from "../../corpus/text-extractor.ts";

const read = (source: string, format: RecordFormat = "text") => readRecord({ id: "record", source, format }).document;

/** Speakers with the first words of each of their passages, null for nobody; headings and title block aside. */
const said = (source: string, format?: RecordFormat): [string | null, string][] => {
  const { sections } = read(source, format);
  return sections.flatMap(({ speaker, passages }) =>
    passages
      .filter(({ kind, parentId }) => parentId === null && kind !== "heading" && kind !== "front-matter")
      .map(({ start, end }): [string | null, string] => [
        speaker,
        source.slice(start, end).replace(/\s+/gu, " ").slice(0, 12),
      ]),
  );
};

describe("a chat's export", () => {
  const chat = [
    "[4/3/26, 18:40:02] Valle 7: Messages are encrypted.",
    "[4/3/26, 18:41:15] Ana Puerta changed the subject",
    "[4/3/26, 19:00:11] Ana Puerta: we begin, nine of us are here",
    "[4/3/26, 19:00:58] Ana Puerta: one matter, the lift",
    "[4/3/26, 19:04:37] Luis 3B: too dear",
    "and last year it was less",
    "[4/3/26, 19:05:02] Ana Puerta: ask for another price then",
  ].join("\n");

  it("gives each message to its sender, and the messenger's notes to nobody", () => {
    const found = read(chat).sections.filter(({ speaker }) => speaker !== null);
    const words = found.map(({ speaker, passages }) => [speaker, passages.length, passages.at(-1)?.text.slice(-12)]);
    expect(words).toEqual([
      ["Ana Puerta", 2, "er, the lift"],
      ["Luis 3B", 1, " it was less"],
      ["Ana Puerta", 1, "r price then"],
    ]);
  });

  it("is dated by its stamps, day first, but where a clock of twelve hours leaves that open", () => {
    expect(read(chat).sessionDate).toBe("2026-03-04");
    expect(read(chat.replaceAll(/(?<=:\d\d)\]/gu, " PM]")).sessionDate).toBeNull();
  });
});

describe("speakers told below their words", () => {
  it("have the paragraph right above, and nothing else", () => {
    const source = [
      "Compte rendu du 4 mars 2026",
      "Bureau : past. Paul Blanc (modérateur), M. Jean Roy (trésorier).",
      "LES BÂTIMENTS",
      "Le fonds ne suffit pas pour trois toits.\n          (M. Roy, trésorier)",
      "La séance est suspendue de 10 h à 11 h.",
      "Un bail est possible.\nIl faudra un accord.\n          (past. Blanc)",
      "(Silence.)",
      "Il faut compter les gens de la vallée.\n          (Mme Arnaud)",
      "Adopté à l'unanimité.",
    ].join("\n\n");
    const found = said(source);
    expect(found.filter(([speaker]) => speaker !== null).map(([speaker, words]) => [speaker, words])).toEqual([
      ["Roy", "Le fonds ne "],
      ["Blanc", "Un bail est "],
      ["Blanc", "Il faudra un"],
      ["Arnaud", "Il faut comp"],
    ]);
  });
});
