import { describe, expect, it } from "vitest";
import { createMarkdownExtractor } from "../../corpus/extraction/markdown.ts";
import { piecesOf } from "../../corpus/extraction/markdown-pieces.ts";

const quoted = Array.from({ length: 80 }, (_, index) => `> Línea ${index} ${"de la cita ".repeat(150).trim()}\n`).join(
  "\n",
);

describe("a long Markdown source in pieces", () => {
  it("is whole where it is of usual length", () => {
    expect(piecesOf("# Acta\n\nUno.\n\nDos.", 2)).toEqual([{ start: 2, end: 18 }]);
  });

  it("has pieces without gaps, each of bounded length", () => {
    const pieces = piecesOf(quoted, 0);
    expect(pieces.map(({ start, end }) => quoted.slice(start, end)).join("")).toBe(quoted);
    expect(Math.max(...pieces.map(({ start, end }) => end - start))).toBeLessThan(20_000);
  });

  it("is parted in no fence, comment or list's item", () => {
    const long = "palabra ".repeat(15_000);
    for (const inside of [`~~~\n${long}\n\nno\n\n~~~`, `<!--\n${long}\n\nno\n\n-->`, `- ${long}\n\n  no`]) {
      const source = `${inside}\n\nfin`;
      const [first, ...others] = piecesOf(source, 0);
      expect(others).toHaveLength(1);
      expect(source.slice(first?.start, first?.end)).toContain("no");
    }
  });

  it("opens and closes fences as CommonMark does", () => {
    const long = "palabra ".repeat(15_000);
    const kept = `~~~\n${long}\n\n~~~ js\n\nno\n\n~~~`;
    for (const inside of [kept, kept.replaceAll("~~~", "```"), `\`\`\`x\`\`\` ${long}`, `~~~ \`a\`\n${long}\n~~~~`]) {
      const source = `${inside}\n\nfin`;
      expect(piecesOf(source, 0)[0]?.end).toBe(source.indexOf("fin"));
    }
  });

  it("is read as one", () => {
    const { blocks } = createMarkdownExtractor().extract(quoted);
    expect(blocks).toHaveLength(80);
    expect(
      blocks.every(({ form, start, end, text }) => form === "quotation" && quoted.slice(start, end) === text),
    ).toBe(true);
  });
});
