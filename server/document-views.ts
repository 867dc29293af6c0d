import type { Document, Passage, Section } from "../corpus/document.ts";
import type { DocumentDetail, DocumentSummary } from "./protocol.ts";
import { listSpeakers } from "./records/record-audit.ts";

/** What is known of the file that a record was read from. */
export type RecordFileFacts = Pick<DocumentSummary, "fileName" | "fileFormat" | "addedAt" | "removable" | "pageCount">;

const noFile: RecordFileFacts = { fileName: null, fileFormat: null, addedAt: null, removable: false, pageCount: null };

/** A document as lists of the interface show it. */
export function summarizeDocument(document: Document, file: RecordFileFacts = noFile): DocumentSummary {
  const { id, title, body, sessionDate, documentDate, language, symbol, revision, sections } = document;
  return {
    id,
    title,
    body,
    sessionDate,
    documentDate,
    language,
    symbol,
    revision,
    sectionCount: sections.filter(isIntervention).length,
    passageCount: sections.reduce((count, { passages }) => count + passages.length, 0),
    ...file,
    speakers: [...listSpeakers(document)],
    doubtfulSections: sections.filter(({ doubtful }) => doubtful === true).length,
  };
}

/** Front matter, closing and text without a speaker are sections too, but nobody counts them among the interventions. */
function isIntervention({ speaker, organization }: Section): boolean {
  return speaker !== null || organization !== null;
}

/** A document with all its sections and passages; the texts are the source's own. */
export function detailDocument(document: Document): DocumentDetail {
  return {
    ...summarizeDocument(document),
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
    passages: passages.map((passage) => detailPassage(passage, document)),
  };
}

function detailPassage(passage: Passage, document: Document) {
  const { id, parentId, item, paragraph, kind, start, end, text } = passage;
  const translations = document.translations.flatMap(({ language, official, texts }) => {
    const translated = texts.get(id);
    return translated === undefined ? [] : [{ language, text: translated, official }];
  });
  return { id, parentId, item, paragraph, kind, start, end, text, translations };
}
