import type { Intent } from "../protocol.ts";
import type { Token } from "../retrieval/terms.ts";
import {
  type AnswerType,
  assistantPattern,
  compareCue,
  countCue,
  countedPassages,
  countedRecommendations,
  countedSpeakers,
  listCue,
  overviewCue,
  passagesMentioningCue,
  recommendationNounCue,
  smallTalkCore,
  smallTalkPattern,
  speakersMentioningCue,
  speechCue,
} from "./cues.ts";
import type { Mention } from "./mention.ts";
import type { MetadataField } from "./metadata-question.ts";

interface Framing {
  readonly mentions: readonly Mention[];
  readonly metadata: readonly MetadataField[];
  readonly topicFrom: number;
  readonly tokens: readonly Token[];
  readonly answerType: AnswerType;
}

export function decideIntent(folded: string, { mentions, metadata, topicFrom, tokens, answerType }: Framing): Intent {
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
