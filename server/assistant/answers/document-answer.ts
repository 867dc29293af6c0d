import type { Lead } from "../composing/lead.ts";
import { isContent, type SearchPassage } from "../retrieval/search-text.ts";
import { topicText } from "../understanding/question.ts";
import { intents } from "../understanding/request-kinds.ts";
import { type AnswerDraft, citeWhole } from "./answer-draft.ts";
import { type AnswerRequest, readPlainly, withinSections, withinSessions } from "./answer-request.ts";
import { type DocumentKind, factOf, isDocumentKind } from "./document-facts.ts";
import { firstHeadingOfEachSection, spokenHeadings } from "./document-lines.ts";
import { type DocumentView, passagesOf, viewDocuments } from "./document-views.ts";
import { answerFact, clearlyAnswers, searchFact } from "./fact-answer.ts";
import { namesIn, type SpokenNames, titleIn } from "./names-in-language.ts";
import { refuse } from "./refusal.ts";

/** "Who spoke for X?": the heading and speaker's line of X's sections. */
export async function answerIdentity(request: AnswerRequest): Promise<AnswerDraft> {
  const { collection, question } = request;
  const bodies = question.mentions.filter(({ kind }) => kind !== "role");
  // "The acting foreign minister": an office alone tells who is meant, where nothing else does.
  const named = bodies.some(({ sections }) => sections.length > 0) ? bodies : question.mentions;
  const sections = named.flatMap((mention) => mention.sections);
  const inSections = withinSections(sections);
  const accept = withinSessions(request);
  const ofThem = passagesOf(new Set(sections.map(({ document }) => document)), collection);
  const accepted = ofThem.filter((entry) => inSections(entry) && accept(entry));
  const headings = accepted.filter(({ passage }) => passage.kind === "heading");
  const content = accepted.filter(({ passage }) => passage.kind !== "heading");
  const proof = firstHeadingOfEachSection(spokenHeadings({ headings, content }));
  if (proof.length === 0) return answerFact(request);
  const names = proof.map(({ section, document }) => introduce(namesIn(section, document, request)));
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

/** "Dr. Ana Ruiz, Especialista (BID)": who speaks, as a sentence names them. */
function introduce({ honorific, speaker, role, organization }: SpokenNames): string {
  const person = [honorific, speaker].filter((part) => part !== null).join(" ");
  const titled = [person, role].filter((part) => part !== null && part !== "").join(", ");
  if (organization === null || titled.includes(organization)) return titled;
  return titled === "" ? organization : `${titled} (${organization})`;
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

/** The first line that tells a record's title; none where no line does. */
const titleLine = (view: DocumentView, request: AnswerRequest): readonly SearchPassage[] =>
  factOf(view, "document-title", request)?.proof.slice(0, 1) ?? [];

/** Which records are held: their titles, each proved by its title block. */
export async function answerCollection(request: AnswerRequest): Promise<AnswerDraft> {
  const views = viewDocuments(request);
  const proof = views.flatMap((view) => titleLine(view, request));
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
  const isAsked = likeliest !== undefined && likeliest.probability >= surelyAsked && !toldBySession.has(likeliest.kind);
  const kind = isAsked && isDocumentKind(likeliest.kind) ? likeliest.kind : null;
  const told = viewDocuments(request).map((view) => {
    const { title } = view.document;
    const dated = factOf(view, "document-date", request);
    const facts = [dated, kind === null ? null : factOf(view, kind, request)].filter((fact) => fact !== null);
    const proven = facts.filter(({ proof }) => proof.length > 0);
    const titled = titleLine(view, request);
    const proof = [...new Set([...titled, ...proven.flatMap((fact) => fact.proof)])];
    const lead: Lead[] = [{ say: "ofDocument", facts: { title } }, ...proven.map((fact) => fact.lead)];
    return { lead: proven.length === 0 ? [{ say: "title", facts: { title, subject: [] } } as const] : lead, proof };
  });
  const citations = told.flatMap(({ proof }) => proof).map((entry) => citeWhole(entry));
  if (citations.length === 0) return answerFact(request);
  return { outcome: "answered", intent: "document", lead: told.flatMap(({ lead }) => lead), citations };
}

const surelyOfDocument = 0.85;
const likelyOfDocument = 0.78;

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
    const fact = factOf(view, kind, request);
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
