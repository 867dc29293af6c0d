import type { Language } from "../../../corpus/document.ts";
import { dotProduct } from "../../../embeddings/exact-index.ts";
import type { Token } from "../language/terms.ts";
import { bodyOf, type SpeakerLabel, stemsIn } from "./speaker-labels.ts";

/** A label with the encoder's vectors (unit length) of its text and of its fields. */
export interface EmbeddedLabel {
  readonly label: SpeakerLabel;
  readonly text: Float32Array;
  readonly fields: readonly Float32Array[];
}

/** Words that describe a speaker: "the treasurer", "los productores". */
export interface Description {
  readonly vector: Float32Array;
  readonly content: readonly Token[];
  /** Of the question that they stand in. */
  readonly language: Language | null;
}

/** One body of the records, and how far a description fits it beside the others. */
export interface BodyFit {
  readonly labels: readonly SpeakerLabel[];
  /** What a model of the link is fitted on; similarities are cosines, shares in [0, 1]. */
  readonly features: Readonly<Record<string, number>>;
}

interface Likeness {
  readonly labels: SpeakerLabel[];
  text: number;
  field: number;
  words: number;
}

/** Of vectors of unit length. */
const cosine = (one: Float32Array, other: Float32Array): number => dotProduct(one, 0, other, 0, one.length);

function shareHeld(content: readonly Token[], { stems }: SpeakerLabel): number {
  const held = content.filter((token) => stemsIn(token).some((stem) => stems.has(stem)));
  return content.length === 0 ? 0 : held.length / content.length;
}

function likenessOf({ vector, content }: Description, embedded: readonly EmbeddedLabel[]): Likeness[] {
  const bodies = new Map<string, Likeness>();
  for (const { label, text, fields } of embedded) {
    const own = cosine(text, vector);
    const likeness = bodies.get(bodyOf(label)) ?? { labels: [], text: -1, field: -1, words: 0 };
    bodies.set(bodyOf(label), likeness);
    likeness.labels.push(label);
    likeness.text = Math.max(likeness.text, own);
    likeness.field = Math.max(likeness.field, own, ...fields.map((field) => cosine(field, vector)));
    likeness.words = Math.max(likeness.words, shareHeld(content, label));
  }
  return [...bodies.values()];
}

/** What the only body of a record is compared with. */
const likenessOfNobody = 0.5;

/** How far a description fits each body, in the order of the labels. */
export function fitBodies(description: Description, embedded: readonly EmbeddedLabel[]): BodyFit[] {
  const bodies = likenessOf(description, embedded);
  const mean = bodies.reduce((sum, { text }) => sum + text, 0) / Math.max(1, bodies.length);
  const ahead = (body: Likeness, measure: "text" | "field" | "words", none: number): number =>
    body[measure] - Math.max(none, ...bodies.filter((each) => each !== body).map((each) => each[measure]));
  const isForeign = (labels: readonly SpeakerLabel[]): boolean =>
    description.language !== null && labels[0]?.sections[0]?.document.language !== description.language;
  return bodies.map((body) => ({
    labels: body.labels,
    features: {
      text: body.text,
      textAhead: bodies.length === 1 ? body.text - likenessOfNobody : ahead(body, "text", -1),
      field: body.field,
      fieldAhead: bodies.length === 1 ? body.field - likenessOfNobody : ahead(body, "field", -1),
      words: body.words,
      wordsAhead: ahead(body, "words", 0),
      aboveMean: body.text - mean,
      foreign: isForeign(body.labels) ? 1 : 0,
    },
  }));
}
