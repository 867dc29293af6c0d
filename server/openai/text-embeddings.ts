import type { Embedder, TextRole } from "../../embeddings/embedder.ts";
import { UnservableValueError } from "../request-errors.ts";
import type { EmbeddingRequest } from "./openai-requests.ts";
import type { EmbeddingList } from "./openai-responses.ts";
import { countTokens } from "./usage.ts";

interface RoledText {
  readonly text: string;
  readonly role: TextRole;
}

const prefixes: readonly (readonly [prefix: string, role: TextRole])[] = [
  ["query: ", "query"],
  ["passage: ", "passage"],
];

/**
 * The E5 models embed what is asked and what is to be found apart, by a prefix. Whoever knows them writes it, so a text
 * that begins with one is taken to have that role; one without is a query, as the authors of E5 advise where both sides
 * are alike (arXiv:2402.05672, and the model's card).
 */
export async function embedTexts(
  request: EmbeddingRequest,
  embedder: Embedder,
  signal: AbortSignal,
): Promise<EmbeddingList> {
  const texts = readInputs(request.input);
  const { id, dimensions } = embedder.model;
  if (request.dimensions !== undefined && request.dimensions !== null && request.dimensions !== dimensions) {
    throw new UnservableValueError("dimensions", "dimensions");
  }
  const vectors: Float32Array[] = [];
  // One at a time: between two of them, whoever asks the assistant has a turn.
  for (const { text, role } of texts) {
    const [vector] = await embedder.embed([text], role, { signal });
    if (vector === undefined) throw new Error("A text was embedded to nothing.");
    vectors.push(vector);
  }
  const encode = request.encoding_format === "base64" ? encodeBase64 : (vector: Float32Array) => [...vector];
  const tokens = countTokens(...texts.map(({ text }) => text));
  return {
    object: "list",
    model: id,
    data: vectors.map((vector, index) => ({ object: "embedding", index, embedding: encode(vector) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function readInputs(input: EmbeddingRequest["input"]): RoledText[] {
  const inputs = typeof input === "string" ? [input] : input;
  return inputs.map((given, index) => {
    const path = typeof input === "string" ? "input" : `input[${index}]`;
    // Tokens of another model's vocabulary mean nothing to this one.
    if (typeof given !== "string") throw new UnservableValueError(path, "tokens");
    const [prefix, role] = prefixes.find(([known]) => given.startsWith(known)) ?? ["", "query"];
    const text = given.slice(prefix.length);
    if (text.trim() === "") throw new UnservableValueError(path, "blank-text");
    return { text, role };
  });
}

/** Numbers of 32 bits, the lowest byte first, as OpenAI's clients read them. */
function encodeBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * Float32Array.BYTES_PER_ELEMENT);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * Float32Array.BYTES_PER_ELEMENT);
  return bytes.toString("base64");
}
