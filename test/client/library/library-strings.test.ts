import { describe, expect, it } from "vitest";
import { englishLibrary } from "../../../client/strings/english-library.ts";
import { spanishLibrary } from "../../../client/strings/spanish-library.ts";
import { fileNoteCodes } from "../../../corpus/formats/file-format.ts";

describe.each([
  ["en", englishLibrary],
  ["es", spanishLibrary],
] as const)("the library's words in %s", (_language, { reading, intake }) => {
  it("say every note that a reader of files can make, and those of an audit", () => {
    const codes = [...fileNoteCodes, "translation-pairs-in-doubt"] as const;
    expect(Object.keys(reading.note).toSorted()).toEqual(codes.toSorted());
    for (const code of codes) {
      expect(reading.note[code](null)).toMatch(/^\p{Lu}.*\.$/u);
      expect(reading.note[code](null)).not.toContain("null");
    }
  });

  it("tell of what was added only what came of it", () => {
    const nothing = { total: 0, ended: 0, added: 0, replaced: 0, unchanged: 0, failed: 0, cancelled: 0 };
    expect(intake.ended({ ...nothing, added: 1 })).toMatch(/^1 \S+$/);
    expect(intake.ended({ ...nothing, added: 2, failed: 1 }).split(", ")).toHaveLength(2);
  });
});
