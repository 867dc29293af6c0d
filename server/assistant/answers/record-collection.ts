import type { Document } from "../../corpus/document.ts";
import type { LexicalIndex, QueryUnit } from "../retrieval/lexical-index.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import { buildQueryUnits, type Vocabulary } from "../retrieval/query-units.ts";
import type { Retriever } from "../retrieval/retriever.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { Token } from "../retrieval/terms.ts";
import type { WordNeighbors } from "../retrieval/word-neighbors.ts";
import type { QuestionReading, ReadingSources } from "../understanding/question-reading.ts";
import type { Roster } from "../understanding/roster.ts";
import type { EvidenceSources } from "./evidence.ts";
import type { FactForms } from "./fact-forms.ts";
import type { PassageAnalyzer } from "./passage-analysis.ts";
import type { LogisticModel } from "./relevance-model.ts";

/** Everything that answers are made from, over one set of documents. Immutable; a changed set is a new collection. */
export interface RecordCollection extends ReadingSources {
  readonly documents: readonly Document[];
  readonly passages: readonly SearchPassage[];
  readonly lexicon: Lexicon;
  readonly roster: Roster;
  readonly lexicalIndex: LexicalIndex;
  readonly vocabulary: Vocabulary;
  readonly wordNeighbors: WordNeighbors;
  readonly retriever: Retriever;
  readonly analyzer: PassageAnalyzer;
  readonly evidence: EvidenceSources;
  readonly factForms: FactForms;
  readonly answerabilityModel: LogisticModel;
  /** Whether a passage belongs to a list about a topic. */
  readonly membershipModel: LogisticModel;
}

/** Units of the words looked for: a question's topic, or another stretch of it. */
export function unitsOf(
  collection: RecordCollection,
  reading: QuestionReading,
  tokens: readonly Token[] = reading.topic,
): QueryUnit[] {
  return buildQueryUnits(tokens, reading.language, collection, reading.related);
}

/** Passages that carry what was said: neither headings nor front matter nor closing. */
export function isContent({ passage }: SearchPassage): boolean {
  return passage.kind === "recommendation" || passage.kind === "key-point";
}
