import { describe, expect, it } from "vitest";
import { createPlainTextExtractor } from "../../corpus/extraction/plain-text.ts";
import { describeTextExtractor } from "../contracts/text-extractor-contract.ts";

describeTextExtractor("plain text", createPlainTextExtractor);

function texts(source: string): string[] {
  return createPlainTextExtractor()
    .extract(source)
    .blocks.map((block) => block.text);
}

const WRAPPED = [
  "The survey was answered by twenty-nine of the thirty-five member states,",
  "and the number of incidents that they reported rose for the fourth year in",
  "a row. Every state that answered asked for training.",
  "",
  "The second paragraph is as long as the first, so that it has to be broken",
  "into lines too, and it tells of the comm-",
  "unity radio stations.",
].join("\n");

describe("the plain text extractor", () => {
  it("keeps each line of a record without broken lines a block of its own", () => {
    expect(texts("MINUTES\nMeeting of the Committee\n· First point.\n· Second point.")).toEqual([
      "MINUTES",
      "Meeting of the Committee",
      "First point.",
      "Second point.",
    ]);
  });

  it("joins lines broken to a width, and words broken at their end", () => {
    const [first, second] = texts(WRAPPED);
    expect(first).toContain("in a row. Every state");
    expect(second).toContain("the community radio stations.");
  });

  it("keeps the hyphen of a compound that the text writes with it elsewhere", () => {
    const source = `${WRAPPED}\n\nThe bodies of the inter-American system and the other bodies of the inter-\namerican family met in the inter-american hall.`;
    expect(texts(source).at(-1)).toContain("of the inter-american family");
  });

  it.each(["·", "•", "‣", "-", "–", "—", "*", "o\t", "▪", "➢"])("takes %s before a text as a bullet", (bullet) => {
    expect(texts(`${bullet} Una medida concreta.\n${bullet} Otra medida concreta.`)).toEqual([
      "Una medida concreta.",
      "Otra medida concreta.",
    ]);
  });

  it.each([
    "1. ",
    "1) ",
    "(1) ",
    "1.- ",
    "a) ",
    "(a) ",
    "i. ",
    "IV. ",
    "2.1 ",
    "2.1. ",
  ])("takes %sbefore a text as an enumerator", (mark) => {
    expect(texts(`${mark}Aprobación del temario`)).toEqual(["Aprobación del temario"]);
  });

  it.each([
    "2021. Fue un año difícil.",
    "S. Pérez tomó la palabra.",
    "1.200 personas asistieron.",
    "o más de la mitad",
  ])("takes no mark from %s", (source) => {
    expect(texts(source)).toEqual([source]);
  });

  it("gives a bullet on a line of its own to the text below it", () => {
    const { blocks, exclusions } = createPlainTextExtractor().extract("•\nUna medida.\n•\nOtra medida.");
    expect(blocks.map((block) => [block.mark?.text, block.text])).toEqual([
      ["•", "Una medida."],
      ["•", "Otra medida."],
    ]);
    expect(exclusions).toHaveLength(2);
  });

  it("joins a sentence that hangs under its bullet's text, and no line that stands elsewhere", () => {
    expect(texts("- One sentence ends here.\n  Another hangs under it.\n\n- Third.\nA paragraph of its own.")).toEqual([
      "One sentence ends here. Another hangs under it.",
      "Third.",
      "A paragraph of its own.",
    ]);
  });

  it("takes page numbers and repeating headers out of the paragraph that they interrupt", () => {
    const page = (number: number, before: string, after: string): string =>
      `${before}\n\n- ${number} -\n\nHWG/Ser.D/III.4\nEarly warning\n\n${after}`;
    const source =
      page(
        1,
        "1. The agency said that only six of them could send",
        "an alert to everyone.\n\n2. Nothing else was\nsaid about",
      ) + page(2, " it in the region until", "the end.");
    const { blocks, exclusions } = createPlainTextExtractor().extract(source);
    expect(blocks[0]?.text).toBe("The agency said that only six of them could send an alert to everyone.");
    expect(exclusions.filter(({ reason }) => reason === "page-header")).toHaveLength(4);
    expect(exclusions.filter(({ reason }) => reason === "page-number")).toHaveLength(2);
  });

  it("takes bare numbers that count up for page numbers, and leaves other numbers alone", () => {
    const counted = createPlainTextExtractor().extract("Uno.\n\n1\n\nDos.\n\n2\n\nTres.\n\n3\n");
    expect(counted.blocks.map(({ text }) => text)).toEqual(["Uno.", "Dos.", "Tres."]);
    const other = createPlainTextExtractor().extract("Total\n\n1250\n\nFin.");
    expect(other.blocks.map(({ text }) => text)).toEqual(["Total", "1250", "Fin."]);
  });

  it("keeps headings that come again, as they stand at no page's edge", () => {
    const source =
      "Chile\n\nRecomendaciones:\n· Una.\n\nPerú\n\nRecomendaciones:\n· Dos.\n\nCuba\n\nRecomendaciones:\n· Tres.";
    expect(texts(source).filter((text) => text === "Recomendaciones:")).toHaveLength(3);
  });

  it("keeps the rows of a table apart", () => {
    expect(texts("País\tMonto\tAño\nChile\t12\t2020\nPerú\t30\t2021")).toHaveLength(3);
  });

  it("reports a drawn line as a rule", () => {
    const { blocks, exclusions } = createPlainTextExtractor().extract("Fin.\n____________\nOtro.");
    expect(blocks).toHaveLength(2);
    expect(exclusions.map(({ reason }) => reason)).toEqual(["rule"]);
  });

  it("reads tabs, carriage returns and no-break spaces as space", () => {
    expect(texts("\t·\u00a0Una medida.\r\n\t·\u00a0Otra medida.\r\n")).toEqual(["Una medida.", "Otra medida."]);
  });
});
