import { type FixtureDocument, fixtureDocument } from "./record-fixture.ts";

const bodies = ["Concejo Municipal de Puno", "Comisión de Aguas", "Committee on Fisheries"] as const;
const speakers = ["Ana Quispe", "Luis Ramos", "Mary O'Neil", "Inés Ñahui", "João Prado"] as const;
const formats = ["docx", "pdf", "text", "html", "markdown", "subtitles"] as const;

const text = "Acta\n· Ana Quispe\nAlcaldesa\n· Propuso ampliar la red de agua.\n";

/** As many records as are wanted, of three bodies, in three languages, over some years; every seventh raises doubts. */
export function shelfOfRecords(count: number): readonly FixtureDocument[] {
  const { detail } = fixtureDocument({ id: "shelf", title: "", text, language: "es", speakers: [], translation: null });
  return Array.from({ length: count }, (_, index) => {
    const body = bodies[index % bodies.length] ?? null;
    const fileFormat = formats[index % formats.length] ?? null;
    return {
      text,
      detail: {
        ...detail,
        id: `record-${index + 1}`,
        title: `Acta de la sesión ordinaria n.º ${index + 1}`,
        body,
        sessionDate: index % 11 === 10 ? null : dayAfter(index),
        documentDate: null,
        language: ["es", "es", "en"][index % 3] ?? "es",
        fileName: `acta-${index + 1}.${fileFormat}`,
        fileFormat,
        addedAt: new Date(Date.UTC(2024, 0, 1) + index * 3_600_000).toISOString(),
        removable: true,
        speakers: index % 13 === 12 ? [] : [speakers[index % speakers.length] ?? "", `Orador ${index + 1}`],
        pageCount: fileFormat === "pdf" ? 12 : null,
        doubtfulSections: index % 7 === 6 ? 2 : 0,
      },
    };
  });
}

/** Every fifth day from 2 January 2019. */
function dayAfter(index: number): string {
  return new Date(Date.UTC(2019, 0, 2) + index * 5 * 86_400_000).toISOString().slice(0, 10);
}
