import type { PassageKind } from "../../../corpus/document.ts";
import { type Token, tokenize } from "../language/terms.ts";
import { isFunctionWordAnywhere } from "../language/wordings.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import type { AskedSpeakers, ReadWords } from "./asked-speakers.ts";
import { standsIn } from "./mention.ts";
import type { DecidedKind } from "./request-kinds.ts";
import type { NamedSessions } from "./sessions.ts";

/** What a question is about, in its own words. */
export interface AskedWords {
  /** All content words but the names of speakers and sessions. */
  readonly content: readonly Token[];
  readonly topic: readonly Token[];
  readonly excludedTopic: readonly Token[];
  readonly passageKinds: readonly PassageKind[];
}

/** A word of a topic needs less than one of a mention. */
const partOfTopic = 0.4;
/** Of the likeliest word of a topic. */
const likeliestShare = 0.6;

export function askedWords(
  { tokens, mentions, parts }: ReadWords,
  { kind }: DecidedKind,
  { speakers, excluded, needsPart }: AskedSpeakers,
  sessions: NamedSessions | null,
  lexicon: Lexicon,
): AskedWords {
  // "Mr Lind": how a person is styled belongs to the name.
  const persons = mentions.filter((mention) => mention.kind === "person" && mention.known);
  const isTaken = (token: Token): boolean => {
    const at = tokens.indexOf(token);
    return standsIn([...speakers, ...excluded], at) || (standsIn(persons, at + 1) && parts.has("speaker", token));
  };
  const isSession = (token: Token): boolean => sessions?.words.includes(token) ?? false;
  const content = tokens.filter(
    (token) => !isTaken(token) && !isSession(token) && !isFunctionWordAnywhere(token.folded),
  );
  const isTopic = (token: Token): boolean =>
    parts.of("topic", token) + (needsPart ? parts.of("speaker", token) : 0) >= partOfTopic;
  const isKind = (token: Token): boolean => parts.has("kind", token);
  const kindWords = content.filter(isKind);
  const asksRecommendations = !asksOtherStatements(kindWords, lexicon);
  const recommends =
    ((kind === "list-not" || kind === "compare") && kindWords.length > 0 && asksRecommendations) ||
    (kind === "list-recommendations" && asksRecommendations) ||
    kind === "document-countrecommendations";
  // Statements of another kind (commitments, objections, requests) are told by reading, as a topic is.
  const isRead = (kind === "list-recommendations" || kind === "list-not") && !asksRecommendations;
  const topic = content.filter((token) => isTopic(token) || (isRead && isKind(token)));
  // A list of mentions is of mentions of something: where no word is surely what, the likeliest are.
  const asksMentions = (kind === "list-mentions" || kind === "count-mentions") && speakers.length === 0;
  const likeliest = Math.max(...content.map((token) => parts.of("topic", token)));
  const isLikeliest = (token: Token): boolean => parts.of("topic", token) >= likeliestShare * likeliest;
  return {
    content,
    topic: topic.length === 0 && asksMentions ? content.filter(isLikeliest) : topic,
    excludedTopic: content.filter((token) => parts.has("excluded", token)),
    passageKinds: recommends ? ["recommendation"] : [],
  };
}

/** "que recomendo panama": whether all that is asked about is that somebody recommended, and nothing else. */
export function asksOnlyRecommendations({ topic, content }: AskedWords, lexicon: Lexicon): boolean {
  const words = topic.length > 0 ? topic : content;
  const concepts = conceptsOf(recommendations, lexicon);
  const matches = lexicon.match(words, null, true).filter(({ concept }) => concepts.has(concept.id));
  return words.length > 0 && words.every((_, at) => matches.some(({ first, last }) => at >= first && at <= last));
}

function conceptsOf(names: readonly string[], lexicon: Lexicon): ReadonlySet<string> {
  const matches = names.flatMap((name) => lexicon.match(tokenize(name), "en", true));
  return new Set(matches.map(({ concept }) => concept.id));
}

/** Whether some words name another kind of statement than the recommendations that the records mark, in any language. */
function asksOtherStatements(words: readonly Token[], lexicon: Lexicon): boolean {
  const named = (names: readonly string[]): boolean => {
    const concepts = conceptsOf(names, lexicon);
    return lexicon.match(words, null, true).some(({ concept }) => concepts.has(concept.id));
  };
  return named(otherStatements) && !named(recommendations);
}

/** A test of words that mean a session and none in particular: "meeting", "sesión". */
export function createSessionTest(lexicon: Lexicon): (token: Token) => boolean {
  const concepts = conceptsOf(sessions, lexicon);
  return (token) => lexicon.match([token], null, true).some(({ concept }) => concepts.has(concept.id));
}

const sessions = ["session"];
const recommendations = ["recommendation", "proposal"];
const otherStatements = [
  "commitment",
  "promise",
  "objection",
  "complaint",
  "criticism",
  "warning",
  "decision",
  "agreement",
  "figure",
];
