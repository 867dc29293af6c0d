import { findApplied } from "../corpus/corrections/applied.ts";
import type { Document, Passage, Section } from "../corpus/document.ts";
import { markupIn } from "../corpus/readable-text.ts";
import { makeCitation } from "./assistant/answers/citations.ts";
import { createLexicon } from "./assistant/retrieval/lexicon.ts";
import type { CorrectionList, CorrectionsReport, PlaceInRecord } from "./corrections-protocol.ts";
import type { DocumentDetail, DocumentSummary, InterventionList, SetAsideSummary } from "./document-protocol.ts";
import type { IngestReport, RecordAudit } from "./ingest-protocol.ts";
import type { Citation, FrameLanguage } from "./protocol.ts";
import type { CollectedRecord, SetAsideRecord } from "./records/held-records.ts";
import { correctionsOf } from "./records/overlay.ts";
import { describeAudit, listSpeakers } from "./records/record-audit.ts";
import { NotFoundError } from "./request-errors.ts";

/** What is known of the file that a record was read from. */
type FileFacts = Pick<DocumentSummary, "fileName" | "fileFormat" | "addedAt" | "removable" | "pageCount">;

const noFile: FileFacts = { fileName: null, fileFormat: null, addedAt: null, removable: false, pageCount: null };

function fileFactsOf({ fileName, fileFormat, held, uncorrected }: CollectedRecord): FileFacts {
  const { addedAt, pageCount } = held ?? { addedAt: null, pageCount: uncorrected?.input.pages?.length ?? null };
  return { fileName, fileFormat, addedAt, removable: held !== null, pageCount };
}

/** A record as lists of the interface show it, with what is known of its file. */
export function summarizeRecord(record: CollectedRecord): DocumentSummary {
  return summarizeDocument(record.document, fileFactsOf(record));
}

/** A record that is not answered from, as the list of records tells of it. */
export function summarizeSetAside({ id, held, file, reason }: SetAsideRecord): SetAsideSummary {
  return { id, fileName: held?.fileName ?? file, reason, removable: held !== null };
}

/** A record as its own page shows it. */
export function detailRecord(record: CollectedRecord): DocumentDetail {
  return detailDocument(record.document, fileFactsOf(record));
}

export function auditRecord({ audit, document, notes }: CollectedRecord): RecordAudit {
  return describeAudit(audit, document, notes);
}

/** What people have said of the record's reading, and whether it reads so. */
export function listCorrections({ document, overlay }: CollectedRecord): CorrectionList {
  const applied = findApplied(document, correctionsOf(overlay));
  return {
    reading: document.reading,
    corrections: overlay.map(({ id, createdAt, correction }, index) => ({
      id,
      createdAt,
      correction,
      applied: applied[index] ?? false,
    })),
  };
}

export function describeCorrected(record: CollectedRecord): CorrectionsReport {
  return { ...listCorrections(record), audit: auditRecord(record), document: summarizeRecord(record) };
}

/** The passage that holds most of a span; of two that hold as much the shorter. */
export function findPlace(
  { revision, reading, sections }: Document,
  span: { readonly start: number; readonly end: number },
): PlaceInRecord {
  let found: { readonly passage: Passage; readonly section: Section; readonly shared: number } | null = null;
  for (const section of sections) {
    for (const passage of section.passages) {
      const shared = Math.min(span.end, passage.end) - Math.max(span.start, passage.start);
      if (shared <= 0 || shared < (found?.shared ?? 1)) continue;
      const isShorter = found === null || lengthOf(passage) < lengthOf(found.passage);
      if (shared > (found?.shared ?? 0) || isShorter) found = { passage, section, shared };
    }
  }
  if (found === null) return { revision, reading, passage: null, exact: false };
  const { id, paragraph, item, start, end } = found.passage;
  const { number, speaker } = found.section;
  const passage = { id, paragraph, item, section: number, speaker, start, end };
  return { revision, reading, passage, exact: start === span.start && end === span.end };
}

export interface PassageOptions {
  readonly linkBase: string;
  /** Of the translation wanted beside the quote, and of the names. */
  readonly language: FrameLanguage;
}

/** Names are told as the record and its translations tell them. */
const ownNames = { lexicon: createLexicon([]) };

/**
 * One passage as answers cite it. Ids hold a slash, which not every proxy leaves as it is: what stands behind the id of
 * the record ("p12.3") is enough.
 * @throws NotFoundError
 */
export function citePassage(document: Document, passageId: string, options: PassageOptions): Citation {
  const ids = new Set([passageId, `${document.id}/${passageId}`]);
  for (const section of document.sections) {
    const passage = section.passages.find(({ id }) => ids.has(id));
    if (passage !== undefined) {
      return makeCitation(
        { document, section, passage },
        {
          linkBase: options.linkBase,
          telling: { language: options.language, collection: ownNames },
          number: 1,
          spans: [],
          score: null,
        },
      );
    }
  }
  throw new NotFoundError("passage", passageId);
}

type Outline = readonly (Pick<Section, "number" | "speaker" | "organization"> & {
  readonly passages: readonly Pick<Passage, "id" | "parentId" | "kind" | "paragraph">[];
})[];

/** Who speaks, in order, with where it begins: what a list of sessions shows, without the words. */
export function listInterventions({ sections }: { readonly sections: Outline }): InterventionList {
  return {
    interventions: sections.filter(isIntervention).map(({ number, speaker, organization, passages }) => {
      const recommended = passages.filter(({ kind }) => kind === "recommendation");
      const blocksToldByItems = new Set(recommended.map(({ parentId }) => parentId));
      const recommendations = recommended.filter(({ id }) => !blocksToldByItems.has(id)).length;
      return { section: number, speaker, organization, paragraph: passages[0]?.paragraph ?? null, recommendations };
    }),
  };
}

function lengthOf({ start, end }: Passage): number {
  return end - start;
}

/** What became of a file that was added. */
export function describeIngested(record: CollectedRecord, replaced: string | null): IngestReport {
  return { document: summarizeRecord(record), replaced, audit: auditRecord(record) };
}

/** A document as lists of the interface show it. */
export function summarizeDocument(document: Document, file: FileFacts = noFile): DocumentSummary {
  const { id, title, body, sessionDate, documentDate, language, symbol, revision, reading, sections } = document;
  return {
    id,
    title,
    body,
    sessionDate,
    documentDate,
    language,
    symbol,
    revision,
    reading,
    sectionCount: sections.filter(isIntervention).length,
    passageCount: sections.reduce((count, { passages }) => count + passages.length, 0),
    ...file,
    speakers: [...listSpeakers(document)],
    doubtfulSections: sections.filter(({ doubtful }) => doubtful === true).length,
    translatedTitles: document.translations.flatMap(({ language: told, title: named = null, body: by = null }) =>
      named === null && by === null ? [] : [{ language: told, title: named, body: by }],
    ),
  };
}

/** Front matter, closing and text without a speaker are sections too, but nobody counts them among the interventions. */
function isIntervention({ speaker, organization }: Pick<Section, "speaker" | "organization">): boolean {
  return speaker !== null || organization !== null;
}

/** A document with all its sections and passages; the texts are the source's own. */
export function detailDocument(document: Document, file: FileFacts = noFile): DocumentDetail {
  return {
    ...summarizeDocument(document, file),
    sections: document.sections.map((section) => detailSection(section, document)),
  };
}

function detailSection(section: Section, document: Document): DocumentDetail["sections"][number] {
  const { number, topic, speaker, honorific, role, organization, affiliation, country, passages } = section;
  return {
    number,
    topic,
    speaker,
    honorific,
    role,
    organization,
    affiliation,
    country,
    translatedNames: document.translations.flatMap(({ language, sectionNames }) => {
      const names = sectionNames?.get(number);
      return names === undefined ? [] : [{ language, ...names }];
    }),
    passages: passages.map((passage) => detailPassage(passage, document)),
  };
}

function detailPassage(passage: Passage, document: Document) {
  const { id, parentId, item, paragraph, kind, start, end, text } = passage;
  const translations = document.translations.flatMap(({ language, official, texts, doubtful }) => {
    const sure = texts.get(id);
    if (sure !== undefined) return [{ language, text: sure, official }];
    const inDoubt = doubtful?.get(id);
    return inDoubt === undefined ? [] : [{ language, text: inDoubt, official, inDoubt: true }];
  });
  const markup = markupIn(passage, document.exclusions);
  return { id, parentId, item, paragraph, kind, start, end, text, ...(markup.length > 0 && { markup }), translations };
}
