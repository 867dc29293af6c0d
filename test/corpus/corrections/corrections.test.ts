import { describe, expect, it } from "vitest";
import { findApplied } from "../../../corpus/corrections/applied.ts";
import type { Correction } from "../../../corpus/corrections/correction.ts";
import { openCountryLexicon } from "../../../corpus/countries.ts";
import type { Document, Passage } from "../../../corpus/document.ts";
import { type ReadRecord, readerVersion, readRecord } from "../../../corpus/reader.ts";

const countries = openCountryLexicon();

const source = `Committee on Harbours
Minutes of the session
5 March 2024

CHAIR: Good morning. We begin with the dredging of the harbour.

MS. VOSS: The harbour handled two million containers. We recommend a second crane.

Then Mr Brook took the floor and asked for lower tariffs in the autumn of the year.

The tariffs rose by nine per cent. RITA LIND: That is too much for our exporters.

MS. VOSS: Exporters should be heard before the summer.

Recommendations

- To dredge the harbour: 1) before the spring; 2) with the port of Callao.
`;

const read = (corrections: readonly Correction[], text = source): ReadRecord =>
  readRecord({ id: "harbours", source: text, format: "text", countries, corrections });
const at = (words: string, text = source) => ({ start: text.indexOf(words), quote: words.slice(0, 40) });
const passagesOf = ({ sections }: Document): readonly Passage[] => sections.flatMap(({ passages }) => passages);
const passageAt = (document: Document, words: string): Passage => {
  const start = source.indexOf(words);
  const found = passagesOf(document).filter((each) => each.start <= start && start < each.end);
  return found.at(-1) as Passage;
};
const sectionAt = (document: Document, words: string) =>
  document.sections.find(({ number }) => number === passageAt(document, words).section);

describe("a turn", () => {
  it("begins where it is said to, with what the record tells of the speaker, and ends at the next", () => {
    const { document } = read([{ type: "turn", ...at("Then Mr Brook"), speaker: "Alan Brook", role: "Delegate" }]);
    const section = sectionAt(document, "Then Mr Brook");
    expect(section).toMatchObject({ speaker: "Alan Brook", role: "Delegate", isPerson: true });
    expect(sectionAt(document, "The harbour handled")?.speaker).not.toBe("Alan Brook");
    expect(sectionAt(document, "Exporters should")?.speaker).not.toBe("Alan Brook");
  });

  it("begins in the middle of a paragraph, which it divides", () => {
    const { document } = read([
      { type: "turn", ...at("RITA LIND: "), end: source.indexOf(" That is too"), speaker: "Rita Lind" },
    ]);
    expect(passageAt(document, "RITA LIND").text).toBe("RITA LIND: That is too much for our exporters.");
    expect(sectionAt(document, "That is too much")?.speaker).toBe("Rita Lind");
    expect(passageAt(document, "The tariffs rose").text).toBe("The tariffs rose by nine per cent.");
    expect(sectionAt(document, "The tariffs rose")?.speaker).not.toBe("Rita Lind");
  });

  it("has its opening's whole paragraphs for a heading", () => {
    const text =
      "Minutes of the session\n\nRita Lind\n\nExpert of the port\n\nThe harbour is full of sand, and should be dredged.\n";
    const end = text.indexOf("\n\nThe harbour");
    const { document } = read([{ type: "turn", ...at("Rita Lind", text), end, speaker: "Ms. Rita Lind" }], text);
    const section = document.sections.find(({ speaker }) => speaker === "Rita Lind");
    expect(section?.honorific).toBe("Ms.");
    expect(section?.passages.map(({ kind, text: words }) => [kind, words.split("\n")[0]])).toEqual([
      ["heading", "Rita Lind"],
      ["recommendation", "The harbour is full of sand, and should be dredged."],
    ]);
  });

  it("that was read there has another speaker, and keeps its heading and topic", () => {
    const text =
      "Minutes of the session\n\nItem 1. Harbours\n\nStatement by Ms. Rita Lynd\n\nThe harbour should be dredged.\n\nStatement by the Delegation of Peru\n\nThe port of Callao is ready.\n";
    const before = read([], text).document.sections.find(({ speaker }) => speaker === "Rita Lynd");
    const { document } = read(
      [{ type: "turn", ...at("Statement by Ms. Rita Lynd", text), speaker: "Rita Lind" }],
      text,
    );
    const section = document.sections.find(({ number }) => number === before?.number);
    expect(section).toMatchObject({ speaker: "Rita Lind", topic: before?.topic });
    expect(section?.passages).toEqual(before?.passages);
    expect(document.sections.some(({ speaker }) => speaker === "Rita Lynd")).toBe(false);
  });

  it("of a delegation speaks for it", () => {
    const { document } = read([{ type: "turn", ...at("Then Mr Brook"), speaker: "Delegation of Peru" }]);
    expect(sectionAt(document, "Then Mr Brook")).toMatchObject({ organization: "Delegation of Peru", country: "PE" });
  });
});

describe("what is nobody's", () => {
  it("ends the turn before, without doubt", () => {
    const { document } = read([{ type: "nobody", ...at("Then Mr Brook") }]);
    const section = sectionAt(document, "Then Mr Brook");
    expect(section).toMatchObject({ speaker: null, organization: null });
    expect(section?.doubtful).toBeUndefined();
    expect(sectionAt(document, "The harbour handled")?.speaker).not.toBeNull();
    // She goes on where the record names her again.
    expect(sectionAt(document, "Exporters should")?.speaker).toBe(sectionAt(document, "The harbour handled")?.speaker);
  });

  it("is no more among what could not be attributed, unless it is taken back", () => {
    const nobody: Correction = { type: "nobody", ...at("Then Mr Brook") };
    const isUnattributed = (corrections: Correction[]): boolean => {
      const { document, audit } = read(corrections);
      const passages = document.sections.flatMap((section) => section.passages);
      return passages.some(({ id, start }) => start === nobody.start && audit.unattributed.includes(id));
    };
    expect(isUnattributed([nobody])).toBe(false);
    expect(isUnattributed([nobody, { type: "not-heading", ...at("Then Mr Brook") }])).toBe(isUnattributed([]));
  });
});

describe("names, headings, kinds and what the record is", () => {
  it("one speaker of several names has one", () => {
    const names = read([]).document.sections.flatMap(({ speaker }) => speaker ?? []);
    const name = "Margarethe Voss";
    const { document } = read([{ type: "same-person", names: [...names], name }]);
    expect(new Set(document.sections.flatMap(({ speaker }) => speaker ?? []))).toEqual(new Set([name]));
  });

  it("a line is a heading, and is none", () => {
    const { document } = read([{ type: "heading", ...at("Then Mr Brook") }]);
    expect(passageAt(document, "Then Mr Brook").kind).toBe("heading");
    const plain = read([{ type: "not-heading", ...at("Recommendations\n") }]).document;
    expect(passageAt(read([]).document, "Recommendations\n").kind).toBe("heading");
    expect(passageAt(plain, "Recommendations\n").kind).not.toBe("heading");
  });

  it("a heading in the title block begins the body", () => {
    const { document } = read([{ type: "heading", ...at("Minutes of the session") }]);
    expect(passageAt(document, "Minutes of the session").kind).toBe("heading");
  });

  it("a passage is a recommendation or none, with its items or by itself", () => {
    const block = at("To dredge the harbour");
    const none = read([{ type: "kind", ...block, kind: "key-point" }]).document;
    expect(passagesOf(none).filter(({ start, kind }) => start >= block.start && kind === "recommendation")).toEqual([]);
    const item = passageAt(none, "with the port of Callao");
    expect(item.item).toBe(2);
    const again = read([
      { type: "kind", ...block, kind: "key-point" },
      { type: "kind", start: item.start, quote: "with", end: item.end, kind: "recommendation" },
    ]).document;
    expect(passageAt(again, "with the port of Callao").kind).toBe("recommendation");
    expect(passageAt(again, "before the spring").kind).toBe("key-point");
    expect(passagesOf(again).find(({ id }) => id === item.parentId)?.kind).toBe("recommendation");
  });

  it("title, body, dates and language are as they are said to be, null included", () => {
    const told = {
      title: "On harbours",
      body: null,
      sessionDate: "2024-03-06",
      documentDate: null,
      language: "es",
    } as const;
    expect(read([{ type: "metadata", ...told }]).document).toMatchObject(told);
    const { document } = readRecord({
      id: "x",
      source,
      format: "text",
      metadata: { title: "Of a manifest" },
      corrections: [{ type: "metadata", title: "On harbours" }],
    });
    expect(document.title).toBe("On harbours");
  });
});

describe("corrections of a text", () => {
  it("that has changed move with their words where these stand at one place, and are left out elsewhere", () => {
    const corrections: Correction[] = [
      { type: "nobody", ...at("Then Mr Brook took the floor") },
      { type: "nobody", ...at("The tariffs rose") },
    ];
    const text = `Harbours and ports\n${source.replace("The tariffs rose", "Tariffs rose")}`;
    const { document } = read(corrections, text);
    expect(findApplied(document, corrections)).toEqual([true, false]);
  });

  it("are told to hold or not: the last one of a place does", () => {
    const corrections: Correction[] = [
      { type: "heading", ...at("Then Mr Brook") },
      { type: "turn", ...at("Then Mr Brook"), speaker: "Alan Brook" },
      { type: "same-person", names: ["Alan Brook"], name: "A. Brook" },
      { type: "metadata", title: "Old" },
      { type: "metadata", title: "New" },
      { type: "kind", ...at("Exporters should"), kind: "key-point" },
    ];
    expect(findApplied(read(corrections).document, corrections)).toEqual([false, true, true, false, true, true]);
  });

  it("name the reading, which without them is the reader's version alone", () => {
    expect(read([]).document.reading).toBe(readerVersion);
    const corrections: Correction[] = [{ type: "nobody", ...at("Then Mr Brook") }];
    const { reading } = read(corrections).document;
    expect(reading).toMatch(new RegExp(`^${readerVersion}\\+[0-9a-f]{8}$`));
    expect(read([...corrections].reverse()).document.reading).toBe(reading);
    expect(read([...corrections, { type: "metadata", title: "X" }]).document.reading).not.toBe(reading);
  });
});
