import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import type { Turn } from "../../client/conversation.ts";
import { recommendationsOf } from "../../client/record/recommendations.ts";
import { parseRoute } from "../../client/routes.ts";
import { english } from "../../client/strings/english.ts";
import { spanish } from "../../client/strings/spanish.ts";
import { citableRow } from "../../client/takeaway/citable.ts";
import { csvField, passagesCsv, turnsCsv } from "../../client/takeaway/csv.ts";
import { fileNameFrom } from "../../client/takeaway/download.ts";
import { citationLink, formalCitation, quoteWithCitation } from "../../client/takeaway/formal-citation.ts";
import { markdownDocument, passagesMarkdown, turnMarkdown } from "../../client/takeaway/markdown.ts";
import { fixtureAnswer } from "../fakes/fixture-answers.ts";
import { camDocument, citationOf } from "../fakes/record-fixture.ts";
import { parseCsv } from "./csv-reader.ts";
import { readMarkdown } from "./markdown-reader.ts";

const document = camDocument();
const origin = "http://127.0.0.1:3000";
const frames = {
  es: { language: "es", strings: spanish, origin },
  en: { language: "en", strings: english, origin },
} as const;
const exportedAt = "2026-01-01T00:00:00Z";

function completeTurn(question: string): Turn {
  const response = fixtureAnswer([document], { question });
  return {
    id: "t",
    requestId: "r",
    asked: { question, without: {}, filters: {} },
    history: [],
    askedAt: exportedAt,
    phase: "complete",
    language: response.language,
    lead: response.answer,
    understood: response.understood,
    citations: response.citations,
    response,
    problem: null,
    failure: null,
    loadingMore: false,
    feedback: null,
  };
}

const list = completeTurn("¿Qué recomendaciones se hicieron?");
const shown = [...list.citations, ...(list.response?.borderline ?? [])];

describe("the formal citation", () => {
  const citation = citationOf(document, { number: 1, passageId: `${document.detail.id}/p12.3`, answering: null });

  const revision = document.detail.revision.slice("sha256:".length, "sha256:".length + 12);

  it("names speaker, role, title, body, session, paragraph and a short address, in Spanish", () => {
    expect(formalCitation(citation, frames.es)).toBe(
      "Vladimir Adolfo Franco, Ministro Encargado de Relaciones Exteriores de Panamá, Presidencia Pro Témpore de la " +
        "Conferencia Regional sobre Migración (CRM), en «Resumen de intervenciones y recomendaciones. Sesión temática " +
        "de la CAM», Comisión de Asuntos Migratorios (CAM), sesión del 9 de mayo de 2023 (documento del 18 de mayo de " +
        "2023), párr. 12 (3) (numeración de Relator). " +
        `${origin}/d/${document.detail.id}@${revision}#p12.3`,
    );
  });

  it("says in English what the translation names, and whom a speaker speaks for where the role does not", () => {
    const foran = citationOf(document, { number: 1, passageId: `${document.detail.id}/p25`, answering: null });
    expect(formalCitation(foran, frames.en)).toBe(
      "David Foran, Director, Bureau of Western Hemisphere Affairs (Department of State), in “Summary of Presentations " +
        "and Recommendations. Thematic Session of the CAM”, Comisión de Asuntos Migratorios (CAM), session of 9 May " +
        `2023 (document of 18 May 2023), para. 25 (Relator’s numbering). ${origin}/d/${document.detail.id}@${revision}#p25`,
    );
  });

  it("reads as a sentence where nobody is named, and nothing is dated", () => {
    const bare = { ...citation, speaker: null, honorific: null, role: null, organization: null, sessionDate: null };
    expect(formalCitation(bare, frames.es)).toMatch(
      /^En «Resumen[^»]*», Comisión[^.]*, documento del 18 de mayo de 2023/,
    );
    const spoken = { ...bare, organization: "Delegación de Chile", documentDate: null, body: null };
    expect(formalCitation(spoken, frames.es)).toMatch(/^Delegación de Chile, en «Resumen[^»]*», párr\. 12 \(3\)/);
  });

  it("goes with the whole quote, and with its translation for a reader of another language", () => {
    expect(quoteWithCitation(citation, frames.es).text).toBe(
      `«${citation.quote}»\n${formalCitation(citation, frames.es)}`,
    );
    const block = citationOf(document, { number: 1, passageId: `${document.detail.id}/p44`, answering: null });
    const lines = quoteWithCitation(block, frames.en).text.split("\n");
    expect(lines[0]).toBe(`“${block.quote}”`);
    expect(lines[1]).toBe(`[Unofficial translation: “${block.translation?.text}”]`);
  });

  it("is pasted with its link into what shows rich text, and says nothing to it but what it says", () => {
    const hostile = { ...citation, quote: `<img src=x onerror="a()"> & 'b'`, speaker: "<b>X</b>" };
    const { html } = quoteWithCitation(hostile, frames.es);
    expect(html).not.toMatch(/<(?:img|b)\b/);
    const link = citationLink(hostile, origin);
    expect(html).toContain(`<a href="${link}">${link}</a></p>`);
    expect(html).toContain('<blockquote><p lang="es">«&#60;img');
  });
});

describe("an answer taken away as Markdown", () => {
  it("holds the same quotes and formal citations when it is read back", () => {
    const markdown = markdownDocument(
      { title: list.asked.question, parts: [turnMarkdown(list, frames.es)], exportedAt },
      frames.es,
    );
    const read = readMarkdown(markdown);
    expect(read.title).toBe(list.asked.question);
    const quotes = read.quotes.filter((quote) => shown.some((citation) => citation.quote === quote));
    expect(quotes).toEqual(shown.map((citation) => citation.quote));
    const links = shown.map((citation) => citationLink(citation, origin));
    expect(read.links).toEqual(links);
    for (const citation of shown) {
      expect(read.text).toContain(`[${citation.number}] ${formalCitation(citation, frames.es)}`);
    }
  });

  it("keeps any text word for word, whatever it looks like to Markdown", () => {
    const source = citationOf(document, { number: 1, passageId: `${document.detail.id}/p44`, answering: null });
    const hostile = fc
      .array(
        fc.constantFrom(
          "<script>",
          "# a",
          "- b",
          "1. c",
          "*d*",
          "_e_",
          "`f`",
          "[g](h)",
          "![i](j)",
          "&amp;",
          "\\",
          "> k",
          "|",
          "~~l~~",
          "=",
          "ñ",
          " ",
          "\n",
          "---",
          "***",
          "+",
          "http://m",
          "\u202E",
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((parts) =>
        parts
          .join("")
          .replace(/\n\s*\n+/g, "\n")
          .trim(),
      )
      .filter((text) => text !== "");
    fc.assert(
      fc.property(hostile, (quote) => {
        const parts = passagesMarkdown([{ ...source, quote, translation: null }], frames.es);
        expect(readMarkdown(parts.join("\n\n")).quotes).toEqual([quote]);
      }),
      { examples: [["<img src=x onerror=alert(1)>"], ["1. uno\n2) dos"], ["    code"], ["a  \nb"]] },
    );
  });
});

describe("an answer taken away as CSV", () => {
  it("holds the same quotes, standings and citations when it is read back", () => {
    const rows = parseCsv(turnsCsv([list], frames.es));
    expect(rows.map((row) => row["cita textual"])).toEqual(shown.map((citation) => citation.quote));
    expect(rows.map((row) => row["cita formal"])).toEqual(shown.map((citation) => formalCitation(citation, frames.es)));
    expect(rows.map((row) => row.condición)).toEqual([...list.citations.map(() => "citado"), "dudoso"]);
    expect(new Set(rows.map((row) => row.pregunta))).toEqual(new Set([list.asked.question]));
  });

  it("has every recommendation of the session, each with a link to its place", () => {
    const rows = recommendationsOf(document.detail).map((row) => citableRow(row, "en"));
    const read = parseCsv(passagesCsv(rows, frames.en));
    expect(read.map((row) => row.quote)).toEqual(rows.map((row) => row.quote));
    for (const [index, row] of read.entries()) {
      const { paragraph, item } = rows[index] ?? { paragraph: 0, item: null };
      expect(parseRoute(new URL(row.link ?? ""))).toEqual({
        page: "document",
        documentId: document.detail.id,
        revision: document.detail.revision.slice("sha256:".length, "sha256:".length + 12),
        place: { paragraph, item },
      });
    }
  });

  it("keeps commas, quotation marks and line breaks within their field", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), (fields) => {
        const header = fields.map((_, index) => `c${index}`);
        const lines = [header, fields].map((line) => line.map(csvField).join(",")).join("\r\n");
        const [row] = parseCsv(`\uFEFF${lines}\r\n`);
        expect(
          header.map((name) => row?.[name]?.replace(/(^|[;\t\r\n])'(?='*[=+\-@＝＋－＠])|^'(?='*[\t\r\n])/gu, "$1")),
        ).toEqual(fields);
      }),
    );
  });

  it("gives a spreadsheet no formula to run", () => {
    expect(csvField("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
    expect(csvField('@a,"b"')).toBe(`"'@a,""b"""`);
    expect(csvField("＝1+1")).toBe("'＝1+1");
    expect(csvField("We agree;=1+1;thanks")).toBe("We agree;'=1+1;thanks");
  });
});

describe("file names", () => {
  it("are made of plain letters of the title", () => {
    expect(fileNameFrom("¿Qué recomendó Panamá?", "md")).toBe("que-recomendo-panama.md");
    expect(fileNameFrom("../../¡!", "csv")).toBe("relator.csv");
  });
});

// The reader of the tests must itself be sound: what it is given it finds.
describe("the tests' reader of Markdown", () => {
  it("finds quotations and links of a hand-written text", () => {
    const read = readMarkdown("# T\n\n> a\\\n> b\n\n\\[1\\] c. <http://d/e>\n");
    expect(read).toMatchObject({ title: "T", quotes: ["a\nb"], links: ["http://d/e"] });
    expect(fromMarkdown("x").children).toHaveLength(1);
  });
});
