import { describe, expect, it } from "vitest";
import { readRecord } from "../../../corpus/reader.ts";
import { shownText } from "../../../server/assistant/answers/answer-request.ts";
import { listPassages } from "../../../server/assistant/retrieval/search-text.ts";
import { detailDocument } from "../../../server/document-views.ts";
import { shownQuote } from "../../../server/protocol.ts";

const source =
  "# Acta\n\n## Delegación de Chile\n\n> Pidió **cuatro millones** y el [informe](https://example.org/a_b) de `aguas`,\n> con _anexos_, 5 \\* 3 metros.\n";

describe("a quote as a person is shown it", () => {
  const { document } = readRecord({ id: "record", source, format: "markdown" });
  const passage = detailDocument(document)
    .sections.flatMap(({ passages }) => passages)
    .find(({ text }) => text.startsWith("Pidió"));
  if (passage === undefined) throw new Error("The record lacks its passage.");
  const { text: quote, start, markup = [] } = passage;
  const shown = "Pidió cuatro millones y el informe de aguas,\n con anexos, 5 * 3 metros.";

  it("has no marks of Markdown, where the quote keeps them", () => {
    expect(source.slice(passage.start, passage.end)).toBe(quote);
    expect(quote).toContain("**cuatro millones**");
    expect(shownQuote({ quote, start, markup })).toBe(shown);
  });

  it("is cut at a place of the source", () => {
    const to = start + quote.indexOf("** y");
    expect(shownQuote({ quote, start, markup }, to)).toBe("Pidió cuatro millones");
    expect(shownQuote({ quote, start, markup }, start)).toBe("");
  });

  it("is quoted by a lead without marks, whole or in part", () => {
    const entry = listPassages([document]).find((each) => each.passage.id === passage.id);
    if (entry === undefined) throw new Error("The record lacks its entry.");
    expect(shownText(entry)).toBe(shown);
    const part = { start: quote.indexOf("**cuatro"), end: quote.indexOf(" de `") };
    expect(shownText(entry, part)).toBe("cuatro millones y el informe");
  });

  it("keeps a backslash that is written as two", () => {
    const path = "# Acta\n\n## Delegación de Chile\n\n- Pidió guardar C:\\\\.config hoy mismo.\n";
    const { sections } = detailDocument(readRecord({ id: "path", source: path, format: "markdown" }).document);
    const [said] = sections.flatMap(({ passages }) => passages).filter(({ text }) => text.startsWith("Pidió"));
    expect(said && shownQuote({ ...said, quote: said.text })).toBe("Pidió guardar C:\\.config hoy mismo.");
  });

  it("has none of a mark inside another", () => {
    const markup = [
      { start: 1, end: 2 },
      { start: 3, end: 7 },
      { start: 5, end: 6 },
    ];
    expect(shownQuote({ quote: "a[b](c)d", start: 0, markup })).toBe("abd");
  });

  it("is the quote where nothing is marked", () => {
    expect(shownQuote({ quote: "a * b_c", start: 3 })).toBe("a * b_c");
  });
});
