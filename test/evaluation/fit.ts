import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Document } from "../../corpus/document.ts";
import type { AnswerRequest } from "../../server/assistant/answers/answer-request.ts";
import { withinAsked } from "../../server/assistant/answers/answer-request.ts";
import { searchFact } from "../../server/assistant/answers/fact-answer.ts";
import { createQuestionUnderstanding, type UnderstandAsked } from "../../server/assistant/asked-question.ts";
import type { SearchPassage } from "../../server/assistant/retrieval/search-text.ts";
import type { Evidence } from "../../server/assistant/weighing/evidence.ts";
import { type LogisticModel, probability } from "../../server/assistant/weighing/logistic-model.ts";
import { findMembers } from "../../server/assistant/weighing/membership.ts";
import type { RecordCollection } from "../../server/assistant/weighing/record-collection.ts";
import { openEvaluationBench } from "./collections.ts";
import {
  areaUnderCurve,
  type Choice,
  fitChoices,
  fitLogisticRegression,
  type Observation,
} from "./logistic-regression.ts";
import { readDevelopmentDocuments, readDevelopmentSets, tuningHalf } from "./question-sets.ts";
import { type EvaluationQuestion, readQuestions } from "./questions.ts";
import { isUnanswerable, locateEvidence } from "./scoring.ts";
import { readWrittenRecords } from "./written-records.ts";

/**
 * Fits the small models that combine what the readers and the exact checks give, on records that the readers were not
 * trained on: the writers kept aside from training, the tuning half of the development set, and what strangers asked
 * (`strangers/`: each set was met once before anything was fitted on it). Every figure that is printed is of records that
 * the model was not fitted on (five folds, by record).
 *
 *     npx tsx test/evaluation/fit.ts [--written FOLDER:PREFIX …]
 */

interface Labelled extends Observation {
  readonly group: string;
}

interface Case {
  readonly document: Document;
  readonly question: EvaluationQuestion;
}

const lists: ReadonlySet<string> = new Set(["list", "count", "compare"]);
const skipped: ReadonlySet<string> = new Set(["metadata", "overview", "follow-up"]);
const root = join(import.meta.dirname, "..", "..");
const folds = 5;
const mostWrongRefusals = 0.035;
const choiceRidge = 0.01;
/** On hands left out, lists gained nothing by these. */
const unhelpfulInLists = ["lexicalOwn", "held", "heldOwn", "length"];

const nothing = new AbortController().signal;

const understandings = new WeakMap<RecordCollection, UnderstandAsked>();

async function requestOf(collection: RecordCollection, text: string): Promise<AnswerRequest> {
  const understand = understandings.get(collection) ?? createQuestionUnderstanding(collection);
  understandings.set(collection, understand);
  const question = await understand(text, true, nothing);
  return { collection, question, language: "es", filter: () => true, limit: 8, signal: nothing };
}

/** Whether a passage encloses one of the stretches that answer. */
function answers({ passage }: SearchPassage, spans: readonly { start: number; end: number }[]): boolean {
  return spans.some(({ start, end }) => passage.start <= start && end <= passage.end);
}

/** Of passages that are wrong, the nearest: the others teach nothing. */
const negativesKept = 9;

function observe(
  evidence: readonly Evidence[],
  spans: readonly { start: number; end: number }[],
  group: string,
): Labelled[] {
  return evidence.slice(0, negativesKept).map(({ entry, features }) => ({
    features,
    positive: answers(entry, spans),
    weight: 1,
    group,
  }));
}

function foldOf(group: string): number {
  let hash = 7;
  for (const letter of group) hash = (hash * 31 + letter.charCodeAt(0)) % 1009;
  return hash % folds;
}

interface Fitted {
  readonly model: LogisticModel;
  /** Probability of each observation by the model that was not fitted on its record. */
  readonly outOfFold: readonly { readonly score: number; readonly positive: boolean }[];
}

function fitModel(observations: readonly Labelled[], without: readonly string[], fittedOn: string): Fitted {
  const names = [...new Set(observations.flatMap(({ features }) => Object.keys(features)))].filter(
    (name) => !without.includes(name) && observations.some(({ features }) => (features[name] ?? 0) !== 0),
  );
  const make = (part: readonly Labelled[]): LogisticModel => ({
    version: 2,
    ...fitLogisticRegression(part, names, 2),
    threshold: 0.5,
    fittedOn,
  });
  const byFold = Array.from({ length: folds }, (_, fold) =>
    make(observations.filter(({ group }) => foldOf(group) !== fold)),
  );
  const outOfFold = observations.map(({ features, positive, group }) => {
    const model = byFold[foldOf(group)];
    return { score: model === undefined ? 0 : probability(model, features), positive };
  });
  return { model: make(observations), outOfFold };
}

/** Mean of the outcome in ten groups of like probability: equal to it where the model is calibrated. */
function reliability(scored: Fitted["outOfFold"]): string {
  return Array.from({ length: 10 }, (_, tenth) => {
    const own = scored.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === tenth);
    const rate = own.filter(({ positive }) => positive).length / Math.max(1, own.length);
    return `${(tenth / 10).toFixed(1)}: ${rate.toFixed(2)}/${own.length}`;
  }).join("  ");
}

/** A list that lacks a member is worse than one with a passage too many: recall counts as much as so many precisions. */
const recallWeight = 2;

/** The threshold with the best weighed harmonic mean of recall and precision (van Rijsbergen's F). */
function bestThreshold(scored: Fitted["outOfFold"]): number {
  let best = { value: 0, threshold: 0.5 };
  for (let threshold = 0.1; threshold < 0.9; threshold += 0.01) {
    const chosen = scored.filter(({ score }) => score >= threshold);
    const right = chosen.filter(({ positive }) => positive).length;
    const all = scored.filter(({ positive }) => positive).length;
    const beta = recallWeight ** 2;
    const value = ((1 + beta) * right) / Math.max(1, chosen.length + beta * all);
    if (value > best.value) best = { value, threshold };
  }
  return Math.round(best.threshold * 100) / 100;
}

async function write(name: string, model: LogisticModel): Promise<void> {
  const weights = Object.fromEntries(
    Object.entries(model.weights).map(([key, value]) => [key, Math.round(value * 1000) / 1000]),
  );
  const rounded = { ...model, intercept: Math.round(model.intercept * 1000) / 1000, weights };
  await writeFile(join(root, "server/assistant/weighing", name), `${JSON.stringify(rounded, null, 2)}\n`);
}

async function readCases(written: readonly string[]): Promise<Case[]> {
  const [sets, documents] = await Promise.all([readDevelopmentSets(), readDevelopmentDocuments()]);
  const tuning = sets.find(({ name }) => name === tuningHalf)?.questions ?? [];
  const cases = tuning.flatMap((question): Case[] => {
    const document = documents.find(({ id }) => id === question.document);
    return document === undefined || question.history !== undefined ? [] : [{ document, question }];
  });
  for (const each of written) {
    const [folder = "", prefix = ""] = each.split(":");
    for (const { document, questions } of await readWrittenRecords(folder, prefix)) {
      cases.push(...questions.map((question) => ({ document, question })));
    }
  }
  cases.push(...(await readStrangersCases(documents)));
  return cases.filter(({ question }) => !skipped.has(question.type) && (question.history ?? []).length === 0);
}

/** The sets that are fitted on: what hands k, n and r asked is kept aside, to be met by the next fit as by this one. */
const strangersFitted = {
  embedded: [
    "embedded-record-s.jsonl",
    "embedded-record-v.jsonl",
    "embedded-record-w.jsonl",
    "embedded-record-p.jsonl",
  ],
  written: ["records", "records-w", "records-p"],
} as const;

async function readStrangersCases(documents: readonly Document[]): Promise<Case[]> {
  const folder = join(root, "test/evaluation/strangers");
  const asked = (await Promise.all(strangersFitted.embedded.map((file) => readQuestions(join(folder, file))))).flat();
  const ofEmbedded = asked.flatMap((question): Case[] => {
    const document = documents.find(({ id }) => id === question.document);
    return document === undefined ? [] : [{ document, question }];
  });
  const written = (
    await Promise.all(strangersFitted.written.map((name) => readWrittenRecords(join(folder, name))))
  ).flat();
  return [
    ...ofEmbedded,
    ...written.flatMap(({ document, questions }) => questions.map((question) => ({ document, question }))),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { written: { type: "string", multiple: true } } });
  const records = join(root, "embeddings/training/records");
  const written = values.written ?? [`${records}:5`, `${records}:b`];
  const cases = await readCases(written);
  const bench = await openEvaluationBench();
  const relevance: Labelled[] = [];
  const choices: Choice[] = [];
  const membership: Labelled[] = [];
  const answerability: Labelled[] = [];
  const opened = new Map<string, RecordCollection>();
  const fittedOn = `${cases.length} questions over ${new Set(cases.map(({ document }) => document.id)).size} records`;
  try {
    for (const [position, { document, question }] of cases.entries()) {
      const collection = opened.get(document.id) ?? (await bench.open([document], true));
      opened.set(document.id, collection);
      const request = await requestOf(collection, question.question);
      const spans = locateEvidence(question, document).flat();
      if (lists.has(question.type)) {
        if (request.question.topic.length === 0) continue;
        const { read } = await findMembers(collection, request.question, withinAsked(request), nothing);
        membership.push(
          ...read.map(({ entry, features }) => ({
            features,
            positive: answers(entry, spans),
            weight: 1,
            group: document.id,
          })),
        );
      } else {
        const search = await searchFact(request);
        if (spans.length > 0) {
          const observed = observe(search.evidence, spans, document.id);
          relevance.push(...observed);
          if (observed.some(({ positive }) => positive)) choices.push(observed);
        }
        const isOutside = question.type !== "unanswerable-close" && isUnanswerable(question);
        // Questions to the world are fewer than close ones here, and at least as common in use.
        answerability.push({
          features: search.features,
          positive: spans.length > 0,
          weight: isOutside ? 2 : 1,
          group: document.id,
        });
      }
      if (position % 100 === 99) process.stderr.write(`${position + 1} of ${cases.length}\n`);
    }
  } finally {
    await bench.close();
  }
  const say = (name: string, { outOfFold, model }: Fitted): void => {
    process.stdout.write(
      `${name}: ${outOfFold.length} observations, area ${areaUnderCurve(outOfFold).toFixed(3)}, threshold ${model.threshold}\n  ${JSON.stringify(model.weights)}\n  ${reliability(outOfFold)}\n`,
    );
  };
  const ranked = fitModel(relevance, ["formMissing"], fittedOn);
  say("relevance", ranked);
  await write("relevance-model.json", ranked.model);
  const names = Object.keys(ranked.model.weights);
  const ranking = { ...ranked.model, intercept: 0, weights: fitChoices(choices, names, choiceRidge) };
  process.stdout.write(`ranking: ${choices.length} choices\n  ${JSON.stringify(ranking.weights)}\n`);
  await write("ranking-model.json", ranking);
  const listed = fitModel(membership, ["formMissing", ...unhelpfulInLists], fittedOn);
  const members = { ...listed, model: { ...listed.model, threshold: bestThreshold(listed.outOfFold) } };
  say("membership", members);
  await write("membership-model.json", members.model);
  const decided = fitModel(answerability, [], fittedOn);
  const answerable = decided.outOfFold
    .filter(({ positive }) => positive)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  const threshold = Math.round((answerable[Math.floor(mostWrongRefusals * answerable.length)] ?? 0.2) * 1000) / 1000;
  const answering = { ...decided, model: { ...decided.model, threshold } };
  say("answerability", answering);
  const refused = decided.outOfFold.filter(({ positive, score }) => !positive && score < threshold).length;
  process.stdout.write(
    `  refused at that threshold: ${refused} of ${decided.outOfFold.filter(({ positive }) => !positive).length}\n`,
  );
  await write("answerability-model.json", answering.model);
}

await main();
