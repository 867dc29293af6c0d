import { Tensor } from "@huggingface/transformers";
import type { PassageReading, PassageText, ReadSpan } from "../readers.ts";
import type { EncoderSession, Run } from "./encoder-session.ts";
import { sumOverTokens } from "./text-encoder.ts";
import { normalize, planWindows } from "./text-windows.ts";
import { locateWords, splitWords } from "./word-tokenizer.ts";

/** Tokens of a question and of a passage that are read together; longer passages are read in windows. */
const longestQuestionTokens = 64;
const longestPassageTokens = 200;
/** Tokens of an answering span, as in training. */
const longestSpanTokens = 24;
/** Tokens whose states are remembered, 1.5 kB each: the passages that one is asking about come round again. */
const mostRememberedTokens = 64_000;
const mostRememberedQuestions = 16;
/** One answer may read the same passage more than once: for its list, and for whether the record treats its topic at all. */
const mostRememberedReadings = 512;

/** A text as the shared layers leave it. */
interface TextStates {
  readonly shared: Float32Array;
  readonly vector: Float32Array;
  readonly length: number;
}

interface Window extends TextStates {
  /** Of each token of the passage's own text: where its word stands. Others are null. */
  readonly words: readonly (ReadSpan | null)[];
}

/** Reads passages together with a question, from states that are computed once for each text. */
export async function openPassageEncoder(session: EncoderSession): Promise<{
  read(question: string, passage: PassageText): Promise<PassageReading>;
}> {
  const { dimensions } = session.manifest;
  const run = await session.load("passage_reader");
  const passages = new Map<string, readonly Window[]>();
  const questions = new Map<string, TextStates>();
  let remembered = 0;

  async function statesOf(content: readonly number[]): Promise<TextStates> {
    const { last, shared } = await session.run(content);
    const vector = normalize(sumOverTokens(last, dimensions));
    return { shared, vector, length: shared.length / dimensions };
  }

  async function questionStates(question: string): Promise<TextStates> {
    const known = questions.get(question);
    if (known !== undefined) return known;
    const content = splitWords(question).flatMap(session.tokensOf).slice(0, longestQuestionTokens);
    const states = await statesOf([...session.prefix("query"), ...content]);
    questions.set(question, states);
    const [oldest] = questions.keys();
    if (questions.size > mostRememberedQuestions && oldest !== undefined) questions.delete(oldest);
    return states;
  }

  async function passageWindows({ speaker, text }: PassageText): Promise<readonly Window[]> {
    const key = `${speaker}\n${text}`;
    const known = passages.get(key);
    if (known !== undefined) {
      passages.delete(key);
      passages.set(key, known);
      return known;
    }
    const lead = [
      ...session.prefix("passage"),
      ...splitWords(speaker === "" ? "" : `${speaker}.`).flatMap(session.tokensOf),
    ];
    const kept = lead.slice(0, longestPassageTokens / 2);
    const tokens: number[] = [];
    const words: ReadSpan[] = [];
    for (const word of locateWords(text)) {
      for (const token of session.tokensOf(text.slice(word.start, word.end))) {
        tokens.push(token);
        words.push(word);
      }
    }
    const windows: Window[] = [];
    for (const { start, end } of planWindows(tokens.length, longestPassageTokens - kept.length)) {
      const states = await statesOf([...kept, ...tokens.slice(start, end)]);
      windows.push({ ...states, words: [null, ...kept.map(() => null), ...words.slice(start, end), null] });
    }
    passages.set(key, windows);
    remembered += lengthOf(windows);
    for (const [oldest, held] of passages) {
      if (remembered <= mostRememberedTokens || oldest === key) break;
      passages.delete(oldest);
      remembered -= lengthOf(held);
    }
    return windows;
  }

  const readings = new Map<string, PassageReading>();

  return {
    async read(question, passage) {
      const key = JSON.stringify([question, passage.speaker, passage.text]);
      const known = readings.get(key);
      if (known !== undefined) return known;
      const asked = await questionStates(question);
      const ofWindows: PassageReading[] = [];
      for (const window of await passageWindows(passage)) {
        ofWindows.push(await readTogether(run, dimensions, asked, window, passage.text));
      }
      const reading = ofWindows.reduce((best, each) => (each.relevance > best.relevance ? each : best));
      readings.set(key, reading);
      const [oldest] = readings.keys();
      if (readings.size > mostRememberedReadings && oldest !== undefined) readings.delete(oldest);
      return reading;
    },
  };
}

const lengthOf = (windows: readonly Window[]): number => windows.reduce((sum, { length }) => sum + length, 0);

async function readTogether(
  run: Run,
  dimensions: number,
  asked: TextStates,
  window: Window,
  text: string,
): Promise<PassageReading> {
  let similarity = 0;
  for (let at = 0; at < dimensions; at += 1) similarity += (asked.vector[at] ?? 0) * (window.vector[at] ?? 0);
  const output = await run({
    question_state: new Tensor("float32", asked.shared, [1, asked.length, dimensions]),
    passage_state: new Tensor("float32", window.shared, [1, window.length, dimensions]),
    similarity: new Tensor("float32", Float32Array.of(similarity), [1]),
  });
  const span = bestSpan(output.span ?? new Float32Array(0), window.words);
  return {
    relevance: output.relevance?.[0] ?? 0,
    similarity,
    span: span === null ? null : trim(text, span),
    spanGain: span?.gain ?? 0,
  };
}

/** The first token stands for "no span here" (SQuAD 2.0, arXiv:1806.03822): a span is worth what it has beyond that. */
function bestSpan(logits: Float32Array, words: readonly (ReadSpan | null)[]): (ReadSpan & { gain: number }) | null {
  const begins = (token: number): number => logits[2 * token] ?? 0;
  const ends = (token: number): number => logits[2 * token + 1] ?? 0;
  let best: (ReadSpan & { gain: number }) | null = null;
  for (const [first, from] of words.entries()) {
    if (from === null) continue;
    for (let last = first; last < Math.min(words.length, first + longestSpanTokens); last += 1) {
      const to = words[last];
      if (to === null || to === undefined) break;
      const gain = begins(first) + ends(last) - begins(0) - ends(0);
      if (best === null || gain > best.gain) best = { start: from.start, end: to.end, gain };
    }
  }
  return best;
}

/** Marks that end a word in a sentence are no part of an answer. */
function trim(text: string, { start, end }: ReadSpan): ReadSpan {
  const piece = text.slice(start, end);
  const before = /^[\s,;:.¿¡!?–—-]*/u.exec(piece)?.[0].length ?? 0;
  const after = /[\s,;:.¿¡!?–—-]*$/u.exec(piece)?.[0].length ?? 0;
  return before + after >= piece.length ? { start, end } : { start: start + before, end: end - after };
}
