import type { Section } from "../../../corpus/document.ts";
import type { QuestionReader, QuestionReading } from "../../../embeddings/readers.ts";
import { fold, languages, stemsOf, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWordAnywhere } from "../language/wordings.ts";
import { describeSpeaker } from "../retrieval/search-text.ts";
import type { Mention } from "./mention.ts";
import type { Roster, SpokenSection } from "./roster.ts";

/** One speaker as the records name it, with all its parts. */
interface Label {
  readonly text: string;
  readonly sections: readonly SpokenSection[];
  readonly stems: ReadonlySet<string>;
}

const stemsIn = (token: Token): string[] => languages.flatMap((language) => stemsOf(token, language));

const stemsOfLabels = new WeakMap<Section, { readonly text: string; readonly stems: ReadonlySet<string> }>();

/** How a section's speaker is linked to; found once a section. */
export function prepareLabel(section: Section): { readonly text: string; readonly stems: ReadonlySet<string> } {
  const known = stemsOfLabels.get(section);
  if (known !== undefined) return known;
  const text = describeSpeaker(section);
  const content = tokenize(text).filter(({ folded }) => !isFunctionWordAnywhere(folded));
  const label = { text, stems: new Set(content.flatMap(stemsIn)) };
  stemsOfLabels.set(section, label);
  return label;
}

function labelsOf({ sections }: Roster): Label[] {
  const grouped = new Map<string, SpokenSection[]>();
  for (const spoken of sections) {
    const { text } = prepareLabel(spoken.section);
    const own = grouped.get(text);
    if (own === undefined) grouped.set(text, [spoken]);
    else own.push(spoken);
  }
  return [...grouped].map(([text, own]) => ({
    text,
    sections: own,
    stems: prepareLabel((own[0] as SpokenSection).section).stems,
  }));
}

/** Labels are compared by meaning only while they are few: each is embedded once a collection. */
const mostLabelsEmbedded = 60;
/** Share of a description's words, weighed by how few speakers they fit, that must be in a speaker's label. */
const leastShareNamed = 0.5;
/** Cosine by which the nearest label must be nearer than the next one of another body. */
const leastLead = 0.08;

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

const bodyOf = (label: Label): string => {
  const section = label.sections[0]?.section;
  return fold(section?.organization ?? section?.speaker ?? label.text);
};

/** The labels that hold most of a description's words, of however many bodies; none where no label holds enough. */
function namedBy(content: readonly Token[], { labels, byStem }: Labels): Label[] {
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
  readonly labels: readonly Label[];
  /** Positions of the labels that hold a stem. */
  readonly byStem: ReadonlyMap<string, readonly number[]>;
}

function indexLabels(labels: readonly Label[]): Labels {
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

/** Links what the question reader takes for speakers to those who speak in the records, by words and then by meaning. */
export interface SpeakerLinker {
  /** Mentions for descriptions that no other mention with a part of its own overlaps ("the transport chamber"). */
  link(
    text: string,
    reading: QuestionReading,
    isKnown: (first: number, last: number) => boolean,
    signal: AbortSignal,
  ): Promise<Mention[]>;
}

export function createSpeakerLinker(roster: Roster, reader: QuestionReader): SpeakerLinker {
  const labels = labelsOf(roster);
  const indexed = indexLabels(labels);
  let vectors: Promise<Float32Array[]> | null = null;

  const embedLabels = (): Promise<Float32Array[]> => {
    vectors ??= Promise.all(labels.map(async ({ text }) => (await reader.readQuestion(text)).vector));
    // A call that failed is tried again.
    vectors.catch(() => {
      vectors = null;
    });
    return vectors;
  };

  async function nearest(description: string, signal: AbortSignal): Promise<Label[]> {
    if (labels.length > mostLabelsEmbedded) return [];
    const [{ vector }, all] = [await reader.readQuestion(description, { signal }), await embedLabels()];
    const ranked = labels
      .map((label, position) => ({
        label,
        similarity: all[position]?.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0) ?? 0,
      }))
      .sort((a, b) => b.similarity - a.similarity);
    const [best] = ranked;
    if (best === undefined) return [];
    const own = ranked.filter(({ label }) => bodyOf(label) === bodyOf(best.label)).map(({ label }) => label);
    const next = ranked.find(({ label }) => !own.includes(label));
    return best.similarity - (next?.similarity ?? 0) >= leastLead ? own : [];
  }

  return {
    async link(text, reading, isKnown, signal) {
      const tokens = tokenize(text);
      const found: Mention[] = [];
      for (const { first, last } of speakerRuns(reading, tokens)) {
        const content = tokens.slice(first, last + 1).filter(({ folded }) => !isFunctionWordAnywhere(folded));
        if (content.length === 0 || isKnown(first, last)) continue;
        const surface = text.slice(tokens[first]?.start, tokens[last]?.end);
        const named = namedBy(content, indexed);
        // A proper name that no label holds is somebody else's.
        const isProper = content.some((token) => /^\p{Lu}/u.test(token.surface) && token !== tokens[0]);
        const meant = named.length > 0 || isProper ? named : await nearest(surface, signal);
        // Words that fit several bodies name none of them.
        if (new Set(meant.map(bodyOf)).size !== 1) continue;
        const sections = meant.flatMap((label) => label.sections);
        found.push({ kind: "body", text: surface, first, last, concepts: [], sections, known: true });
      }
      return found;
    },
  };
}
