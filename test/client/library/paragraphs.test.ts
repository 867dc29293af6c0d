import { describe, expect, it } from "vitest";
import {
  firstWindow,
  knownSpeakers,
  markupOfQuote,
  paragraphSections,
  paragraphsPerWindow,
} from "../../../client/library/paragraphs.ts";
import { likeliestSame } from "../../../client/library/same-names.ts";
import {
  couldBeNameLine,
  labelEnd,
  leadingLabel,
  looksLikeName,
  nameIn,
  quoteOf,
} from "../../../client/library/turn-opening.ts";
import { camDocument } from "../../fakes/record-fixture.ts";
import { fixtureAudit } from "../../fakes/record-intake.ts";

describe("the paragraphs of a record", () => {
  const document = camDocument();
  const sections = paragraphSections(document.detail, fixtureAudit(document));

  it("stand by section, each once, with whose words they are", () => {
    const numbers = sections.flatMap(({ paragraphs }) => paragraphs.map(({ paragraph }) => paragraph));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(sections[0]).toMatchObject({ speaker: null, doubtful: 0 });
    expect(sections[1]?.paragraphs[0]).toMatchObject({ speaker: "Vladimir Adolfo Franco", kind: "heading" });
  });

  it("are marked where the reader of records was in doubt", () => {
    const [first] = sections[1]?.paragraphs ?? [];
    if (first === undefined) throw new Error("The fixture has no paragraph.");
    const { start, end, text, paragraph } = first;
    const doubts = [{ section: 1, paragraph, start, end, text }];
    const marked = paragraphSections(document.detail, { ...fixtureAudit(document), doubts });
    expect(marked[1]?.doubtful).toBe(1);
    expect(marked[1]?.paragraphs[0]?.doubtful).toBe(true);
  });

  it("are shown a part at a time, around the one that is sought", () => {
    const [first] = sections[1]?.paragraphs ?? [];
    if (first === undefined) throw new Error("The fixture has no paragraph.");
    const many = Array.from({ length: 1500 }, (_, index) => ({ ...first, paragraph: index + 1 }));
    expect(firstWindow(many, null)).toEqual({ first: 0, end: paragraphsPerWindow });
    const { first: from, end } = firstWindow(many, 700);
    expect(end - from).toBe(paragraphsPerWindow);
    expect(many.slice(from, end).map(({ paragraph }) => paragraph)).toContain(700);
    expect(firstWindow(many, 1500)).toEqual({ first: 1500 - paragraphsPerWindow, end: 1500 });
    expect(firstWindow(many.slice(0, 3), 2)).toEqual({ first: 0, end: 3 });
  });

  it("tell the marks of a quote of theirs, unless the record reads otherwise now", () => {
    const markup = [{ start: 10, end: 12 }];
    const passages = [{ parentId: null, start: 10, end: 20, text: "**Acta** 1", markup }];
    const detail = { ...document.detail, sections: [{ passages }] } as unknown as typeof document.detail;
    expect(markupOfQuote(detail, { start: 10, quote: "**Acta" })).toEqual(markup);
    expect(markupOfQuote(detail, { start: 10, quote: "**Anexo" })).toEqual([]);
    expect(markupOfQuote(null, { start: 10, quote: "**Acta" })).toEqual([]);
  });

  it("name each speaker once", () => {
    const speakers = knownSpeakers(document.detail);
    expect(speakers.map(({ name }) => name)).toEqual(document.detail.speakers);
    expect(speakers[4]).toMatchObject({ organization: "Banco Interamericano de Desarrollo (BID)", sections: 1 });
  });
});

describe("the opening of a turn", () => {
  it.each([
    ["Ms. Voss (Peru): Thank you.", "Ms. Voss (Peru):", "Ms. Voss", null, "Peru"],
    [
      "La señora QUISPE, Alcaldesa de Puno: Gracias.",
      "La señora QUISPE, Alcaldesa de Puno:",
      "La señora QUISPE",
      "Alcaldesa de Puno",
      null,
    ],
    ["El Sr. Ramos. — No alcanza.", "El Sr. Ramos. —", "El Sr. Ramos", null, null],
  ])("is seen in “%s”", (text, label, speaker, role, organization) => {
    expect(leadingLabel(text)).toEqual({ end: label.length, speaker, role, organization });
    expect(text.slice(0, label.length)).toBe(label);
  });

  it.each([
    "The budget does not suffice for this year.",
    "At 10:30 the session opened",
    `${"a".repeat(170)}: b`,
    "",
  ])("is not seen in “%s”", (text) => expect(leadingLabel(text)).toBeNull());

  it("may be a whole line of name and body", () => {
    expect(nameIn("Ana Quispe (Municipalidad de Puno)")).toEqual({
      speaker: "Ana Quispe",
      role: null,
      organization: "Municipalidad de Puno",
    });
    expect(couldBeNameLine("Ana Quispe")).toBe(true);
    expect(couldBeNameLine("a".repeat(300))).toBe(false);
  });

  it.each([
    ["Ms. Voss", true],
    ["La señora QUISPE", true],
    ["El Sr. Ramos", true],
    ["Las recomendaciones que comparte la CRM se enfocan en", false],
    ["–", false],
  ])("names somebody: “%s” is %s", (words, expected) => expect(looksLikeName(words)).toBe(expected));

  it("ends behind the marks around it, by offsets into the source", () => {
    const text = "**Ms. Voss (Peru):** *Thank* you.";
    const markup = [0, 18, 21, 27].map((at, index) => ({ start: 50 + at, end: 50 + at + (index < 2 ? 2 : 1) }));
    expect(text.slice(0, (labelEnd({ text, start: 50, markup }) ?? 0) - 50)).toBe("**Ms. Voss (Peru):**");
    expect(labelEnd({ text: "Thank you.", start: 50 })).toBeNull();
  });

  it("is proved by its first words, no character cut in two", () => {
    expect(quoteOf("Acta")).toBe("Acta");
    expect(quoteOf(`${"a".repeat(79)}😀`)).toBe("a".repeat(79));
    expect(quoteOf("b".repeat(500))).toHaveLength(80);
  });
});

describe("the other name that is likely the same", () => {
  it("is the one that shares most words, ignoring case, accents and titles", () => {
    const others = ["Luis Ramos", "Sra. QUISPÉ", "Ana María Quispe"];
    expect(likeliestSame("María Quispe", others)).toBe("Ana María Quispe");
    expect(likeliestSame("Sra. Prado", others)).toBeNull();
  });
});
