import type { Language } from "../../../corpus/document.ts";
import type { QuestionReader, QuestionReading } from "../../../embeddings/readers.ts";
import { untilAborted } from "../../until-aborted.ts";
import { type Token, tokenize } from "../language/terms.ts";
import { isFunctionWordAnywhere } from "../language/wordings.ts";
import type { Mention } from "./mention.ts";
import type { Roster } from "./roster.ts";
import { type BodyFit, type EmbeddedLabel, fitBodies } from "./speaker-fit.ts";
import { bodyOf, labelsOf, type SpeakerLabel, stemsIn } from "./speaker-labels.ts";

/** Labels are compared by meaning only while they are few: each is embedded once a collection. */
const mostLabelsEmbedded = 60;
/** Share of a description's words, weighed by how few speakers they fit, that must be in a speaker's label. */
const leastShareNamed = 0.5;

/** Runs of words that the question reader takes for a speaker, asked for or left out, by positions of tokens. */
function speakerRuns({ words }: QuestionReading, tokens: readonly Token[]): { first: number; last: number }[] {
  const isSpeaker = ({ start, end }: Token): boolean =>
    words.some((word) => word.start < end && word.end > start && word.parts.speaker + word.parts.excluded >= 0.5);
  const runs: { first: number; last: number }[] = [];
  for (const [position, token] of tokens.entries()) {
    const run = runs.at(-1);
    if (!isSpeaker(token)) continue;
    if (run?.last === position - 1) run.last = position;
    else runs.push({ first: position, last: position });
  }
  return runs;
}

/** The labels that hold most of a description's words, of however many bodies; none where no label holds enough. */
function namedBy(content: readonly Token[], { labels, byStem }: Labels): SpeakerLabel[] {
  const holders = content.map((token) => new Set(stemsIn(token).flatMap((stem) => byStem.get(stem) ?? [])));
  const weight = (held: ReadonlySet<number>): number => (held.size === 0 ? 1 : 1 / held.size);
  const all = holders.reduce((sum, held) => sum + weight(held), 0);
  const sums = new Map<number, number>();
  for (const held of holders) {
    for (const position of held) sums.set(position, (sums.get(position) ?? 0) + weight(held));
  }
  let best = 0;
  for (const sum of sums.values()) best = Math.max(best, sum / (all || 1));
  if (best < leastShareNamed) return [];
  const chosen = [...sums].flatMap(([position, sum]) => (sum / (all || 1) === best ? [position] : []));
  return chosen.sort((one, other) => one - other).flatMap((position) => labels[position] ?? []);
}

interface Labels {
  readonly labels: readonly SpeakerLabel[];
  /** Positions of the labels that hold a stem. */
  readonly byStem: ReadonlyMap<string, readonly number[]>;
}

function indexLabels(labels: readonly SpeakerLabel[]): Labels {
  const byStem = new Map<string, number[]>();
  for (const [position, { stems }] of labels.entries()) {
    for (const stem of stems) {
      const own = byStem.get(stem);
      if (own === undefined) byStem.set(stem, [position]);
      else own.push(position);
    }
  }
  return { labels, byStem };
}

/** @throws EmbeddingError when the model fails. */
export async function embedLabels(labels: readonly SpeakerLabel[], reader: QuestionReader): Promise<EmbeddedLabel[]> {
  const embed = async (text: string): Promise<Float32Array> => (await reader.readQuestion(text)).vector;
  return Promise.all(
    labels.map(async (label) => ({
      label,
      text: await embed(label.text),
      fields: await Promise.all(label.fields.map(embed)),
    })),
  );
}

/** Links what the question reader takes for speakers to those who speak in the records, by words and then by meaning. */
export interface SpeakerLinker {
  /** Mentions for descriptions that no other mention with a part of its own overlaps ("the transport chamber"). */
  link(text: string, reading: QuestionReading, context: LinkContext): Promise<Mention[]>;
}

export interface LinkContext {
  /** Of the question. */
  readonly language: Language | null;
  readonly isKnown: (first: number, last: number) => boolean;
  readonly signal: AbortSignal;
}

export interface SpeakerLinkerParts {
  readonly roster: Roster;
  readonly reader: QuestionReader;
  /** Whether a description means a body, by the features of its fit. */
  readonly isMeant: (features: BodyFit["features"]) => number | null;
}

/** @param isMeant The probability where it is enough, else null. */
export function createSpeakerLinker({ roster, reader, isMeant }: SpeakerLinkerParts): SpeakerLinker {
  const labels = labelsOf(roster);
  const indexed = indexLabels(labels);
  let embedding: Promise<EmbeddedLabel[]> | null = null;

  const embedded = (): Promise<EmbeddedLabel[]> => {
    embedding ??= embedLabels(labels, reader);
    // A call that failed is tried again.
    embedding.catch(() => {
      embedding = null;
    });
    return embedding;
  };

  async function nearest(
    surface: string,
    content: readonly Token[],
    { language, signal }: LinkContext,
  ): Promise<readonly SpeakerLabel[]> {
    if (labels.length > mostLabelsEmbedded) return [];
    const { vector } = await reader.readQuestion(surface, { signal });
    // Others may wait for the labels too: whoever is gone leaves their embedding to them.
    const all = await untilAborted(embedded(), signal);
    const fits = fitBodies({ vector, content, language }, all).flatMap(({ labels: own, features }) => {
      const probability = isMeant(features);
      return probability === null ? [] : [{ own, probability }];
    });
    return fits.sort((one, other) => other.probability - one.probability)[0]?.own ?? [];
  }

  return {
    async link(text, reading, context) {
      const tokens = tokenize(text);
      const found: Mention[] = [];
      for (const { first, last } of speakerRuns(reading, tokens)) {
        const content = tokens.slice(first, last + 1).filter(({ folded }) => !isFunctionWordAnywhere(folded));
        if (content.length === 0 || context.isKnown(first, last)) continue;
        const surface = text.slice(tokens[first]?.start, tokens[last]?.end);
        const named = namedBy(content, indexed);
        const isNamed = new Set(named.map(bodyOf)).size === 1;
        const meant = isNamed ? named : await nearest(surface, content, context);
        if (meant.length === 0) continue;
        const sections = meant.flatMap((label) => label.sections);
        found.push({ kind: "body", text: surface, first, last, concepts: [], sections, known: true });
      }
      return found;
    },
  };
}
