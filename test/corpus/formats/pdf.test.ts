import { describe, expect, it } from "vitest";
import { extractFile } from "../../../corpus/formats/extract-file.ts";
import type { ExtractedFile } from "../../../corpus/formats/file-format.ts";
import { makePdf, type PlacedText } from "./made-files.ts";

const read = (pages: Parameters<typeof makePdf>[0]): Promise<ExtractedFile> =>
  extractFile({ name: "acta.pdf", bytes: makePdf(pages) });

/** Lines below one another; `x` and `y` of the first. */
const lines = (texts: readonly string[], x: number, y: number, leading = 14): PlacedText[] =>
  texts.map((text, index) => ({ text, x, y: y - index * leading }));

const LEFT = [
  "The survey was answered by nearly all of the",
  "member states, and the number of incidents that",
  "they reported rose for the fourth year in a row.",
  "Every state that answered asked for more train-",
  "ing, and nine of them offered to host a course",
  "in their own inter-american schools next year.",
  "The inter-american fund would have to pay for",
];
const RIGHT = [
  "the journeys of those who teach, which was not",
  "disputed by anyone who took the floor that day.",
  "A second paper told of the community radio that",
  "forty villages run by themselves, whose batteries",
  "last for eleven hours and are charged by the sun,",
  "and of the two engineers who keep them running.",
  "Both papers were taken note of without a vote.",
];

describe("a PDF", () => {
  it("reads columns one after the other, even where they are written line by line", async () => {
    const left = lines(LEFT, 60, 700);
    const right = lines(RIGHT, 330, 700);
    const { text } = await read([
      [
        { text: "Report of the working group", x: 180, y: 760, size: 18 },
        ...left.flatMap((line, index) => [line, right[index] ?? line]),
      ],
    ]);
    expect(text.startsWith("Report of the working group\n\nThe survey was answered by nearly all")).toBe(true);
    expect(text).toContain("asked for more training, and nine");
    expect(text).toContain(
      "in their own inter-american schools next year. The inter-american fund would have to pay for the journeys",
    );
  });

  it("joins a paragraph that a page's end broke, and tells where each page begins", async () => {
    const page = (number: number, texts: readonly string[]): PlacedText[] => [
      { text: "HWG/Ser.D/III.4", x: 60, y: 810, size: 9 },
      ...lines(texts, 60, 700),
      { text: `- ${number} -`, x: 290, y: 40, size: 9 },
    ];
    const { text, pages, notes } = await read([page(1, LEFT), page(2, RIGHT), page(3, LEFT)]);
    expect(text).toContain("would have to pay for the journeys");
    expect(text.match(/HWG/gu)).toHaveLength(1);
    expect(text).not.toContain("- 2 -");
    expect(pages?.map((start) => text.slice(start, start + 3))).toEqual(["HWG", "The", "The"]);
    expect(notes).toEqual([
      { code: "page-headers-left-out", count: 2 },
      { code: "page-numbers-left-out", count: 3 },
    ]);
  });

  it("keeps what comes again at the edge of distant pages", async () => {
    const [closing] = LEFT;
    const page = (words: string): PlacedText[] => lines([words], 60, 800);
    const { text, notes } = await read([
      page(closing ?? ""),
      page("Una hoja con palabras."),
      page("Otra hoja con palabras."),
      page(closing ?? ""),
      page("La hoja del final."),
    ]);
    expect(text.split(closing ?? "")).toHaveLength(3);
    expect(notes).toEqual([]);
  });

  it("takes larger type for headings and bold lines for emphasised ones", async () => {
    const { structure } = await read([
      [
        { text: "Acta de la reunion", x: 60, y: 780, size: 18 },
        { text: "Delegacion de Chile", x: 60, y: 750, bold: true },
        ...lines(LEFT, 60, 720),
      ],
    ]);
    expect(structure?.blocks.slice(0, 3).map(({ headingLevel, emphasized }) => [headingLevel, emphasized])).toEqual([
      [1, false],
      [null, true],
      [null, false],
    ]);
  });

  it("reads the rows of a table with wrapped cells", async () => {
    const { text } = await read([
      [
        ...lines(LEFT, 60, 780),
        ...[
          ["País", "Intervención", 650],
          ["Chile", "Informó que su país", 630],
          ["Perú", "Informó que mide", 596],
        ].flatMap(([left, right, y]) => [
          { text: String(left), x: 60, y: Number(y) },
          { text: String(right), x: 200, y: Number(y) },
        ]),
        { text: "avanza despacio.", x: 200, y: 618 },
        { text: "cada hora.", x: 200, y: 584 },
      ].map((placed) => ({
        ...placed,
        text: placed.text.replace("País", "Pais").replace("Perú", "Peru").replaceAll("ó", "o").replaceAll("í", "i"),
      })),
    ]);
    expect(text.split("\n\n").at(-1)?.split("\n")).toEqual([
      "Pais\tIntervencion",
      "Chile\tInformo que su pais avanza despacio.",
      "Peru\tInformo que mide cada hora.",
    ]);
  });

  it("says which pages are pictures without text", async () => {
    const { notes, pages } = await read([lines(LEFT, 60, 700), "drawn", lines(RIGHT, 60, 700)]);
    expect(notes).toEqual([{ code: "scanned-pages", count: 1, pages: [2] }]);
    expect(pages).toHaveLength(3);
  });

  it("refuses a scan rather than reading it as empty", async () => {
    await expect(read(["drawn", "drawn"])).rejects.toMatchObject({ reason: "scanned-pdf", details: { pages: 2 } });
    await expect(read([[], []])).rejects.toMatchObject({ reason: "empty" });
  });
});
