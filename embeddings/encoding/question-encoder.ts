import { Tensor } from "@huggingface/transformers";
import { type QuestionPart, type QuestionReading, type QuestionWord, questionParts } from "../readers.ts";
import type { EncoderSession } from "./encoder-session.ts";
import { sumOverTokens } from "./text-encoder.ts";
import { normalize } from "./text-windows.ts";
import { locateWords } from "./word-tokenizer.ts";

/** Tokens of a question that are read; the training questions have 60 at most, and what asks stands early. */
const longestQuestionTokens = 128;

/** Reads a question once: its vector, its kind of request, and the part that each of its words is. */
export async function openQuestionEncoder(session: EncoderSession): Promise<{
  read(text: string): Promise<QuestionReading>;
}> {
  const { manifest } = session;
  const { kinds } = manifest.questionReader;
  const run = await session.load("question_reader");

  async function read(text: string): Promise<QuestionReading> {
    const prefix = session.prefix("query");
    const content: number[] = [];
    const words: { start: number; end: number; first: number; last: number }[] = [];
    for (const word of locateWords(text)) {
      const tokens = session.tokensOf(text.slice(word.start, word.end));
      if (prefix.length + content.length + tokens.length > longestQuestionTokens) break;
      const first = 1 + prefix.length + content.length;
      if (tokens.length > 0) words.push({ ...word, first, last: first + tokens.length - 1 });
      content.push(...tokens);
    }
    const { last, shared } = await session.run([...prefix, ...content]);
    const length = shared.length / manifest.dimensions;
    const output = await run({ question_state: new Tensor("float32", shared, [1, length, manifest.dimensions]) });
    const probabilities = softmax([...(output.kind ?? [])]);
    const width = questionParts.length;
    return {
      vector: normalize(sumOverTokens(last, manifest.dimensions)),
      kinds: kinds
        .map((kind, position) => ({ kind, probability: probabilities[position] ?? 0 }))
        .sort((a, b) => b.probability - a.probability),
      words: words.map(({ start, end, first, last: lastToken }): QuestionWord => {
        // Marks at a word's ends are tokens of their own and belong to nothing: its most telling token speaks for it.
        let parts: readonly number[] = [];
        for (let token = first; token <= lastToken; token += 1) {
          const own = softmax([...(output.part ?? []).slice(token * width, (token + 1) * width)]);
          if (parts.length === 0 || (own[otherPart] ?? 0) < (parts[otherPart] ?? 0)) parts = own;
        }
        return { start, end, parts: byPart(parts) };
      }),
    };
  }
  return { read };
}

const otherPart = questionParts.indexOf("other");

function byPart(values: readonly number[]): Record<QuestionPart, number> {
  const at = (part: QuestionPart): number => values[questionParts.indexOf(part)] ?? 0;
  return {
    other: at("other"),
    speaker: at("speaker"),
    topic: at("topic"),
    kind: at("kind"),
    session: at("session"),
    excluded: at("excluded"),
  };
}

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
