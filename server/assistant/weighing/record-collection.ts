import type { Document } from "../../../corpus/document.ts";
import type { PassageReader, QuestionReader } from "../../../embeddings/readers.ts";
import type { Token } from "../language/terms.ts";
import type { LexicalIndex, QueryUnit } from "../retrieval/lexical-index.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import { buildQueryUnits, type Vocabulary } from "../retrieval/query-units.ts";
import type { Retriever } from "../retrieval/retriever.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { Question, QuestionSources } from "../understanding/question.ts";
import type { Roster } from "../understanding/roster.ts";
import type { LogisticModel } from "./logistic-model.ts";
import type { PassageWords } from "./passage-words.ts";

/** Small fitted models over what the readers and the exact checks give. */
export interface AnswerModels {
  /** Does this passage answer? */
  readonly relevance: LogisticModel;
  /** Which of several passages answers: only the order of its log-odds means something. */
  readonly ranking: LogisticModel;
  /** Does the record answer at all, by the best passage? */
  readonly answerability: LogisticModel;
  /** Does this passage belong to a list about this topic? */
  readonly membership: LogisticModel;
  /** Does a description ("the treasurer") mean this body among those of the records? */
  readonly speakerLinks: LogisticModel;
}

/** The trained models that read. */
export interface Readers {
  readonly questions: QuestionReader;
  readonly passages: PassageReader;
}

/** Everything that answers are made from, over one set of documents. Immutable; a changed set is a new collection. */
export interface RecordCollection extends QuestionSources {
  readonly documents: readonly Document[];
  readonly passages: readonly SearchPassage[];
  readonly lexicon: Lexicon;
  readonly roster: Roster;
  readonly lexicalIndex: LexicalIndex;
  readonly vocabulary: Vocabulary;
  readonly retriever: Retriever;
  readonly words: PassageWords;
  /** Whether a passage tells a number; known of every passage, so that all may be asked. */
  readonly tellsNumber: (entry: SearchPassage) => boolean;
  readonly readers: Readers;
  readonly models: AnswerModels;
}

/** Units of some words of a question, for lexical search. */
export function unitsOf(collection: RecordCollection, question: Question, tokens: readonly Token[]): QueryUnit[] {
  return buildQueryUnits(tokens, question.language, collection);
}
