import type { OpenedCollection } from "../../server/assistant/open-collection.ts";
import { createRecordAssistant } from "../../server/assistant/record-assistant.ts";
import { readDevelopmentSets } from "../evaluation/question-sets.ts";
import type { EvaluationQuestion } from "../evaluation/questions.ts";
import { type BenchmarkRow, percentile } from "./measurements.ts";

/** Questions of each kind; they are asked alone and within, so that each is its own measure. */
const questionsOfKind = 8;

/** Kinds of question as the contract has them, of the kinds that the development questions are of. */
const kindOf = (type: EvaluationQuestion["type"]): string =>
  type === "metadata" ? "document" : type === "unanswerable-outside" ? "outside" : type;

type Questions = ReadonlyMap<string, readonly string[]>;

/** A few development questions of each kind about a record. */
export async function pickQuestions(document: string): Promise<Questions> {
  const kinds = new Map<string, string[]>();
  for (const { questions } of await readDevelopmentSets()) {
    for (const { type, question, history, document: of } of questions) {
      if (of !== document || history !== undefined) continue;
      const own = kinds.get(kindOf(type)) ?? [];
      kinds.set(kindOf(type), own);
      if (own.length < questionsOfKind) own.push(question);
    }
  }
  return kinds;
}

interface Asked {
  /** Its outcome, and why where it is refused: who is not named in any record is refused unread. */
  readonly end: string;
  readonly ms: number;
  /** Of all threads, the models' included: other work on the machine does not count. */
  readonly processorMs: number;
}

export type AskingTimes = ReadonlyMap<string, readonly Asked[]>;

/** Each question is asked twice, and its second time counts: states of passages are then as they are in use. */
export async function timeAsking({ collection }: OpenedCollection, asked: Questions): Promise<AskingTimes> {
  const assistant = createRecordAssistant(collection);
  const context = { acceptLanguage: null, signal: new AbortController().signal };
  const ask = async (question: string): Promise<Asked> => {
    const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
    const { outcome, reason } = await assistant.ask({ question }, context);
    const { user, system } = process.cpuUsage(usedBefore);
    return { end: `${outcome} ${reason}`, ms: performance.now() - startedAt, processorMs: (user + system) / 1e3 };
  };
  for (const questions of asked.values()) for (const question of questions) await ask(question);
  const times = new Map<string, Asked[]>();
  for (const [kind, questions] of asked) {
    const own: Asked[] = [];
    // Another wording of the same: a question asked again as it stands would be answered from memory.
    for (const question of questions) own.push(await ask(`${question} `));
    times.set(kind, own);
  }
  return times;
}

export function mediansOf(of: string, times: AskingTimes): BenchmarkRow[] {
  return [...times].map(([kind, asked]) => ({
    name: `${of}: ask ${kind}, p50`,
    value: percentile(
      asked.map(({ ms }) => ms),
      0.5,
    ),
    unit: "ms",
  }));
}

/**
 * Times within a collection against those alone, of questions that end alike in both: one that is refused unread where
 * nobody speaks of it, and answered where somebody does, is another question.
 */
export function ratiosOf(of: string, alone: AskingTimes, within: AskingTimes): BenchmarkRow[] {
  const pairsOf = (kind: string) =>
    (within.get(kind) ?? []).flatMap((asked, at) => {
      const before = alone.get(kind)?.[at];
      return before?.end === asked.end ? [{ before, asked }] : [];
    });
  const kinds = [...within.keys()].map((kind) => ({ kind, pairs: pairsOf(kind) }));
  const all = { kind: "all", pairs: kinds.flatMap(({ pairs }) => pairs) };
  return [all, ...kinds].flatMap(({ kind, pairs }) =>
    (["ms", "processorMs"] as const).flatMap((measure) =>
      [0.5, 0.95].map((share) => ({
        name: `${of}: ask ${kind} (${pairs.length}), p${share * 100}${measure === "ms" ? "" : ", processor"}, against the record alone`,
        value:
          percentile(
            pairs.map(({ asked }) => asked[measure]),
            share,
          ) /
          percentile(
            pairs.map(({ before }) => before[measure]),
            share,
          ),
        unit: "ratio",
      })),
    ),
  );
}
