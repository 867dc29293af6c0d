import type { Language } from "../../corpus/document.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import { languages, type Token } from "../retrieval/terms.ts";
import { type AnswerType, passagesMentioningCue, speakersMentioningCue, steeringWords } from "./cues.ts";
import { isFunctionWord } from "./function-words.ts";
import type { Mention } from "./mention.ts";
import type { Scaffolding } from "./scaffolding.ts";

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
export function topicStart(tokens: readonly Token[], folded: string): number {
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

const countingWord = /^(?:cuant[oa]s|many|quant[oa]s|combien|which)$/u;

/** Of these a record may tell without the noun: "six can warn everyone", "412 died". */
const countedUnsaid =
  /^(?:personas?|gente|people|persons?|pessoas?|personnes?|paises|countries|country|pays|estados?|states?|etats?|veces|times|vezes|fois|dates?|years?|days?)$/u;

/** "¿Qué banco…?", "what firm": they choose where what has a name of its own is asked for. */
const choosingWord = /^(?:which|what|que|cual(?:es)?|qual|quais|quels?|quelles?)$/u;

export function countedWord(tokens: readonly Token[], topic: readonly Token[], answerType: AnswerType): Token | null {
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

export function selectTopic(
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
