import type { Lead } from "../composing/lead.ts";
import { fold } from "../language/terms.ts";
import { isContent, type SearchPassage } from "../retrieval/search-text.ts";
import { topicText } from "../understanding/question.ts";
import { intents, type requestKinds } from "../understanding/request-kinds.ts";
import { type AnswerDraft, citeWhole } from "./answer-draft.ts";
import {
  type AnswerRequest,
  itemsForBlocks,
  readPlainly,
  shownText,
  speakerLabel,
  withinSections,
  withinSessions,
} from "./answer-request.ts";
import {
  agendaLine,
  attendanceLine,
  attendanceTold,
  type DocumentView,
  firstHeadingOfEachSection,
  firstHeadings,
  issuerLine,
  languageLine,
  linesNaming,
  linesWithDate,
  mostAttendanceLines,
  placeLine,
  spokenHeadings,
  viewDocuments,
} from "./document-lines.ts";
import { answerFact, searchFact } from "./fact-answer.ts";
import { namesIn, type Telling, titleIn } from "./names-in-language.ts";
import { refuse } from "./refusal.ts";

/** A fact of one document: what is said of it, and the lines that prove it. */
interface DocumentFact {
  readonly lead: Lead;
  readonly proof: readonly SearchPassage[];
}

type FactReader = (view: DocumentView, telling: Telling) => DocumentFact | null;

export type DocumentKind = Exclude<(typeof requestKinds)["document"][number], "document-collection" | "speaker-role">;

const textsOf = (lines: readonly SearchPassage[]): string[] => lines.map((line) => shownText(line));

const speakersFact: FactReader = (view, telling) => {
  const first = firstHeadings(spokenHeadings(view));
  const names = first.map((entry) => speakerLabel(entry, telling));
  return first.length === 0 ? null : { lead: { say: "speakers", facts: { names } }, proof: first };
};

/** Where a record names no issuer apart, the body that held the session issues it. */
const issuerFact: FactReader = (view) => {
  const { document, frontMatter, closing } = view;
  const told = [...closing, ...frontMatter].filter(({ passage }) => issuerLine.test(fold(passage.text)));
  const named = told.length > 0 ? told : linesNaming([...frontMatter, ...closing], document.body);
  const [first] = named;
  if (first === undefined) return null;
  const dated = linesWithDate(closing, document.documentDate).filter((entry) => !named.includes(entry));
  const body = first.passage.text.replace(/\s+/gu, " ").replace(/\.$/u, "");
  return { lead: { say: "issuer", facts: { body } }, proof: [...named, ...dated] };
};

const factReaders: Readonly<Record<DocumentKind, FactReader>> = {
  "document-title": ({ document, frontMatter }) => ({
    lead: { say: "title", facts: { title: document.title } },
    proof: linesNaming(frontMatter, document.title),
  }),
  "document-kind": ({ document, frontMatter }) => ({
    lead: { say: "documentKind", facts: { title: document.title } },
    proof: linesNaming(frontMatter, document.title),
  }),
  "document-date": ({ document, frontMatter, closing }) =>
    document.sessionDate === null
      ? null
      : {
          lead: { say: "sessionDate", facts: { isoDate: document.sessionDate } },
          proof: linesWithDate([...frontMatter, ...closing], document.sessionDate),
        },
  "document-documentdate": ({ document, frontMatter, closing }) =>
    document.documentDate === null
      ? null
      : {
          lead: { say: "documentDate", facts: { isoDate: document.documentDate } },
          proof: linesWithDate([...closing, ...frontMatter], document.documentDate),
        },
  "document-issuer": issuerFact,
  "document-body": (view, telling) => {
    const { document, frontMatter, closing } = view;
    if (document.body === null) return issuerFact(view, telling);
    const proof = linesNaming([...frontMatter, ...closing], document.body);
    if (proof.length === 0) return issuerFact(view, telling);
    return { lead: { say: "heldBy", facts: { body: document.body } }, proof };
  },
  "document-symbol": ({ document, frontMatter }) => {
    const { symbol } = document;
    if (symbol === null) return null;
    return {
      lead: { say: "symbol", facts: { symbol } },
      proof: frontMatter.filter(({ passage }) => passage.text.includes(symbol)),
    };
  },
  "document-place": ({ frontMatter, closing }) => {
    const lines = [...frontMatter, ...closing].filter(({ passage }) => placeLine.test(fold(passage.text)));
    return { lead: { say: "lines", facts: { of: "place", quotes: textsOf(lines) } }, proof: lines };
  },
  "document-speakers": speakersFact,
  "document-countspeakers": (view) => {
    const headings = spokenHeadings(view);
    const distinct = firstHeadings(headings);
    const sections = firstHeadingOfEachSection(headings).length;
    return { lead: { say: "speakerCount", facts: { speakers: distinct.length, sections } }, proof: distinct };
  },
  "document-countrecommendations": ({ content }, telling) => {
    const counted = itemsForBlocks(content.filter(({ passage }) => passage.kind === "recommendation"));
    const speakers = new Set(counted.map((entry) => speakerLabel(entry, telling))).size;
    return { lead: { say: "recommendationCount", facts: { count: counted.length, speakers } }, proof: counted };
  },
  "document-countpassages": ({ content, document, frontMatter }) => {
    const count = content.filter(({ block }) => block === null).length;
    return { lead: { say: "passageCount", facts: { count } }, proof: linesNaming(frontMatter, document.title) };
  },
  "document-language": ({ document, frontMatter }) => {
    const told = frontMatter.filter(({ passage }) => languageLine.test(fold(passage.text)));
    const proof = told.length > 0 ? told : linesNaming(frontMatter, document.title);
    return { lead: { say: "language", facts: { code: document.language } }, proof };
  },
  "document-attendance": (view, telling) => {
    const listed = view.frontMatter.filter(({ passage }) => attendanceLine.test(fold(passage.text)));
    const told = view.content.filter(({ passage, block }) => block === null && attendanceTold.test(fold(passage.text)));
    const lines = listed.length > 0 ? listed : told.slice(0, mostAttendanceLines);
    // A record without a list of those present shows who took the floor.
    if (lines.length === 0) return speakersFact(view, telling);
    return { lead: { say: "lines", facts: { of: "attendance", quotes: textsOf(lines) } }, proof: lines };
  },
  "document-agenda": ({ headings, content }) => {
    const numbered = headings.filter(({ document, passage }) => {
      const lineStart = document.source.lastIndexOf("\n", passage.start - 1) + 1;
      return /^\W*\d+[.)]/u.test(document.source.slice(lineStart, passage.start));
    });
    const told = content.filter(({ passage }) => agendaLine.test(fold(passage.text)));
    const proof = numbered.length > 0 ? numbered : told.filter(({ block }) => block === null).slice(0, 1);
    return { lead: { say: "lines", facts: { of: "agenda", quotes: textsOf(proof) } }, proof };
  },
};

/** "Who spoke for X?": the heading and speaker's line of X's sections. */
export async function answerIdentity(request: AnswerRequest): Promise<AnswerDraft> {
  const { collection, question } = request;
  const named = question.mentions.filter(({ kind }) => kind !== "role");
  const inSections = withinSections(named.flatMap((mention) => mention.sections));
  const accept = withinSessions(request);
  const accepted = collection.passages.filter((entry) => inSections(entry) && accept(entry));
  const headings = accepted.filter(({ passage }) => passage.kind === "heading");
  const content = accepted.filter(({ passage }) => passage.kind !== "heading");
  const proof = firstHeadingOfEachSection(spokenHeadings({ headings, content }));
  if (proof.length === 0) return answerFact(request);
  const names = proof.map(({ section, document }) => {
    const { honorific, speaker, role, organization } = namesIn(section, document, request);
    return [honorific, speaker, role, organization].filter((part) => part !== null).join(" · ");
  });
  return {
    outcome: "answered",
    intent: "who",
    lead: [{ say: "identity", facts: { names: [...new Set(names)] } }],
    citations: proof.map((entry) => citeWhole(entry)),
    total: proof.length,
    complete: true,
    basis: "fields",
  };
}

/** Titles that one sentence tells. */
const mostTitles = 6;

/** Of all records in their order, or, where they are many, of the latest sessions. */
function titlesOf(views: readonly DocumentView[]): string[] {
  const documents = views.map(({ document }) => document);
  const dateOf = (document: (typeof documents)[number]): string => document.sessionDate ?? "";
  const told =
    documents.length <= mostTitles
      ? documents
      : documents.toSorted((one, other) => dateOf(other).localeCompare(dateOf(one))).slice(0, mostTitles);
  return told.map(({ title }) => title);
}

/** Which records are held: their titles, each proved by its title block. */
export async function answerCollection(request: AnswerRequest): Promise<AnswerDraft> {
  const views = viewDocuments(request);
  const proof = views.flatMap(({ document, frontMatter }) => linesNaming(frontMatter, document.title).slice(0, 1));
  const shown = proof.length > 0 ? proof : views.flatMap(({ content }) => content.slice(0, 1));
  if (shown.length === 0) return refuse(request, []);
  return {
    outcome: "answered",
    intent: "count",
    lead: [{ say: "documentCount", facts: { count: views.length, titles: titlesOf(views) } }],
    citations: shown.map((entry) => citeWhole(entry)),
    total: views.length,
    complete: true,
    basis: "fields",
  };
}

/** Kinds that the date and the title answer already. */
const toldBySession: ReadonlySet<string> = new Set(["document-date", "document-title", "document-kind"]);
const surelyAsked = 0.5;

/** "What was the last session?": all that it says is which session is meant. */
export function asksWhichSession({ question }: AnswerRequest): boolean {
  const { kind, sessions, sessionWords, content, speakers } = question;
  const mayBeMeant = toldBySession.has(kind) || kind === "document-place" || kind === "document-agenda";
  const isNamed = mayBeMeant && sessions !== null && sessions.length > 0;
  return isNamed && speakers.length === 0 && content.every((token) => sessionWords.includes(token));
}

/** The sessions that are meant: title and date of each, and what else is surely asked of them. */
export async function answerWhichSession(request: AnswerRequest): Promise<AnswerDraft> {
  const { question } = request;
  const [likeliest] = question.reading.kinds;
  const reader =
    likeliest !== undefined && likeliest.probability >= surelyAsked && !toldBySession.has(likeliest.kind)
      ? // Of the kinds that no reader is for there is none.
        factReaders[likeliest.kind as DocumentKind]
      : undefined;
  const told = viewDocuments(request).map((view) => {
    const { title } = view.document;
    const facts = [factReaders["document-date"](view, request), reader?.(view, request) ?? null].filter(
      (fact) => fact !== null,
    );
    const proven = facts.filter(({ proof }) => proof.length > 0);
    const titled = linesNaming(view.frontMatter, title).slice(0, 1);
    const proof = [...new Set([...titled, ...proven.flatMap((fact) => fact.proof)])];
    const lead: Lead[] = [{ say: "ofDocument", facts: { title } }, ...proven.map((fact) => fact.lead)];
    return { lead: proven.length === 0 ? [{ say: "title", facts: { title } } as const] : lead, proof };
  });
  const citations = told.flatMap(({ proof }) => proof).map((entry) => citeWhole(entry));
  if (citations.length === 0) return answerFact(request);
  return { outcome: "answered", intent: "document", lead: told.flatMap(({ lead }) => lead), citations };
}

const surelyOfDocument = 0.85;
const likelyOfDocument = 0.78;
const clearlyAnswers = 0.8;

/**
 * Questions about the documents themselves, from their fields, cited to the lines that prove them. What no field tells
 * is searched for in what was said.
 */
export async function answerDocument(request: AnswerRequest, kind: DocumentKind): Promise<AnswerDraft> {
  const { question } = request;
  // "How many recommendations on water?", "when was the ferry programme held?": a topic or a speaker narrows it.
  const isOfSomeone = question.mentions.some((mention) => mention.kind !== "role" && mention.sections.length > 0);
  if (kind === "document-speakers" && isOfSomeone) return answerIdentity(request);
  // "Who spoke for Mexico?": nobody did, and the list of everybody who spoke is no answer.
  const isOfNobody = question.speakers.some(({ sections }) => sections.length === 0);
  const asksSpeakers = kind === "document-speakers" && question.probability >= likelyOfDocument;
  if (asksSpeakers && isOfNobody) return refuse(request, []);
  if (kind === "document-countrecommendations" && (topicText(question) !== "" || question.scope !== null)) {
    return answerFact(request);
  }
  if (question.probability < surelyOfDocument) {
    // "In which city were the groups launched?" asks of a place, and of no record's: where a passage clearly answers, it does.
    const { evidence, answerability } = await searchFact(request);
    const [best] = evidence;
    // "Which group does Canada lead?" asks of who is named in it, wherever a passage may answer.
    const isNamed = question.mentions.some(
      ({ kind: of, known, sections }) => of !== "role" && known && sections.length === 0,
    );
    const isOfNamed = isNamed && kind !== "document-date" && kind !== "document-place";
    if (isOfNamed && question.probability < likelyOfDocument) return answerFact(readPlainly(request));
    const least = isOfNamed ? request.collection.models.answerability.threshold : clearlyAnswers;
    if (best !== undefined && isContent(best.entry) && answerability >= least) return answerFact(request);
  }
  const views = viewDocuments(request);
  const proven = views.flatMap((view) => {
    const fact = factReaders[kind](view, request);
    return fact === null || fact.proof.length === 0 ? [] : [{ ...fact, title: titleIn(view.document, request) }];
  });
  if (proven.length === 0) {
    const { evidence, answerability } = await searchFact(request);
    const mayBeFact = question.probability < surelyOfDocument && answerability >= clearlyAnswers;
    return mayBeFact ? answerFact(request) : refuse(request, evidence);
  }
  const isOneOfSeveral = request.collection.documents.length > 1;
  const lead = proven.flatMap((fact): Lead[] =>
    isOneOfSeveral ? [{ say: "ofDocument", facts: { title: fact.title } }, fact.lead] : [fact.lead],
  );
  const several: Lead[] = proven.length > 1 ? [{ say: "severalDocuments", facts: { count: proven.length } }] : [];
  const citations = proven.flatMap(({ proof }) => proof).map((entry) => citeWhole(entry));
  const intent = intents[kind];
  const draft = { outcome: "answered", intent, lead: [...several, ...lead], citations } as const;
  if (intent !== "count") return draft;
  const isClassified = kind === "document-countrecommendations";
  return {
    ...draft,
    total: citations.length,
    complete: !isClassified,
    basis: isClassified ? "classified" : "fields",
  };
}
