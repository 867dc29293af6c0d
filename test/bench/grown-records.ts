import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Document } from "../../corpus/document.ts";
import { readRecord } from "../../corpus/reader.ts";
import { splitSentences } from "../../corpus/sentences.ts";
import type { Embedder } from "../../embeddings/embedder.ts";
import { createRandom, spreadVectors } from "../fakes/random-vectors.ts";

const passagesOfSpeaker = 12;
/** Shorter ones are headings and dates. */
const shortestSentenceCharacters = 60;
const names = ["Ana", "Luis", "Marta", "Jorge", "Elena", "Pablo", "Rosa", "Iván", "Clara", "Hugo"];

export interface RecordsToMake {
  readonly records: number;
  readonly passages: number;
  readonly sentences: readonly string[];
  /**
   * Who speaks in them beside invented persons: those of the embedded record. A question about somebody who does not
   * speak there is refused unread, and would be another question in a collection where somebody of the name does.
   */
  readonly delegations: readonly string[];
}

/** Records whose passages are sentences of the development records, with some words put in another's place. */
export function makeRecords(options: RecordsToMake): Document[] {
  const { records, passages, sentences, delegations } = options;
  const random = createRandom(records);
  const pick = (values: readonly string[]): string => values[Math.floor(random() * values.length)] ?? "";
  const words = sentences.flatMap((sentence) => sentence.split(/\s+/u));
  const surnames = words
    .filter((word) => /^\p{Ll}{5,8}$/u.test(word))
    .map((word) => word[0]?.toUpperCase() + word.slice(1));
  const sentence = (): string =>
    pick(sentences)
      .split(/\s+/u)
      .map((word) => (random() < 0.3 ? pick(words) : word))
      .join(" ");
  const heading = (): string =>
    random() < 0.5
      ? `Intervención de ${pick(delegations)}`
      : `Sr. ${pick(names)} ${pick(surnames)}, Director, Instituto de ${pick(surnames)} y ${pick(surnames)}`;
  const perRecord = Math.ceil(passages / records);
  const countries = openCountryLexicon();
  return Array.from({ length: records }, (_, number) => {
    const parts = [`RESUMEN DE LA SESIÓN ${number + 1}`];
    for (let at = 0; at < perRecord; at += 1) {
      if (at % passagesOfSpeaker === 0) parts.push(heading());
      parts.push(`- ${sentence()}`);
    }
    return readRecord({ id: `generated-${number + 1}`, source: parts.join("\n\n"), format: "text", countries })
      .document;
  });
}

/**
 * Questions are embedded by the model; passages get vectors with the spread of real ones, which take as long to search
 * and no time to compute: embedding 20,000 passages would take longer than all the rest.
 */
export function createSpreadEmbedder(embedder: Embedder, real: readonly Float32Array[]): Embedder {
  let seed = 0;
  return {
    model: { ...embedder.model, id: `${embedder.model.id}, spread` },
    embed: async (texts, role, options) => {
      if (role === "query") return embedder.embed(texts, role, options);
      seed += 1;
      const { dimensions } = embedder.model;
      const vectors = spreadVectors({ real, count: texts.length, seed });
      return texts.map((_, at) => vectors.slice(at * dimensions, (at + 1) * dimensions));
    },
    close: async () => {},
  };
}

/** Sentences of records, to make others of. */
export function sentencesOf(documents: readonly Document[]): string[] {
  return documents.flatMap(({ source, language }) =>
    splitSentences(source, language)
      .map(({ start, end }) => source.slice(start, end).replace(/\s+/gu, " "))
      .filter((sentence) => sentence.length > shortestSentenceCharacters),
  );
}
