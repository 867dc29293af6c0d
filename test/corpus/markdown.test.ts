import { describe, expect, it } from "vitest";
import { createMarkdownExtractor } from "../../corpus/extraction/markdown.ts";
import type { TextBlock } from "../../corpus/text-extractor.ts";
import { describeTextExtractor } from "../contracts/text-extractor-contract.ts";

describeTextExtractor("Markdown", createMarkdownExtractor);

function blocksOf(source: string): readonly TextBlock[] {
  return createMarkdownExtractor().extract(source).blocks;
}

function quotes(source: string): string[] {
  return blocksOf(source).map((block) => source.slice(block.start, block.end));
}

describe("the Markdown extractor", () => {
  it("gives headings their level and leaves their marks out", () => {
    const source = "# Resumen\n\n## Delegación de Chile ##\n\nPerú\n----\n";
    expect(quotes(source)).toEqual(["Resumen", "Delegación de Chile", "Perú"]);
    expect(blocksOf(source).map((block) => block.headingLevel)).toEqual([1, 2, 2]);
  });

  it("ends a block at a hard line break", () => {
    expect(quotes("**Órgano:** Comisión  \n**Fecha:** 2024\\\n**Lugar:** Lima")).toEqual([
      "**Órgano:** Comisión",
      "**Fecha:** 2024",
      "**Lugar:** Lima",
    ]);
  });

  it("leaves emphasis around a whole line out of the quote", () => {
    const [block] = blocksOf("**Chile**\n\nTexto.");
    expect(quotes("**Chile**\n\nTexto.")[0]).toBe("Chile");
    expect(block?.emphasized).toBe(true);
  });

  it("reads emphasis and links without their marks, and quotes them with theirs", () => {
    const source = "La [reforma](https://example.org/x) da **12 millones**.";
    expect(blocksOf(source)[0]?.text).toBe("La reforma da 12 millones.");
    expect(quotes(source)).toEqual([source]);
  });

  it("takes bullets and numbers of lists as marks, nested ones too", () => {
    const source = "* Recomienda:\n  1. Crear;\n  2. Medir.\n* Otra cosa";
    expect(blocksOf(source).map((block) => [block.mark?.text, block.text])).toEqual([
      ["*", "Recomienda:"],
      ["1.", "Crear;"],
      ["2.", "Medir."],
      ["*", "Otra cosa"],
    ]);
  });

  it("finds bullets that Markdown does not know", () => {
    expect(quotes("• Uno.\n• Dos.")).toEqual(["Uno.", "Dos."]);
  });

  it("reads quotations without their marks", () => {
    const source = "> El agua no se vende,\n> se cuida.";
    expect(blocksOf(source).map((block) => [block.form, block.text])).toEqual([
      ["quotation", "El agua no se vende, se cuida."],
    ]);
  });

  it("keeps front matter as lines of its own", () => {
    const source = "---\ntitle: Acta\ndate: 2024-05-21\n---\n\nTexto.";
    expect(quotes(source)).toEqual(["title: Acta", "date: 2024-05-21", "Texto."]);
  });

  it("leaves comments out and keeps the rows of tables", () => {
    expect(quotes("<!-- interno -->\n\n| País | Monto |\n|------|-------|\n| Chile | 12 |")).toEqual([
      "| País | Monto |",
      "| Chile | 12 |",
    ]);
  });

  it("tells the words set in bold at the start of a paragraph", () => {
    expect(blocksOf("**Colombia:** informó que avanza.")[0]?.lead).toBe("Colombia:");
  });
});
