import type { Document, Language, PassageKind } from "../../corpus/document.ts";
import type { Intent } from "../protocol.ts";
import type { Concept, Lexicon } from "../retrieval/lexicon.ts";
import type { RelatedWords } from "../retrieval/query-units.ts";
import { fold, languages, type Token, tokenize } from "../retrieval/terms.ts";
import { isAskedAsSpeaker, narrowByRole, reportsSpeech } from "./asked-speakers.ts";
import {
  type AnswerType,
  alsoAsksDeeds,
  assistantPattern,
  compareCue,
  countCue,
  countedPassages,
  countedRecommendations,
  countedSpeakers,
  expectedAnswerType,
  listCue,
  overviewCue,
  passagesMentioningCue,
  recommendationCue,
  recommendationFrame,
  recommendationNounCue,
  smallTalkCore,
  smallTalkPattern,
  speakersMentioningCue,
  speechCue,
  steeringWords,
  wishes,
} from "./cues.ts";
import { isFunctionWord } from "./function-words.ts";
import { type ListedFact, readListedFact } from "./listed-fact.ts";
import { findMentions, type Mention, type MentionSources } from "./mentions.ts";
import { type MetadataField, readMetadataFields } from "./metadata-question.ts";
import { detectQuestionLanguage } from "./question-language.ts";
import { isNear, type SpokenSection, spellingTolerance } from "./roster.ts";
import { findScaffolding, type Scaffolding } from "./scaffolding.ts";

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

const topicPreposition = new Set([
  "sobre",
  "acerca",
  "respecto",
  "about",
  "on",
  "regarding",
  "concerning",
  "cuanto",
  "relacion",
]);

function isSteering(token: Token): boolean {
  return steeringWords.test(token.folded);
}

function isFunction(token: Token, language: Language | null): boolean {
  // Particles of names keep their own language ("Álvarez de Marré" in an English question); acronyms are never function words.
  if (/^\p{Lu}{2,}$/u.test(token.surface) && token.surface.length > 2) return false;
  if (token.folded.length <= 3 && languages.some((each) => isFunctionWord(token.folded, each))) return true;
  if (language !== null) return isFunctionWord(token.folded, language);
  return languages.some((each) => isFunctionWord(token.folded, each));
}

/** Verbs whose object is what is talked about: in "which speakers mention X", X is the topic. */
const mentioningVerb =
  /^(?:mencion\w*|mention\w*|refier\w+|refiri\w+|discuss\w*|address\w*|abord\w+|trat\w+|raise\w*|tocaron|alud\w+|cit[ae]n?|citaron)$/u;

/**
 * Position of the word that opens the topic: a preposition ("sobre…", "about…"), or the verb of "which speakers
 * mention…"; the end where there is none.
 */
function topicStart(tokens: readonly Token[], folded: string): number {
  // "¿Sobre qué habló…?" opens with the preposition and still names the speaker after it.
  const opensWithTopic = /^(?:sobre|about|acerca)/u.test(folded);
  const preposition = opensWithTopic
    ? -1
    : tokens.findIndex((token, index) => index > 1 && topicPreposition.has(token.folded));
  const asksWho = speakersMentioningCue.test(folded) || passagesMentioningCue.test(folded);
  const verb = asksWho ? tokens.findIndex((token) => mentioningVerb.test(token.folded)) : -1;
  const found = [preposition, verb].filter((position) => position !== -1);
  return found.length === 0 ? tokens.length : Math.min(...found);
}

interface Framing {
  readonly mentions: readonly Mention[];
  readonly metadata: readonly MetadataField[];
  readonly topicFrom: number;
  readonly tokens: readonly Token[];
  readonly answerType: AnswerType;
}

/** From the opening mark on: what stands before it ("De cada diez casas por donde pasa la fibra, ¿…") asks nothing. */
function questionProper(text: string, folded: string): string {
  const opening = text.indexOf("¿");
  return opening === -1 ? folded : foldQuestion(text.slice(opening));
}

const wishesCue = new RegExp(`\\b(?:${wishes})`, "u");

function decideIntent(folded: string, { mentions, metadata, topicFrom, tokens, answerType }: Framing): Intent {
  if (smallTalkPattern.test(folded) && smallTalkCore.test(folded)) return "smalltalk";
  if (assistantPattern.test(folded)) return "assistant";
  if (metadata.length > 0) return "document";
  const counts = countedRecommendations.test(folded) || countedPassages.test(folded);
  const several = !counts && distinctReferents(mentions, topicFrom) >= 2;
  if (several && (comparesSpeakers(folded) || joinsSpeakers(mentions, tokens))) return "compare";
  if (countedRecommendations.test(folded) || countedSpeakers.test(folded) || countedPassages.test(folded))
    return "count";
  if (overviewCue.test(folded)) return "overview";
  if (recommendationNounCue.test(folded) && answerType === "none") return "list";
  if (speakersMentioningCue.test(folded) || passagesMentioningCue.test(folded)) return "list";
  if (listCue.test(folded) && !countCue.test(folded)) return "list";
  return factIntents[answerType] ?? "fact";
}

const factIntents: Readonly<Partial<Record<AnswerType, Intent>>> = {
  person: "who",
  date: "when",
  place: "where",
  definition: "definition",
};

/** Different speakers, bodies or countries named before the topic; "Haiti or Haitians" is one. */
function distinctReferents(mentions: readonly Mention[], topicFrom: number): number {
  const named = mentions.filter((mention) => mention.kind !== "role" && mention.first <= topicFrom);
  const referents = named.map((mention) => {
    const sections = mention.sections.map((spoken) => spoken.id).join();
    return sections === "" ? mention.concepts.map((concept) => concept.id).join() : sections;
  });
  return new Set(referents).size;
}

/** "What do A and B offer?": two who spoke, joined, and not what lies between them or belongs to both. */
function joinsSpeakers(mentions: readonly Mention[], tokens: readonly Token[]): boolean {
  const spoke = mentions.filter(({ kind, sections }) => kind !== "role" && sections.length > 0);
  return spoke.some((mention, position) => {
    const next = spoke[position + 1];
    if (next === undefined || sameSections(mention, next)) return false;
    const between = tokens.slice(mention.last + 1, next.first).map(({ folded }) => folded);
    const isJoined =
      between.length > 0 && between.every((word) => joint.test(word)) && between.some((word) => conjunction.test(word));
    const before =
      tokens
        .slice(0, mention.first)
        .filter(({ folded }) => !article.test(folded))
        .at(-1)?.folded ?? "";
    return isJoined && !owning.test(before);
  });
}

const sameSections = (left: Mention, right: Mention): boolean =>
  left.sections.map(({ id }) => id).join() === right.sections.map(({ id }) => id).join();

const conjunction = /^(?:y|e|and|et|o|or|vs|versus|ni|nor)$/u;
const article = /^(?:el|la|los|las|the|le|les|os|as|al)$/u;
const joint = /^(?:y|e|and|et|o|or|vs|versus|ni|nor|el|la|los|las|the|le|les|os|as|de|del|delegacion|delegation)$/u;
/** "The border between A and B", "aid from A and B to C": they are told of, and do not speak. */
const owning = /^(?:between|entre|of|de|del|from|desde|to|a|for|para|with|con|in|en|against|contra|on|sobre|about)$/u;

/** Two speakers and either a word of comparison or a verb of speech over both ("what do A and B say"). */
function comparesSpeakers(folded: string): boolean {
  return compareCue.test(folded) || (speechCue.test(folded) && /\b(?:y|e|and|et|ou|o|or|ni|nor)\b/u.test(folded));
}

const countingWord = /^(?:cuant[oa]s|many|quant[oa]s|combien|which)$/u;

/** Of these a record may tell without the noun: "six can warn everyone", "412 died". */
const countedUnsaid =
  /^(?:personas?|gente|people|persons?|pessoas?|personnes?|paises|countries|country|pays|estados?|states?|etats?|veces|times|vezes|fois|dates?|years?|days?)$/u;

/** "¿Qué banco…?", "what firm": they choose where what has a name of its own is asked for. */
const choosingWord = /^(?:which|what|que|cual(?:es)?|qual|quais|quels?|quelles?)$/u;

function countedWord(tokens: readonly Token[], topic: readonly Token[], answerType: AnswerType): Token | null {
  const word = answerType === "name" ? choosingWord : countingWord;
  const asked = tokens.findIndex((token) => word.test(token.folded));
  // Behind a content word, "que" belongs to a clause.
  const isClause = answerType === "name" && tokens.slice(0, asked).some((token) => topic.includes(token));
  if (asked === -1 || isClause) return null;
  // The noun stands next to the question word, or after one or two words ("how many of the graduates").
  const next = tokens.slice(asked + 1, asked + 5).find((token) => topic.includes(token));
  return next === undefined || countedUnsaid.test(next.folded) ? null : next;
}

/** Positions of words that belong to an expression of the lexicon: "trata" in "trata de personas" steers nothing. */
function positionsInExpressions(tokens: readonly Token[], language: Language | null, lexicon: Lexicon): Set<number> {
  const positions = new Set<number>();
  for (const { concept, first, last } of lexicon.match(tokens, language, true)) {
    if (concept.kind !== "term" || first === last) continue;
    // "Estados Miembros" is said of everyone addressed, and steers as its words do.
    if (tokens.slice(first, last + 1).every((token) => isSteering(token) || isFunction(token, language))) continue;
    for (let at = first; at <= last; at += 1) positions.add(at);
  }
  return positions;
}

function selectTopic(
  tokens: readonly Token[],
  language: Language | null,
  excluded: readonly Mention[],
  lexicon: Lexicon,
  content: readonly Mention[],
  scaffolding: Scaffolding,
): Token[] {
  const inMention = (position: number): boolean =>
    excluded.some((mention) => position >= mention.first && position <= mention.last);
  const inExpression = positionsInExpressions(tokens, language, lexicon);
  // "States" in "United States" steers nothing either.
  for (const { first, last } of content) for (let at = first; at <= last; at += 1) inExpression.add(at);
  const candidates = tokens.filter(
    (token, position) =>
      !inMention(position) && !isFunction(token, language) && (inExpression.has(position) || !isSteering(token)),
  );
  const topic = candidates.filter(
    (token) =>
      !scaffolding.aside.has(token) && (inExpression.has(tokens.indexOf(token)) || !scaffolding.within.has(token)),
  );
  // Nothing but the frame of a request: then its words are what is looked for.
  return topic.length === 0 && excluded.length === 0 ? candidates : topic;
}

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
