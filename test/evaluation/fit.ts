import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Document } from "../../corpus/document.ts";
import { withinSections } from "../../server/answers/answer-request.ts";
import { type MemberCandidate, weighMembers } from "../../server/answers/membership.ts";
import { createRecordAssistant } from "../../server/answers/record-assistant.ts";
import { isContent, type RecordCollection } from "../../server/answers/record-collection.ts";
import { relateWords } from "../../server/answers/related-words.ts";
import type { Assistant } from "../../server/assistant.ts";
import type { AskResponse } from "../../server/protocol.ts";
import type { SearchPassage } from "../../server/retrieval/search-text.ts";
import { readQuestion } from "../../server/understanding/question-reading.ts";
import { type EvaluationBench, openEvaluationBench } from "./collections.ts";
import { areaUnderCurve, type FittedModel, fitLogisticRegression, type Observation } from "./logistic-regression.ts";
import type { EvaluationQuestion } from "./questions.ts";
import { developmentRecords, readDevelopmentQuestions, readDevelopmentRecord } from "./records.ts";
import { isUnanswerable } from "./scoring.ts";

/** Features of each model; a feature is left out where its weight's sign contradicted its reason on the tuning half. */
const relevanceFeatures = [
  "meaning",
  "closeness",
  "denseRank",
  "lexicalRank",
  "coverage",
  "contextCoverage",
  "headingCoverage",
  "sentenceCoverage",
  "sentenceMeaning",
  "rarestWord",
  "answerType",
  "entities",
  "bound",
  "elsewhere",
  "askedKind",
  "structural",
];
const answerabilityNames = [
  "relevance",
  "coverage",
  "meaning",
  "closeness",
  "bound",
  "absentConcepts",
  "absentLiteral",
  "strangeName",
  "entitiesNamed",
  "sentenceEntities",
  "elsewhere",
  "inScope",
  "shortQuery",
];

const membershipFeatures = [
  "named",
  "relevance",
  "behindBest",
  "coverage",
  "sentenceCoverage",
  "meaning",
  "topicMeaning",
];

/**
 * Probability from which a passage is a member. Low, because who asks for all would rather skip one than miss one: on
 * records not fitted on, 0.25 finds 0.62 of the members of topics said in other words at a precision of 0.71, and 0.35
 * finds 0.57 at 0.74.
 */
const memberProbability = 0.25;

const ridge = 0.5;
/**
 * Share that may be refused of the answerable questions that the model decides, on records not fitted on; they are the
 * hard half, so that of all answerable questions about a third as many are.
 */
const wrongRefusals = 0.04;

/** Of the other records' questions, every so many is asked. */
const foreignQuestionStride = 6;
/** What a question about another record counts, against one that a person wrote to be outside of this one. */
const foreignWeight = 0.25;

interface Asked {
  readonly question: EvaluationQuestion;
  readonly document: Document;
  readonly response: AskResponse;
}

interface Subject {
  readonly document: Document;
  readonly questions: readonly EvaluationQuestion[];
  /** With translations searched and, where there are any, without, so that neither case is favoured. */
  readonly assistants: readonly Assistant[];
  readonly collections: readonly RecordCollection[];
}

async function openSubjects(bench: EvaluationBench): Promise<Subject[]> {
  const subjects: Subject[] = [];
  for (const name of developmentRecords) {
    const document = await readDevelopmentRecord(name);
    const questions = await readDevelopmentQuestions(name, "tune");
    const collections: RecordCollection[] = [];
    for (const searchTranslations of document.translations.length > 0 ? [true, false] : [false]) {
      collections.push(await bench.open([document], searchTranslations));
    }
    subjects.push({ document, questions, assistants: collections.map(createRecordAssistant), collections });
  }
  return subjects;
}

function explain(assistant: Assistant, question: EvaluationQuestion): Promise<AskResponse> {
  const history = (question.history ?? []).map((text) => ({ question: text }));
  return assistant.ask(
    { question: question.question, history, explain: true },
    { acceptLanguage: null, signal: new AbortController().signal },
  );
}

async function askAll(subjects: readonly Subject[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const { document, questions, assistants } of subjects) {
    for (const assistant of assistants) {
      for (const question of questions)
        asked.push({ question, document, response: await explain(assistant, question) });
    }
  }
  return asked;
}

/** Questions about other records: outside what this one is about, in real wordings. */
async function askOfOthers(subjects: readonly Subject[]): Promise<Asked[]> {
  const foreign: Asked[] = [];
  for (const { document, assistants } of subjects) {
    const [assistant] = assistants;
    const questions = subjects.filter((other) => other.document !== document).flatMap((other) => other.questions);
    const answerable = questions.filter((question) => !isUnanswerable(question) && question.history === undefined);
    if (assistant === undefined) continue;
    for (const question of answerable.filter((_, position) => position % foreignQuestionStride === 0)) {
      foreign.push({
        question: { ...question, document: document.id },
        document,
        response: await explain(assistant, question),
      });
    }
  }
  return foreign;
}

function relevanceObservations({ question, document, response }: Asked): Observation[] {
  // Only where evidence was searched for: what structure decides (all recommendations of X) is no sign of relevance.
  if (isUnanswerable(question) || response.trace === undefined || response.trace.answerability === null) return [];
  const snippets = [question.evidence, ...(question.alternatives ?? [])].flat();
  const spans = snippets.map((text) => ({ start: document.source.indexOf(text), length: text.length }));
  const passages = new Map(
    document.sections.flatMap((section) => section.passages).map((passage) => [passage.id, passage]),
  );
  return (response.trace?.candidates ?? []).flatMap(({ passageId, features }): Observation[] => {
    const passage = passages.get(passageId);
    if (passage === undefined) return [];
    const positive = spans.some(({ start, length }) => passage.start <= start && start + length <= passage.end);
    return [{ features, positive, weight: 1 }];
  });
}

/** What a list or one side of a comparison may hold, where its members are told by its topic. */
async function weighQuestion(question: EvaluationQuestion, collection: RecordCollection): Promise<MemberCandidate[]> {
  const { signal } = new AbortController();
  const reading = await relateWords(readQuestion(question.question, collection), collection, signal);
  if (reading.metadata.length > 0 || reading.topic.length === 0) return [];
  const kinds: readonly string[] = reading.kinds;
  const scopes = reading.intent === "compare" ? reading.speakers.map(({ sections }) => sections) : [reading.scope];
  const weighed: MemberCandidate[] = [];
  for (const scope of scopes) {
    const inScope = withinSections(scope);
    const accept = (entry: SearchPassage): boolean =>
      isContent(entry) && inScope(entry) && (kinds.length === 0 || kinds.includes(entry.passage.kind));
    weighed.push(...(await weighMembers(collection, { ...reading, scope }, accept, signal)));
  }
  return weighed;
}

const listTypes: ReadonlySet<EvaluationQuestion["type"]> = new Set(["list", "count", "compare"]);

async function membershipObservations(subjects: readonly Subject[]): Promise<Map<string, Observation[]>> {
  const groups = new Map<string, Observation[]>();
  for (const { document, questions, collections } of subjects) {
    for (const question of questions.filter(({ type, history }) => listTypes.has(type) && history === undefined)) {
      const spans = snippetSpans(document, question);
      for (const collection of collections) {
        const weighed = await weighQuestion(question, collection);
        const observed = weighed.map(({ entry: { passage }, features }): Observation => {
          const positive = spans.some(({ start, end }) => passage.start <= start && end <= passage.end);
          return { features, positive, weight: 1 };
        });
        groups.set(document.id, [...(groups.get(document.id) ?? []), ...observed]);
      }
    }
  }
  return groups;
}

function snippetSpans(document: Document, question: EvaluationQuestion): { start: number; end: number }[] {
  const snippets = [question.evidence, ...(question.alternatives ?? [])].flat();
  return snippets.map((text) => {
    const start = document.source.indexOf(text);
    return { start, end: start + text.length };
  });
}

function answerabilityFeaturesOf({ response }: Asked): Observation["features"] | null {
  const { trace } = response;
  if (trace === undefined || trace.answerability === null) return null;
  return Object.fromEntries(trace.features.map(({ name, value }) => [name, value]));
}

/**
 * Questions close to the record are left to the conditions that an answer must meet: by what the features see they
 * are like those that it answers (area under the curve 0.5 to 0.6), and they would only blur what is outside of it.
 */
function answerabilityObservation(asked: Asked): Observation[] {
  const features = answerabilityFeaturesOf(asked);
  return features === null || asked.question.type === "unanswerable-close"
    ? []
    : [{ features, positive: !isUnanswerable(asked.question), weight: 1 }];
}

function foreignObservation(asked: Asked): Observation[] {
  const features = answerabilityFeaturesOf(asked);
  return features === null ? [] : [{ features, positive: false, weight: foreignWeight }];
}

function score(model: FittedModel, features: Observation["features"]): number {
  const sum = Object.entries(model.weights).reduce(
    (total, [name, weight]) => total + weight * (features[name] ?? 0),
    model.intercept,
  );
  return 1 / (1 + Math.exp(-sum));
}

/** Scores of each record's written questions by a model fitted on the other records, made questions included. */
function crossValidate(
  byRecord: ReadonlyMap<string, readonly Observation[]>,
  names: readonly string[],
): { score: number; positive: boolean }[] {
  return [...byRecord].flatMap(([record, observations]) => {
    const others = [...byRecord].filter(([other]) => other !== record).flatMap(([, list]) => [...list]);
    const model = fitLogisticRegression(others, names, ridge);
    const written = observations.filter((each) => each.weight === 1);
    return written.map((each) => ({ score: score(model, each.features), positive: each.positive }));
  });
}

function groupByRecord(asked: readonly Asked[], observe: (each: Asked) => Observation[]): Map<string, Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const each of asked) {
    groups.set(each.question.document, [...(groups.get(each.question.document) ?? []), ...observe(each)]);
  }
  return groups;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

async function store(name: string, model: FittedModel, threshold: number, fittedOn: string): Promise<void> {
  const content = {
    version: 1,
    intercept: rounded(model.intercept),
    weights: Object.fromEntries(Object.entries(model.weights).map(([key, value]) => [key, rounded(value)])),
    threshold: rounded(threshold),
    fittedOn,
  };
  const path = join(import.meta.dirname, "../../server/answers", name);
  await writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
  process.stdout.write(`${name}: ${JSON.stringify(content)}\n`);
}

const fittedOn = `the tuning half of the questions about ${developmentRecords.join(", ")}, and questions about the others as unanswerable`;

async function fitRelevance(): Promise<void> {
  const bench = await openEvaluationBench();
  try {
    const relevance = groupByRecord(await askAll(await openSubjects(bench)), relevanceObservations);
    const validated = crossValidate(relevance, relevanceFeatures);
    process.stdout.write(`relevance, on records not fitted on: AUC ${areaUnderCurve(validated).toFixed(3)}\n`);
    const model = fitLogisticRegression([...relevance.values()].flat(), relevanceFeatures, ridge);
    await store("relevance-model.json", model, 0.5, fittedOn);
  } finally {
    await bench.close();
  }
}

/** After the relevance model, whose weights are among its features. */
async function fitAnswerability(): Promise<void> {
  const bench = await openEvaluationBench();
  try {
    const subjects = await openSubjects(bench);
    const asked = await askAll(subjects);
    const observations = groupByRecord(asked, answerabilityObservation);
    const made = await askOfOthers(subjects);
    for (const [record, list] of groupByRecord(made, foreignObservation)) {
      observations.set(record, [...(observations.get(record) ?? []), ...list]);
    }
    const validated = crossValidate(observations, answerabilityNames);
    const positives = validated.filter((each) => each.positive).map((each) => each.score);
    positives.sort((a, b) => a - b);
    const negatives = validated.filter((each) => !each.positive);
    const threshold = positives[Math.floor(positives.length * wrongRefusals)] ?? 0.5;
    const refused = negatives.filter((each) => each.score < threshold).length / negatives.length;
    process.stdout.write(
      `answerability, on records not fitted on: AUC ${areaUnderCurve(validated).toFixed(3)}, ${positives.length} answerable, ${negatives.length} not (and ${made.length} made); at threshold ${threshold.toFixed(2)} refused ${refused.toFixed(2)}\n`,
    );
    const model = fitLogisticRegression([...observations.values()].flat(), answerabilityNames, ridge);
    await store("answerability-model.json", model, threshold, fittedOn);
    const dump = process.env.RELATOR_FIT_DUMP;
    if (dump !== undefined) await writeFile(dump, JSON.stringify([...observations]));
  } finally {
    await bench.close();
  }
}

/** After the relevance model, whose log-odds are among its features. */
async function fitMembership(): Promise<void> {
  const bench = await openEvaluationBench();
  try {
    const observations = await membershipObservations(await openSubjects(bench));
    const validated = crossValidate(observations, membershipFeatures);
    process.stdout.write(`membership, on records not fitted on: AUC ${areaUnderCurve(validated).toFixed(3)}\n`);
    const model = fitLogisticRegression([...observations.values()].flat(), membershipFeatures, ridge);
    await store("membership-model.json", model, memberProbability, fittedOn);
  } finally {
    await bench.close();
  }
}

await fitRelevance();
await fitMembership();
await fitAnswerability();
