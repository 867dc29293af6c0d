import type {
  PassageReader,
  QuestionPart,
  QuestionReader,
  QuestionReading,
  QuestionWord,
} from "../../embeddings/readers.ts";
import { questionParts } from "../../embeddings/readers.ts";
import { fold, tokenize } from "../../server/assistant/language/terms.ts";
import { createFakeEmbedder } from "./fake-embedder.ts";

const marks: Readonly<Record<string, QuestionPart>> = {
  s: "speaker",
  t: "topic",
  k: "kind",
  d: "session",
  x: "excluded",
};
const marked = /\[([stkdx]) ([^\][]*)\]/gu;

/** The words of a text, folded. */
const wordsOf = (text: string): string[] => tokenize(text).map(({ folded }) => folded);

function wordsWithParts(
  text: string,
  parts: readonly { start: number; end: number; part: QuestionPart }[],
): QuestionWord[] {
  return [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => {
    const end = index + word.length;
    const own = parts.find((part) => part.start < end && part.end > index)?.part ?? "other";
    const values = Object.fromEntries(questionParts.map((part) => [part, part === own ? 1 : 0]));
    return { start: index, end, parts: values as Record<QuestionPart, number> };
  });
}

/** A question with its kind before it and its parts marked, as the training data has them: "list-mentions | who speaks of [t ice]?" */
export function readMarked(
  line: string,
  vector: Float32Array = Float32Array.of(1),
): { text: string; reading: QuestionReading } {
  const [kind = "fact", ...rest] = line.split(" | ");
  const source = rest.join(" | ");
  const parts: { start: number; end: number; part: QuestionPart }[] = [];
  let text = "";
  let at = 0;
  for (const match of source.matchAll(marked)) {
    text += source.slice(at, match.index);
    const words = match[2] ?? "";
    parts.push({ start: text.length, end: text.length + words.length, part: marks[match[1] ?? ""] ?? "other" });
    text += words;
    at = match.index + match[0].length;
  }
  text += source.slice(at);
  return { text, reading: { vector, kinds: [{ kind, probability: 1 }], words: wordsWithParts(text, parts) } };
}

/**
 * Readers without a model: a question is understood as its marked line says, or else as a bare question of fact; a
 * passage answers as far as it holds the question's words, and the words that it holds are the span.
 */
export function createFakeReaders(
  lines: readonly string[] = [],
): QuestionReader & PassageReader & { close(): Promise<void> } {
  const embedder = createFakeEmbedder();
  const known = new Map(lines.map((line) => [readMarked(line).text, line]));
  return {
    readQuestion: async (text, { signal } = {}) => {
      signal?.throwIfAborted();
      const [vector] = await embedder.embed([text], "query", signal === undefined ? {} : { signal });
      return readMarked(known.get(text) ?? `fact | ${text}`, vector).reading;
    },
    readPassages: async (question, passages, { signal, onProgress } = {}) => {
      signal?.throwIfAborted();
      const asked = new Set(wordsOf(question).filter((word) => word.length > 3));
      return passages.map(({ text, speaker }, position) => {
        const held = [...text.matchAll(/\S+/gu)].filter(({ 0: word }) => wordsOf(word).some((each) => asked.has(each)));
        const words = new Set(wordsOf(`${speaker} ${text}`));
        const share = [...asked].filter((word) => words.has(word)).length / Math.max(1, asked.size);
        const [first] = held;
        const last = held.at(-1);
        onProgress?.({ done: position + 1, total: passages.length });
        return {
          relevance: 12 * share - 5,
          similarity: share,
          span:
            first === undefined || last === undefined ? null : { start: first.index, end: last.index + last[0].length },
          spanGain: fold(text) === "" ? 0 : 10 * share - 3,
        };
      });
    },
    close: () => embedder.close(),
  };
}
