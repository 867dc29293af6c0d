import type { SearchPassage } from "../retrieval/search-text.ts";
import { fold } from "../retrieval/terms.ts";
import type { MetadataField } from "../understanding/metadata-question.ts";
import { type AnswerDraft, citeWhole, type DraftCitation } from "./answer-draft.ts";
import { type AnswerRequest, speakerLabel, withinSections } from "./answer-request.ts";
import {
  agendaLine,
  attendanceLine,
  attendanceTold,
  type DocumentView,
  firstHeadingOfEachSection,
  firstHeadings,
  heldHow,
  issuerLine,
  languageLine,
  linesNaming,
  linesOfMeeting,
  linesWithDate,
  mostAttendanceLines,
  placeLine,
  spokenHeadings,
  themeLine,
  timeOfDay,
  viewDocuments,
} from "./document-lines.ts";
import { formatDate } from "./frames.ts";
import { itemsForBlocks } from "./list-answer.ts";
import { isContent } from "./record-collection.ts";
import { refuse } from "./refusal.ts";

/** A fact of one document: what is said of it, and the lines that prove it. */
interface DocumentFact {
  readonly sentence: string;
  readonly proof: readonly DraftCitation[];
}

const cite = (entries: readonly SearchPassage[]): DraftCitation[] => entries.map((entry) => citeWhole(entry));

/** "How many interventions": then every turn counts, not every speaker. */
const countsTurns = /\b(?:intervencion\w*|interventions?|turnos?|turns?|statements?)\b/u;

type FactReader = (view: DocumentView, request: AnswerRequest) => DocumentFact | null;

/** "What was its theme?": the line of the title block that says most, besides the title itself. */
const asksTheme = /\b(?:lema|tema|theme|motto|subject|topic|asunto|slogan)\b/u;

const titleFact: FactReader = (view, { frames, reading }) => {
  const named = linesNaming(view.frontMatter, view.document.title);
  const theme = asksTheme.test(reading.folded) ? themeLine(view) : [];
  return { sentence: frames.title(view.document.title), proof: cite([...new Set([...theme, ...named])]) };
};

const sessionDateFact: FactReader = ({ document, frontMatter, closing }, { frames, language }) =>
  document.sessionDate === null
    ? null
    : {
        sentence: frames.sessionDate(formatDate(document.sessionDate, language)),
        proof: cite(linesWithDate([...frontMatter, ...closing], document.sessionDate)),
      };

const documentDateFact: FactReader = ({ document, frontMatter, closing }, { frames, language }) =>
  document.documentDate === null
    ? null
    : {
        sentence: frames.documentDate(formatDate(document.documentDate, language)),
        proof: cite(linesWithDate([...closing, ...frontMatter], document.documentDate)),
      };

const speakersFact: FactReader = (view, { frames }) => {
  const headings = spokenHeadings(view);
  const first = firstHeadings(headings);
  return first.length === 0 ? null : { sentence: frames.speakers(first.map(speakerLabel)), proof: cite(first) };
};

const factReaders: Readonly<Record<Exclude<MetadataField, "speaker-identity" | "turn-count">, FactReader>> = {
  title: titleFact,
  "session-date": sessionDateFact,
  "document-date": documentDateFact,
  dates: (view, request) => {
    const facts = [sessionDateFact(view, request), documentDateFact(view, request)].filter((fact) => fact !== null);
    if (facts.length === 0) return null;
    return { sentence: facts.map((fact) => fact.sentence).join(" "), proof: facts.flatMap((fact) => fact.proof) };
  },
  issuer: ({ document, frontMatter, closing }, { frames }) => {
    const lines = [...closing, ...frontMatter].filter(({ passage }) => issuerLine.test(fold(passage.text)));
    const named = lines.length > 0 ? lines : linesNaming([...frontMatter, ...closing], document.body);
    const [first] = named;
    const dated = linesWithDate(closing, document.documentDate).filter((entry) => !named.includes(entry));
    return first === undefined
      ? null
      : {
          sentence: frames.issuer(first.passage.text.replace(/\s+/gu, " ").replace(/\.$/u, "")),
          proof: cite([...named, ...dated]),
        };
  },
  body: ({ document, frontMatter, closing }, { frames }) =>
    document.body === null
      ? null
      : {
          sentence: frames.issuer(document.body),
          proof: cite(linesNaming([...frontMatter, ...closing], document.body)),
        },
  symbol: ({ document, frontMatter }, { frames }) => {
    if (document.symbol === null) return null;
    const { symbol } = document;
    return {
      sentence: frames.symbol(symbol),
      proof: cite(frontMatter.filter(({ passage }) => passage.text.includes(symbol))),
    };
  },
  place: ({ frontMatter, closing }, { frames }) => {
    const lines = [...frontMatter, ...closing].filter(({ passage }) => placeLine.test(fold(passage.text)));
    return lines.length === 0 ? null : { sentence: frames.place, proof: cite(lines) };
  },
  speakers: speakersFact,
  "speaker-count": (view, { frames, reading }) => {
    const headings = spokenHeadings(view);
    const distinct = firstHeadings(headings);
    const turns = firstHeadingOfEachSection(headings);
    const proof = countsTurns.test(reading.folded) ? turns : distinct;
    return { sentence: frames.speakerCount(distinct.length, turns.length), proof: cite(proof) };
  },
  "recommendation-count": ({ content }, { frames }) => {
    const recommended = content.filter(({ passage }) => passage.kind === "recommendation");
    const counted = itemsForBlocks(recommended);
    const speakers = new Set(counted.map(speakerLabel)).size;
    return { sentence: frames.recommendationCount(counted.length, speakers), proof: cite(counted) };
  },
  language: ({ document, frontMatter }, { frames }) => {
    const told = frontMatter.filter(({ passage }) => languageLine.test(fold(passage.text)));
    const proof = told.length > 0 ? told : linesNaming(frontMatter, document.title);
    return { sentence: frames.language(document.language), proof: cite(proof) };
  },
  time: (view, { frames }) => {
    const lines = linesOfMeeting(view, timeOfDay);
    return lines.length === 0 ? null : { sentence: frames.time, proof: cite(lines) };
  },
  modality: (view, { frames }) => {
    const lines = linesOfMeeting(view, heldHow);
    return lines.length === 0 ? null : { sentence: frames.modality, proof: cite(lines) };
  },
  attendance: (view, request) => {
    const listed = view.frontMatter.filter(({ passage }) => attendanceLine.test(fold(passage.text)));
    const told = view.content.filter(({ passage, block }) => block === null && attendanceTold.test(fold(passage.text)));
    const lines = listed.length > 0 ? listed : told.slice(0, mostAttendanceLines);
    // A record without a list of those present shows who took the floor.
    if (lines.length === 0) return speakersFact(view, request);
    return { sentence: request.frames.attendance, proof: cite(lines) };
  },
  agenda: ({ headings, content }, { frames }) => {
    const numbered = headings.filter(({ document, passage }) => {
      const lineStart = document.source.lastIndexOf("\n", passage.start - 1) + 1;
      return /^\W*\d+[.)]/u.test(document.source.slice(lineStart, passage.start));
    });
    const told = content.filter(({ passage }) => agendaLine.test(fold(passage.text)));
    const proof = numbered.length > 0 ? numbered : told.filter(({ block }) => block === null).slice(0, 1);
    return proof.length === 0 ? null : { sentence: frames.agenda, proof: cite(proof) };
  },
};

/** "Who spoke for X?": the heading and speaker's line of X's sections. */
function answerIdentity(request: AnswerRequest, field: "speaker-identity" | "turn-count"): AnswerDraft {
  const { collection, reading, frames, filter } = request;
  const sections = reading.mentions.filter((mention) => mention.kind !== "role").flatMap((mention) => mention.sections);
  const inSections = withinSections(sections);
  const accepted = collection.passages.filter((entry) => inSections(entry) && filter(entry));
  const headings = accepted.filter(({ passage }) => passage.kind === "heading");
  const content = accepted.filter(isContent);
  // A turn is shown by the words that it opens with, an office by the heading that tells it.
  const proof = firstHeadingOfEachSection(field === "turn-count" ? content : spokenHeadings({ headings, content }));
  if (proof.length === 0) return refuse(request, []);
  const names = proof.map(({ section }) =>
    [section.honorific, section.speaker, section.role].filter((part) => part !== null).join(" · "),
  );
  return {
    outcome: "answered",
    intent: field === "turn-count" ? "count" : "who",
    lead: field === "turn-count" ? frames.turnCount(proof.length, names[0] ?? "") : frames.identity(names.join("; ")),
    citations: cite(proof),
    total: proof.length,
    complete: true,
    basis: "fields",
  };
}

/** Questions about the documents themselves, from their fields, cited to the lines that prove them. */
export function answerDocument(request: AnswerRequest, fields: readonly MetadataField[]): AnswerDraft {
  const [only] = fields;
  if (only === "speaker-identity" || only === "turn-count") return answerIdentity(request, only);
  const views = viewDocuments(request);
  const proven = views
    .map((view) => ({ ...readFacts(fields, view, request), title: view.document.title }))
    .filter((fact) => fact.proof.length > 0);
  if (proven.length === 0) return refuse(request, []);
  const several = proven.length > 1 ? `${request.frames.severalDocuments(proven.length)} ` : "";
  const citations = proven.flatMap((fact) => fact.proof);
  const draft = {
    outcome: "answered",
    lead:
      several +
      proven
        .map(({ sentence, title }) => (request.collection.documents.length > 1 ? `${title}: ${sentence}` : sentence))
        .join(" "),
    citations,
  } as const;
  if (only === "speaker-count")
    return { ...draft, intent: "count", total: citations.length, complete: true, basis: "fields" };
  if (only === "recommendation-count") {
    return { ...draft, intent: "count", total: citations.length, complete: false, basis: "classified" };
  }
  return { ...draft, intent: "document" };
}

/** The facts that several fields tell of one document, each line cited once. */
function readFacts(fields: readonly MetadataField[], view: DocumentView, request: AnswerRequest): DocumentFact {
  const facts = fields.flatMap((field) =>
    field === "speaker-identity" || field === "turn-count" ? [] : (factReaders[field](view, request) ?? []),
  );
  const shown = facts.filter((fact) => fact.proof.length > 0);
  const proof = new Map(shown.flatMap((fact) => fact.proof).map((citation) => [citation.entry.ordinal, citation]));
  return { sentence: shown.map((fact) => fact.sentence).join(" "), proof: [...proof.values()] };
}
