import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { localNamesIn } from "../../client/record/local-names.ts";
import type { DocumentDetail } from "../../server/document-protocol.ts";
import type { Citation } from "../../server/protocol.ts";

type Section = DocumentDetail["sections"][number];
type Passage = Section["passages"][number];

/** A document as the server holds it. */
export interface FixtureDocument {
  readonly detail: DocumentDetail;
  readonly text: string;
}

export interface FixtureSpeaker {
  readonly speaker: string;
  readonly role: string;
  readonly organization: string;
  readonly country: string | null;
  /** As the translation names them. */
  readonly translated?: { readonly role: string; readonly organization: string };
}

export interface FixtureSource {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly language: string;
  readonly speakers: readonly FixtureSpeaker[];
  /** Lines of a translation, one for each line of the text. */
  readonly translation: {
    readonly language: string;
    readonly lines: readonly string[];
    readonly title?: string;
  } | null;
}

const mark = /^\s*·\s*/;
const recommends = /recomi?end|propuest|deben?\b|debería|recommend|propos|should/i;

/**
 * Reads a record whose lines are blocks and whose speakers' sections begin with a marked line followed by one without.
 * Only what the page's tests need of a reader; the real one is in `corpus/`.
 */
export function fixtureDocument(source: FixtureSource): FixtureDocument {
  const { text, language, translation } = source;
  const sections: { fields: Omit<Section, "passages">; passages: Passage[] }[] = [];
  const begin = (speaker: FixtureSpeaker | null) =>
    sections.push({
      fields: {
        number: sections.length,
        topic: null,
        speaker: speaker?.speaker ?? null,
        honorific: null,
        role: speaker?.role ?? null,
        organization: speaker?.organization ?? null,
        affiliation: null,
        country: speaker?.country ?? null,
        ...(speaker?.translated === undefined || translation === null
          ? {}
          : {
              translatedNames: [
                { language: translation.language, topic: null, honorific: null, ...speaker.translated },
              ],
            }),
      },
      passages: [],
    });
  begin(null);
  const lines = text.split("\n");
  const remaining = [...source.speakers];
  let start = 0;
  let paragraph = 0;
  for (const [index, line] of lines.entries()) {
    const from = start;
    start += line.length + 1;
    if (line.trim() === "") continue;
    paragraph += 1;
    const marked = mark.test(line);
    const next = lines[index + 1] ?? "";
    const opens = marked && next.trim() !== "" && !mark.test(next) && remaining.length > 0;
    if (opens) begin(remaining.shift() ?? null);
    const closing =
      !marked && remaining.length === 0 && sections.at(-1)?.passages.some((known) => known.kind === "key-point");
    if (closing === true) begin(null);
    const section = sections.at(-1);
    if (section === undefined) throw new Error("A fixture has no section.");
    const kind = kindOf({ line, marked, opens, sectionNumber: section.fields.number, speaker: section.fields.speaker });
    const translated = translation?.lines[index]?.replace(mark, "").trim();
    section.passages.push(
      ...passagesOf({ documentId: source.id, paragraph, kind, line, from }).map((passage) => ({
        ...passage,
        translations:
          translated === undefined || translation === null || passage.item !== null
            ? []
            : [{ language: translation.language, text: translated, official: false }],
      })),
    );
  }
  const revision = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  const finished = sections.map(({ fields, passages }) => ({ ...fields, passages }));
  return {
    text,
    detail: {
      id: source.id,
      title: source.title,
      body: "Comisión de Asuntos Migratorios (CAM)",
      sessionDate: "2023-05-09",
      documentDate: "2023-05-18",
      language,
      symbol: null,
      revision,
      sectionCount: source.speakers.length,
      passageCount: finished.reduce((count, { passages }) => count + passages.length, 0),
      fileName: `${source.id}.txt`,
      fileFormat: "text",
      addedAt: null,
      removable: false,
      speakers: [...new Set(source.speakers.map(({ speaker }) => speaker))],
      pageCount: null,
      doubtfulSections: 0,
      ...(translation?.title === undefined
        ? {}
        : { translatedTitles: [{ language: translation.language, title: translation.title, body: null }] }),
      sections: finished,
    },
  };
}

interface LineFacts {
  readonly line: string;
  readonly marked: boolean;
  readonly opens: boolean;
  readonly sectionNumber: number;
  readonly speaker: string | null;
}

function kindOf({ line, marked, opens, sectionNumber, speaker }: LineFacts): Passage["kind"] {
  if (sectionNumber === 0) return "front-matter";
  if (speaker === null) return "closing";
  if (opens || !marked) return "heading";
  return recommends.test(line) ? "recommendation" : "key-point";
}

interface LinePlace {
  readonly documentId: string;
  readonly paragraph: number;
  readonly kind: Passage["kind"];
  readonly line: string;
  /** Offset of the line in the text. */
  readonly from: number;
}

/** A block, and the items that "1) … 2) …" marks in it. */
function passagesOf({ documentId, paragraph, kind, line, from }: LinePlace): Omit<Passage, "translations">[] {
  const lead = mark.exec(line)?.[0].length ?? line.length - line.trimStart().length;
  const text = line.slice(lead).trimEnd();
  const id = `${documentId}/p${paragraph}`;
  const start = from + lead;
  const block = { id, parentId: null, item: null, paragraph, kind, start, end: start + text.length, text };
  const items = [...text.matchAll(/\d\) (.+?)(?=; (?:e |y |and )?\d\)|\.?$)/g)];
  if (items.length < 2) return [block];
  return [
    block,
    ...items.map((match, index) => {
      const itemText = match[1] ?? "";
      const itemStart = start + match.index + match[0].length - itemText.length;
      return {
        ...block,
        id: `${id}.${index + 1}`,
        parentId: id,
        item: index + 1,
        start: itemStart,
        end: itemStart + itemText.length,
        text: itemText,
      };
    }),
  ];
}

export interface CitedPart {
  readonly number: number;
  readonly passageId: string;
  /** Text within the passage that answers; null for all of it. */
  readonly answering: string | null;
}

/** A citation of a fixture's passage, true to the contract's invariant. */
export function citationOf({ detail }: FixtureDocument, { number, passageId, answering }: CitedPart): Citation {
  for (const section of detail.sections) {
    const passage = section.passages.find((candidate) => candidate.id === passageId);
    if (passage === undefined) continue;
    const at = answering === null ? -1 : passage.text.indexOf(answering);
    const { translations, text, id, ...place } = passage;
    const {
      passages: _,
      affiliation: _affiliation,
      translatedNames: _names,
      number: sectionNumber,
      ...speaker
    } = section;
    const { id: documentId, title, body, sessionDate, documentDate, revision, language } = detail;
    return {
      ...place,
      ...speaker,
      number,
      documentId,
      documentTitle: title,
      body,
      sessionDate,
      documentDate,
      revision,
      language,
      passageId: id,
      section: sectionNumber,
      quote: text,
      highlight:
        answering === null || at < 0 ? null : { start: passage.start + at, end: passage.start + at + answering.length },
      highlights: [],
      translation: translations[0] ?? null,
      localNames: localNamesIn(detail, section, "en"),
      score: null,
    };
  }
  throw new Error(`No passage ${passageId} in ${detail.id}.`);
}

const camId = "resumen-sesion-tematica-cam-2023-05-09";
const corpus = new URL("../../corpus/documents/", import.meta.url);

/** The real document of the project, with its English translation. */
export function camDocument(): FixtureDocument {
  const read = (name: string) => readFileSync(new URL(name, corpus), "utf8");
  return fixtureDocument({
    id: camId,
    title: "Resumen de intervenciones y recomendaciones. Sesión temática de la CAM",
    text: read(`${camId}.es.txt`),
    language: "es",
    translation: {
      language: "en",
      lines: read(`${camId}.en.txt`).split("\n"),
      title: "Summary of Presentations and Recommendations. Thematic Session of the CAM",
    },
    speakers: [
      {
        speaker: "Vladimir Adolfo Franco",
        role: "Ministro Encargado de Relaciones Exteriores de Panamá, Presidencia Pro Témpore de la Conferencia Regional sobre Migración (CRM)",
        organization: "Conferencia Regional sobre Migración (CRM)",
        country: "PA",
      },
      {
        speaker: "Alberto Alejandro Farje Orna",
        role: "Director General de Comunidades Peruanas en el Exterior y Asuntos Consulares",
        organization: "Conferencia Suramericana sobre Migraciones (CSM)",
        country: "PE",
      },
      {
        speaker: "David Foran",
        role: "Director, Oficina de Asuntos del Hemisferio Occidental",
        organization: "Departamento de Estado",
        country: "US",
        translated: {
          role: "Director, Bureau of Western Hemisphere Affairs",
          organization: "Department of State",
        },
      },
      {
        speaker: "Holda Álvarez de Marré",
        role: "Coordinadora Técnica de la Presidencia Pro Tempore MIRPS",
        organization: "Marco Integral Regional para la Protección y Soluciones (MIRPS)",
        country: null,
      },
      {
        speaker: "Jeremy T Harris",
        role: "Especialista, Unidad de Migración BID",
        organization: "Banco Interamericano de Desarrollo (BID)",
        country: null,
      },
      {
        speaker: "Rebolledo",
        role: "Diálogo Internacional sobre las Migraciones",
        organization: "Diálogo Internacional sobre las Migraciones",
        country: null,
      },
    ],
  });
}
