import type { Lead, LeadQuote } from "../composing/lead.ts";
import { isYear, namedDates } from "../language/calendar-dates.ts";
import type { QueryUnit } from "../retrieval/lexical-index.ts";
import { conceptKey, exactKey, isContent, type SearchPassage } from "../retrieval/search-text.ts";
import { type Question, topicText } from "../understanding/question.ts";
import { intents } from "../understanding/request-kinds.ts";
import { answerabilityFeatures } from "../weighing/answerability-features.ts";
import { readParts } from "../weighing/answering-part.ts";
import { type Evidence, oneOfEachBlock, weigh, weightOf } from "../weighing/evidence.ts";
import { type Features, probability } from "../weighing/logistic-model.ts";
import { unitsOf } from "../weighing/record-collection.ts";
import { type AnswerDraft, citeEvidence, type DraftCitation, type Weighed } from "./answer-draft.ts";
import {
  type AnswerRequest,
  paragraphLabel,
  shownText,
  speakerLabel,
  withinAsked,
  withinSections,
  withinSessions,
} from "./answer-request.ts";
import type { Telling } from "./names-in-language.ts";
import { decline, missingForm, refuse, unknownMentions } from "./refusal.ts";

/** What a search for a question of fact found, weighed: also what the trace shows and the models are fitted on. */
export interface FactSearch {
  readonly units: readonly QueryUnit[];
  /** Best first, one passage of each block with its items. The best one's lit part is the one that answers. */
  readonly evidence: readonly Evidence[];
  /** Of the decision to answer. */
  readonly features: Features;
  /** Estimated probability that the record answers. */
  readonly answerability: number;
}

/**
 * Candidates that are read. Measured on unseen records of about 21 near-alike passages: the right one is among ten of
 * the fused ranking in 0.97 of the questions, and each reading takes as long as embedding a question.
 */
const candidatesRead = 10;

/**
 * Where one of the first candidates is likely to answer, those behind them are not read. On 860 strangers' questions the
 * passage put first stays the same in all, and six in ten of them are decided so.
 */
const candidatesReadFirst = 5;
const likelyAnswers = 0.7;

/** A further passage is cited where it is nearly as likely to answer as the best. */
const furtherProbability = 0.5;
const furtherShareOfBest = 0.75;
const mostFurther = 2;

/** Passages that a question of fact may be answered from. */
function acceptOf(request: AnswerRequest): (entry: SearchPassage) => boolean {
  const { question, collection } = request;
  const { scope, speakers, excluded } = question;
  const isExcluded = withinSections(excluded.flatMap(({ sections }) => sections));
  const ofSessions = withinSessions(request);
  // Who is left out is not what answers, whatever is asked of the others.
  const inSessions = (entry: SearchPassage): boolean =>
    ofSessions(entry) && !(excluded.length > 0 && isExcluded(entry));
  // A heading names who speaks and says nothing else.
  const asksName = question.kind === "who" || question.kind === "speaker-role";
  if (scope === null) return (entry) => inSessions(entry) && (asksName || entry.passage.kind !== "heading");
  if (scope.length > 0) return withinAsked(request);
  // Who has no part of its own is looked for where others tell its words.
  const keys = speakers.flatMap(({ concepts }) => concepts.map(({ id }) => conceptKey(id)));
  const naming = new Set(keys.flatMap((key) => collection.lexicalIndex.holders(key)));
  return (entry) => inSessions(entry) && isContent(entry) && naming.has(entry.ordinal);
}

const surelyRelevant = 0.8;

/** A passage that holds every word of the question, in its own language, and is likely to answer: the record then does as likely. */
const holdsAll = ({ probability: likely, features: { heldOwn = 0 } }: Evidence): boolean =>
  likely >= surelyRelevant && heldOwn >= 1;

const searches = new WeakMap<AnswerRequest, Promise<FactSearch>>();

/** Reads as many candidates as it takes to find the one that answers; once for a request, whoever asks for it. */
export function searchFact(request: AnswerRequest): Promise<FactSearch> {
  const search = searches.get(request) ?? searchFor(request);
  searches.set(request, search);
  return search;
}

/** @param ranked How many are to be ranked, all of them read. */
export const rankForFact = (request: AnswerRequest, ranked: number): Promise<FactSearch> => searchFor(request, ranked);

async function searchFor(request: AnswerRequest, ranked?: number): Promise<FactSearch> {
  const { collection, question, signal } = request;
  const tokens = question.content.length > 0 ? question.content : question.tokens;
  const units = unitsOf(collection, question, tokens);
  const accept = acceptOf(request);
  const retrieval = collection.retriever.retrieve({
    vector: question.searched.vector,
    units,
    wanted: ranked ?? candidatesRead,
    accept: (ordinal) => {
      const entry = collection.passages[ordinal];
      return entry !== undefined && accept(entry);
    },
  });
  const { relevance: model, ranking } = collection.models;
  const task = { collection, question, units, retrieval, model, ranking, signal };
  const read = async (count: number): Promise<Evidence[]> =>
    oneOfEachBlock(await weigh({ ...task, candidates: retrieval.candidates.slice(0, count) }));
  const first = ranked === undefined ? await read(candidatesReadFirst) : [];
  const isFound = (first[0]?.probability ?? 0) >= likelyAnswers;
  const weighed = isFound ? first : await read(ranked ?? candidatesRead);
  const [best, ...others] = weighed;
  const parts = best === undefined ? null : await readParts(collection, question, best, signal);
  const evidence = best === undefined || parts === null ? weighed : [{ ...best, highlight: parts.best }, ...others];
  const features = answerabilityFeatures({ collection, question, units, evidence, parts });
  const estimate = probability(collection.models.answerability, features);
  const answerability = best !== undefined && holdsAll(best) ? Math.max(estimate, best.probability) : estimate;
  return { units, evidence, features, answerability };
}

export function weighedOf({ evidence, features, answerability }: FactSearch): Weighed {
  return { evidence, features, probability: answerability };
}

/** The part that answers, as the lead quotes it; `citation` is its number. */
export function leadQuote(citation: DraftCitation, number: number, telling: Telling): LeadQuote {
  const { entry, spans } = citation;
  const [span] = spans;
  return {
    text: shownText(entry, span),
    translation: null,
    speaker: speakerLabel(entry, telling),
    paragraph: paragraphLabel(entry),
    citation: number,
  };
}

/** "What did X say about Y?" asks for all that X said of it, not for one fact. */
const asksAllOf = ({ kind, scope }: Question): boolean => kind === "speaker-topic" && (scope?.length ?? 0) > 0;

function furtherOf({ question, collection }: AnswerRequest, [best, ...others]: readonly Evidence[]): Evidence[] {
  if (best === undefined) return [];
  const { membership } = collection.models;
  if (asksAllOf(question)) {
    return others.filter(({ features }) => probability(membership, features) >= membership.threshold);
  }
  const likely = others.filter(
    (each) => each.probability >= furtherProbability && each.probability >= furtherShareOfBest * best.probability,
  );
  return likely.slice(0, mostFurther);
}

/** Whether the records hold every whole date that the question names: "9 May 2022" is none of a session of 9 May 2023. */
function holdsDates({ question, collection }: AnswerRequest): boolean {
  const asked = namedDates(question.tokens);
  if (!holdsYears(question, collection)) return false;
  if (asked.length === 0) return true;
  const held = new Set(
    collection.documents.flatMap(({ sessionDate, documentDate }) => [sessionDate ?? "", documentDate ?? ""]),
  );
  for (const year of new Set(asked.flatMap(({ dates }) => dates.map((date) => date.slice(0, 4))))) {
    for (const ordinal of collection.lexicalIndex.holders(exactKey(year))) {
      const entry = collection.passages[ordinal];
      if (entry !== undefined) for (const date of collection.words.of(entry).dates) held.add(date);
    }
  }
  return asked.every(({ dates }) => dates.some((date) => held.has(date)));
}

/** Whether every year that the question names stands in the records, or is one of theirs: nobody said anything "in 1999". */
function holdsYears({ tokens }: Question, { documents, lexicalIndex }: AnswerRequest["collection"]): boolean {
  const years = tokens.filter(({ folded }) => isYear(folded));
  const isDated = (year: string): boolean =>
    documents.some(({ sessionDate, documentDate }) => sessionDate?.startsWith(year) || documentDate?.startsWith(year));
  return years.every(({ folded }) => lexicalIndex.has(exactKey(folded)) || isDated(folded));
}

/** From this probability on the records answer a question as it stands, whatever else it reads like. */
export const clearlyAnswers = 0.75;

const surelyOutside = 0.9;

/**
 * What surely reads like a question to the world ("tomorrow's weather in Washington"), and names nobody of the records, is
 * answered only where a passage clearly does.
 */
function answersAtAll({ collection, question }: AnswerRequest, { answerability }: FactSearch): boolean {
  const isSurelyOutside = question.group === "nothing" && question.outside >= surelyOutside;
  return answerability >= (isSurelyOutside ? clearlyAnswers : collection.models.answerability.threshold);
}

const mostlyNamed = 0.6;

/** Whether a passage names what the question is about, as a whole or by most of its words. */
function namesTopic({ question, collection }: AnswerRequest, { entry }: Evidence): boolean {
  const { keys } = collection.words.of(entry);
  const units = unitsOf(collection, question, question.topic);
  const isHeld = ({ alternatives }: QueryUnit): boolean => alternatives.some(({ key }) => keys.has(key));
  return units.length > 0 && weightOf(units.filter(isHeld)) >= mostlyNamed * weightOf(units);
}

/** "What did X say about Y?" asks for no span: a passage of X's that names the topic and belongs to it is enough. */
function belongsToTopic(request: AnswerRequest, evidence: Evidence): boolean {
  const { membership } = request.collection.models;
  const isMember = probability(membership, evidence.features) >= membership.threshold;
  return asksAllOf(request.question) && isMember && namesTopic(request, evidence);
}

async function litWhereItAnswers({ collection, question, signal }: AnswerRequest, each: Evidence): Promise<Evidence> {
  return { ...each, highlight: (await readParts(collection, question, each, signal)).best };
}

/**
 * Who is named in a question of fact may speak, or be its subject ("how much of Jamaica's GDP …?"), and with many records
 * somebody of that name speaks in some of them. Both readings are searched: the one that the records rather answer stands.
 */
async function searchAsMeant(request: AnswerRequest): Promise<{ meant: AnswerRequest; search: FactSearch }> {
  const { question } = request;
  const search = await searchFact(request);
  const mayBeSubject = question.scope !== null && question.group === "fact" && question.kind !== "speaker-topic";
  if (!mayBeSubject) return { meant: request, search };
  const plainly = { ...request, question: { ...question, scope: null, speakers: [] } };
  const plain = await searchFact(plainly);
  return plain.answerability > search.answerability ? { meant: plainly, search: plain } : { meant: request, search };
}

/** One fact: the best passage that answers, or a refusal that says what is lacking. */
export async function answerFact(asked: AnswerRequest): Promise<AnswerDraft> {
  const { meant: request, search } = await searchAsMeant(asked);
  const { question, collection } = request;
  const weighed = weighedOf(search);
  const [best] = search.evidence;
  const isKnown = unknownMentions(asked.question, collection).length === 0 && holdsDates(request);
  if (best !== undefined && isKnown && (answersAtAll(request, search) || belongsToTopic(request, best))) {
    const further = furtherOf(request, search.evidence);
    const lit = [best, ...(await Promise.all(further.map((each) => litWhereItAnswers(request, each))))];
    const citations = lit.map(citeEvidence);
    const [first, ...places] = citations
      .slice(0, request.limit)
      .map((citation, position) => leadQuote(citation, position + 1, request));
    const lead: Lead[] = first === undefined ? [] : [{ say: "fact", facts: { quote: first, further: places } }];
    return { outcome: "answered", intent: intents[question.kind], lead, citations, ranked: true, weighed };
  }
  const isOutside = isKnown && question.outside >= mostlyOutside;
  if (isOutside) return { ...decline(request, "outside", { say: "outside", facts: {} }), weighed };
  const form = missingForm(search.evidence);
  const missing: Lead | undefined =
    form === null ? undefined : { say: "missing", facts: { topic: topicText(question), form } };
  return { ...refuse(request, search.evidence, missing), weighed };
}

/** From here on a refused question is told to be no question to the records. */
const mostlyOutside = 0.4;
