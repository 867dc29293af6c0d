import { describe, expect, it } from "vitest";
import type { Document } from "../../corpus/document.ts";
import { readRecord } from "../../corpus/reader.ts";
import { isNameByForm } from "../../corpus/structure/speakers-by-form.ts";

function read(source: string): Document {
  return readRecord({ id: "record", source, format: "text" }).document;
}

/** Who the passages that hold these words are credited to. */
function saidBy({ source, sections }: Document, words: string): (string | null)[] {
  return sections.flatMap(({ speaker, passages }) =>
    passages.flatMap(({ start, end }) => (source.slice(start, end).includes(words) ? [speaker] : [])),
  );
}

const LANGUAGES = [
  {
    told: ["La Sra. Rosa Medina explicó que la obra terminaría.", "El Sr. Juan Pardo preguntó por los costos."],
    stems: ["El Consejo acordó", "La Junta acuerda", "El Consejo Directivo ha resuelto"],
    items: ["Publicar el informe de aguas", "Solicitar a la Gerencia un plan", "Publicar la nota"],
  },
  {
    told: ["Ms. Rosa Medina explained that the works would end.", "Mr. John Pardo asked about the cost."],
    stems: ["The Committee decided", "The Council unanimously resolved"],
    items: ["Publish the report on water", "Ask the management for a plan", "Note the accounts"],
  },
  {
    told: ["A Sra. Rosa Medina explicou que a obra terminaria.", "O Sr. João Pardo perguntou pelos custos."],
    stems: ["O Conselho deliberou", "A Comissão tinha decidido"],
    items: ["Publicar o relatório da água", "Solicitar à gerência um plano", "Publicar a nota"],
  },
  {
    told: ["Mme Rosa Medina explique que les travaux finiront.", "M. Jean Pardo demande le coût des travaux."],
    stems: ["Le Conseil a décidé", "La Commission décide"],
    items: ["Publier le rapport sur les eaux", "Demander à la direction un plan", "Approuver le règlement"],
  },
];
const DECISIONS = LANGUAGES.flatMap(({ told, stems, items }) => stems.map((stem) => ({ stem, told, items })));

describe("what a body did, before a list of it", () => {
  it.each(DECISIONS)("is nobody's where lettered items follow in the line: $stem", ({ stem, told, items }) => {
    const listed = items.map((item, index) => `${"abc"[index]}) ${item}`).join("; ");
    const document = read(["Acta", ...told, `${stem}: ${listed}.`].join("\n\n"));
    for (const item of items) expect(new Set(saidBy(document, item))).toEqual(new Set([null]));
  });

  it.each(DECISIONS)("is nobody's where they follow below: $stem", ({ stem, told, items }) => {
    const listed = items.map((item, index) => `${"abc"[index]}) ${item}.`);
    const document = read(["Acta", ...told, `${stem}:`, ...listed].join("\n\n"));
    for (const item of items) expect(saidBy(document, item)).toEqual([null]);
    expect(document.sections.flatMap(({ speaker }) => speaker ?? [])).toHaveLength(2);
  });

  it("stays a delegation's that proposes it", () => {
    const source = "Acta\n\nLa Delegación del Perú propuso: a) Crear un fondo; b) Publicar el informe.";
    expect(saidBy(read(source), "Crear un fondo")).toContain("Delegación del Perú");
  });

  it("stays with the Chair under whose heading it is told", () => {
    const source =
      "Record\n\nSTATEMENT BY CANADA\n\nIce closes the port for five months.\n\nCONCLUSIONS OF THE CHAIR\n\nThe Chair thanked all delegations for their work.\n\nThe Committee decided:\n\n(a) Publish the report;\n\n(b) Ask for a plan.";
    expect(saidBy(read(source), "Publish the report")).toEqual(["Chair"]);
  });
});

describe("a name by its form", () => {
  it.each(["Publicar el", "Solicitar a la", "Publier le"])("does not end behind an article: %s", (name) => {
    expect(isNameByForm(name)).toBe(false);
  });

  it.each(["Rosa de la Hoz", "J. van der Berg", "Ana María"])("may hold particles: %s", (name) => {
    expect(isNameByForm(name)).toBe(true);
  });
});
