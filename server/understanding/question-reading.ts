import type { Document, Language, PassageKind } from "../../corpus/document.ts";
import type { Intent } from "../protocol.ts";
import type { Concept } from "../retrieval/lexicon.ts";
import type { RelatedWords } from "../retrieval/query-units.ts";
import { fold, type Token, tokenize } from "../retrieval/terms.ts";
import { isAskedAsSpeaker, narrowByRole, reportsSpeech } from "./asked-speakers.ts";
import {
  type AnswerType,
  alsoAsksDeeds,
  expectedAnswerType,
  recommendationCue,
  recommendationFrame,
  recommendationNounCue,
  speakersMentioningCue,
  wishes,
} from "./cues.ts";
import { decideIntent } from "./intent.ts";
import { type ListedFact, readListedFact } from "./listed-fact.ts";
import type { Mention, MentionSources } from "./mention.ts";
import { findMentions } from "./mentions.ts";
import { type MetadataField, readMetadataFields } from "./metadata-question.ts";
import { detectQuestionLanguage } from "./question-language.ts";
import { isNear, type SpokenSection, spellingTolerance } from "./roster.ts";
import { findScaffolding } from "./scaffolding.ts";
import { countedWord, selectTopic, topicStart } from "./topic.ts";

/** What a question was understood to ask, before anything is searched. */
export interface QuestionReading {
  readonly text: string;
  /** Folded, with single spaces and without opening and closing marks: what the cue patterns meet. */
  readonly folded: string;
  readonly tokens: readonly Token[];
  readonly language: Language | null;
  readonly intent: Intent;
  /** Fields of the document that are asked for; none but with intent `document`. */
  readonly metadata: readonly MetadataField[];
  readonly answerType: AnswerType;
  /** Kinds that the wording restricts to. */
  readonly kinds: readonly PassageKind[];
  readonly mentions: readonly Mention[];
  /** Those of the mentions that are asked about as speakers. */
  readonly speakers: readonly Mention[];
  /** Sections that the speakers are heard in; null where the question is not about what someone said. */
  readonly scope: readonly SpokenSection[] | null;
  /** Content words that are neither steering nor names of speakers. */
  readonly topic: readonly Token[];
  /** For words of the topic that the records do not hold: words of theirs that mean nearly the same. */
  readonly related: RelatedWords;
  /** What "how many…" counts or "which…" chooses from: the first content word after it; null where there is none. */
  readonly counted: Token | null;
  /** The kind of fact that all are wanted of ("every deadline", "what did they pledge"); null where none is. */
  readonly listed: ListedFact | null;
  /** Whether the question asks which speakers (and not which passages). */
  readonly asksSpeakers: boolean;
}

export interface ReadingSources extends MentionSources {
  readonly documents: readonly Document[];
}

/** Lower case, without accents or marks at the ends, single spaces. */
export function foldQuestion(text: string): string {
  return fold(text)
    .replace(/[¿¡?!"“”«»]|[,;:.](?=\s|$)/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[.,;:\s]+$/u, "");
}

/** From the opening mark on: what stands before it ("De cada diez casas por donde pasa la fibra, ¿…") asks nothing. */
function questionProper(text: string, folded: string): string {
  const opening = text.indexOf("¿");
  return opening === -1 ? folded : foldQuestion(text.slice(opening));
}

const wishesCue = new RegExp(`\\b(?:${wishes})`, "u");

function scopeOf(speakers: readonly Mention[]): readonly SpokenSection[] | null {
  if (speakers.length === 0) return null;
  const sections = new Map<string, SpokenSection>();
  for (const mention of speakers) for (const spoken of mention.sections) sections.set(spoken.id, spoken);
  return [...sections.values()];
}

/** Misspelled as people misspell: it begins right, and is off by few letters, by one where the records lack the name. */
function isNearName(word: string, concept: Concept, held: boolean): boolean {
  const names = [...Object.values(concept.names).flat(), ...concept.aliases];
  return names.some((name) => {
    const target = fold(name);
    if (target.length < 5 || target[0] !== word[0]) return false;
    return isNear(
      word,
      target,
      held ? Math.min(spellingTolerance(word), spellingTolerance(target)) : word.length >= 7 ? 1 : 0,
    );
  });
}

/** Reads one question on its own; what a conversation adds comes from `conversation.ts`. */
export function readQuestion(text: string, sources: ReadingSources): QuestionReading {
  const folded = foldQuestion(text);
  const tokens = tokenize(text);
  const language = detectQuestionLanguage(text, (word) => sources.lexicon.languagesOf(word));
  const scaffolding = findScaffolding(text, tokens);
  const found = findMentions(text, tokens, language, sources, isNearName).filter(
    ({ first }) => !scaffolding.aside.has(tokens[first] as Token),
  );
  const mentions = narrowByRole(found);
  const asked = tokens.filter((token) => !scaffolding.aside.has(token));
  const metadata = readMetadataFields({
    folded: asked.length === tokens.length ? folded : foldQuestion(text.slice(asked[0]?.start, asked.at(-1)?.end)),
    tokens: asked,
    language,
    mentions,
    documents: sources.documents,
  });
  const topicFrom = topicStart(tokens, folded);
  const answerType = expectedAnswerType(questionProper(text, folded));
  const intent = decideIntent(folded, { mentions, metadata, topicFrom, tokens, answerType });
  const said = reportsSpeech(folded);
  const sectionCount = sources.roster.sections.length;
  const speakers = mentions.filter((mention) =>
    isAskedAsSpeaker(mention, { folded, tokens, topicFrom, intent, said, sectionCount, mentions }),
  );
  const asksRecommendations =
    recommendationNounCue.test(folded) ||
    (recommendationCue.test(folded) &&
      !alsoAsksDeeds.test(folded) &&
      (speakers.length > 0 || intent === "list" || intent === "count"));
  // A role beside a speaker ("the MIRPS pro tempore presidency") says who speaks, not what is looked for.
  const roles = speakers.length > 0 ? found.filter((mention) => mention.kind === "role") : [];
  const topic = selectTopic(
    tokens,
    language,
    [...speakers, ...roles],
    sources.lexicon,
    mentions.filter((mention) => mention.kind !== "role" && !speakers.includes(mention)),
    scaffolding,
  ).filter((token) => !(asksRecommendations || wishesCue.test(folded)) || !recommendationFrame.test(token.folded));
  return {
    text,
    folded,
    tokens,
    language,
    intent: asksRecommendations && topic.length === 0 && intent === "fact" ? "list" : intent,
    metadata,
    answerType,
    kinds: asksRecommendations ? ["recommendation"] : [],
    mentions,
    speakers,
    scope: scopeOf(speakers),
    topic,
    related: new Map(),
    counted: countedWord(tokens, topic, answerType),
    listed: metadata.length > 0 ? null : readListedFact(folded),
    asksSpeakers: intent === "list" && speakersMentioningCue.test(folded),
  };
}
