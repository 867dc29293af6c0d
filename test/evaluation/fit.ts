import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Document } from "../../corpus/document.ts";
import { createRecordAssistant } from "../../server/answers/record-assistant.ts";
import type { AskResponse } from "../../server/protocol.ts";
import { openEvaluationBench } from "./collections.ts";
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
  "typeMissing",
  "typeMissingCovered",
  "elsewhere",
  "typeHeld",
  "absentConcepts",
  "absentLiteral",
  "absentForeign",
  "outOfScope",
  "strangeName",
  "entityElsewhere",
  "sentenceEntities",
  "inScope",
  "shortQuery",
];

const ridge = 0.5;
/** Share of answerable questions that may be refused, from which the threshold follows. */
const wrongRefusals = 0.05;

interface Asked {
  readonly question: EvaluationQuestion;
  readonly document: Document;
  readonly response: AskResponse;
}

async function askAll(): Promise<Asked[]> {
  const bench = await openEvaluationBench();
  const asked: Asked[] = [];
  try {
    for (const name of developmentRecords) {
      const document = await readDevelopmentRecord(name);
      const questions = await readDevelopmentQuestions(name, "tune");
      // Both with translations searched and without, so that neither case is favoured.
      for (const searchTranslations of document.translations.length > 0 ? [true, false] : [false]) {
        const assistant = createRecordAssistant(await bench.open([document], searchTranslations));
        for (const question of questions) {
          const history = (question.history ?? []).map((text) => ({ question: text }));
          const response = await assistant.ask(
            { question: question.question, history, explain: true },
            { acceptLanguage: null, signal: new AbortController().signal },
          );
          asked.push({ question, document, response });
        }
      }
    }
  } finally {
    await bench.close();
  }
  return asked;
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

function answerabilityObservation({ question, response }: Asked): Observation[] {
  const { trace } = response;
  if (trace === undefined || trace.answerability === null) return [];
  const features = Object.fromEntries(trace.features.map(({ name, value }) => [name, value]));
  return [{ features, positive: !isUnanswerable(question), weight: 1 }];
}

function score(model: FittedModel, features: Observation["features"]): number {
  const sum = Object.entries(model.weights).reduce(
    (total, [name, weight]) => total + weight * (features[name] ?? 0),
    model.intercept,
  );
  return 1 / (1 + Math.exp(-sum));
}

/** Scores of each record's questions by a model fitted on the other records. */
function crossValidate(
  byRecord: ReadonlyMap<string, readonly Observation[]>,
  names: readonly string[],
): { score: number; positive: boolean }[] {
  return [...byRecord].flatMap(([record, observations]) => {
    const others = [...byRecord].filter(([other]) => other !== record).flatMap(([, list]) => [...list]);
    const model = fitLogisticRegression(others, names, ridge);
    return observations.map((each) => ({ score: score(model, each.features), positive: each.positive }));
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

const asked = await askAll();
const relevance = groupByRecord(asked, relevanceObservations);
const answerability = groupByRecord(asked, answerabilityObservation);
const fittedOn = `the tuning half of the questions about ${developmentRecords.join(", ")}`;

process.stdout.write(
  `relevance, on records not fitted on: AUC ${areaUnderCurve(crossValidate(relevance, relevanceFeatures)).toFixed(3)}\n`,
);
await store(
  "relevance-model.json",
  fitLogisticRegression([...relevance.values()].flat(), relevanceFeatures, ridge),
  0.5,
  fittedOn,
);

const validated = crossValidate(answerability, answerabilityNames);
const positives = validated
  .filter((each) => each.positive)
  .map((each) => each.score)
  .sort((a, b) => a - b);
const negatives = validated.filter((each) => !each.positive);
const threshold = positives[Math.floor(positives.length * wrongRefusals)] ?? 0.5;
const refused = negatives.filter((each) => each.score < threshold).length / negatives.length;
process.stdout.write(
  `answerability, on records not fitted on: AUC ${areaUnderCurve(validated).toFixed(3)}, ${positives.length} answerable, ${negatives.length} not; at threshold ${threshold.toFixed(2)} refused ${refused.toFixed(2)}\n`,
);
await store(
  "answerability-model.json",
  fitLogisticRegression([...answerability.values()].flat(), answerabilityNames, ridge),
  threshold,
  fittedOn,
);
