import type { QuestionReading } from "../../../embeddings/readers.ts";
import type { Intent } from "../../protocol.ts";

/** What a question wants, as the question reader tells it. The kinds of one group are answered in like ways. */
export const requestKinds = {
  /** Asks nothing of the records. */
  nothing: ["smalltalk", "assistant", "command", "outside", "gibberish"],
  /** Asks about a record as a whole. */
  document: [
    "document-title",
    "document-date",
    "document-documentdate",
    "document-place",
    "document-issuer",
    "document-body",
    "document-speakers",
    "document-countspeakers",
    "document-countrecommendations",
    "document-countpassages",
    "document-language",
    "document-kind",
    "document-agenda",
    "document-symbol",
    "document-attendance",
    "document-collection",
    "speaker-role",
  ],
  overview: ["overview", "overview-speaker"],
  list: ["list-recommendations", "list-mentions", "list-not", "list-figures", "count-mentions"],
  compare: ["compare"],
  /** Asks for one passage. */
  fact: [
    "fact",
    "who",
    "when",
    "where",
    "howmany",
    "count-value",
    "why",
    "how",
    "which",
    "whatis",
    "yesno",
    "keyword",
    "speaker-topic",
    "session-date",
    "document-next",
  ],
  /** Leans on the question before. */
  followup: ["followup"],
} as const;

export type RequestGroup = keyof typeof requestKinds;
export type RequestKind = (typeof requestKinds)[RequestGroup][number];

const groups = new Map<string, RequestGroup>(
  // The keys of the table are its groups.
  (Object.keys(requestKinds) as RequestGroup[]).flatMap((group) => requestKinds[group].map((kind) => [kind, group])),
);

export function groupOf(kind: string): RequestGroup | null {
  return groups.get(kind) ?? null;
}

/** The wire's intent of each kind. */
export const intents: Readonly<Record<RequestKind, Intent>> = {
  smalltalk: "smalltalk",
  assistant: "assistant",
  command: "assistant",
  outside: "fact",
  gibberish: "fact",
  "document-title": "document",
  "document-date": "document",
  "document-documentdate": "document",
  "document-place": "document",
  "document-issuer": "document",
  "document-body": "document",
  "document-speakers": "document",
  "document-countspeakers": "count",
  "document-countrecommendations": "count",
  "document-countpassages": "count",
  "document-language": "document",
  "document-kind": "document",
  "document-agenda": "document",
  "document-symbol": "document",
  "document-attendance": "document",
  "document-collection": "count",
  "speaker-role": "who",
  overview: "overview",
  "overview-speaker": "overview",
  "list-recommendations": "list",
  "list-mentions": "list",
  "list-not": "list",
  "list-figures": "list",
  "count-mentions": "count",
  compare: "compare",
  fact: "fact",
  who: "who",
  when: "when",
  where: "where",
  howmany: "fact",
  "count-value": "fact",
  why: "fact",
  how: "fact",
  which: "fact",
  whatis: "definition",
  yesno: "fact",
  keyword: "fact",
  "speaker-topic": "fact",
  "session-date": "fact",
  "document-next": "when",
  followup: "fact",
};

/** How probably a question is of a kind. */
export type KindProbability = QuestionReading["kinds"][number];

/** The kind of request that a reading of its words comes to. */
export interface DecidedKind {
  readonly kind: RequestKind;
  readonly group: RequestGroup;
  /** Of the whole group: kinds of a group are often both right. */
  readonly probability: number;
}

/**
 * The most probable group, and in it the most probable kind. Where a group is not told with enough certainty, the plain
 * reading stands: a question of fact, searched with all its words.
 *
 * @param kinds Probabilities by kind; a kind that this version does not know counts nothing.
 * @param without Groups that cannot be meant.
 */
export function decideKind(kinds: readonly KindProbability[], without: readonly RequestGroup[] = []): DecidedKind {
  const sums = new Map<RequestGroup, number>();
  for (const { kind, probability } of kinds) {
    const group = groupOf(kind);
    if (group !== null && !without.includes(group)) sums.set(group, (sums.get(group) ?? 0) + probability);
  }
  const [best] = [...sums].sort(([, a], [, b]) => b - a);
  const isCertain =
    best !== undefined &&
    (best[1] >= leastCertain ||
      (best[0] === "list" && best[1] >= leastLikely && best[1] >= leastOdds * (sums.get("fact") ?? 0)));
  const group = best === undefined || !isCertain ? "fact" : best[0];
  const own: readonly string[] = requestKinds[group];
  const top = kinds.find(({ kind }) => own.includes(kind))?.kind ?? own[0];
  // `own` holds nothing but kinds.
  return { kind: top as RequestKind, group, probability: sums.get(group) ?? 0 };
}

/** A question of fact taken for anything else is lost; a list taken for one still gives its best passage. */
const leastCertain = 0.5;
const leastLikely = 0.4;
const leastOdds = 1.3;
