import type { Token } from "../language/terms.ts";
import { wordings } from "../language/wordings.ts";
import { type Mention, overlap, standsIn } from "./mention.ts";
import { betterHalf, type QuestionParts } from "./question-parts.ts";
import { type DecidedKind, decideKind, type KindProbability, type RequestGroup } from "./request-kinds.ts";
import type { NamedSessions } from "./sessions.ts";

/** A question whose words and names are told, on the way to be understood. */
export interface ReadWords {
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
  readonly parts: QuestionParts;
}

/** Whose words are asked for. */
export interface AskedSpeakers {
  readonly speakers: readonly Mention[];
  readonly excluded: readonly Mention[];
  /** Whether a name without a part of its own is what the question is about. */
  readonly needsPart: boolean;
  /** From which share on words stand for a speaker. */
  readonly leastShare: number;
}

const surelySpeaker = 0.85;
const surelyCompares = 0.75;
const surelySumsUp = 0.9;

const hasPart = ({ kind, sections }: Mention): boolean => kind !== "role" && sections.length > 0;

/** The kind of request, where who is named allows it. */
export function decideWithMentions(
  kinds: readonly KindProbability[],
  mentions: readonly Mention[],
  without: readonly RequestGroup[],
): DecidedKind {
  // A comparison sets the words of two side by side: without them it is whatever else it may be.
  const named = mentions.filter(({ kind }) => kind !== "role");
  const compares = kinds.find(({ kind }) => kind === "compare")?.probability ?? 0;
  const hasSides = (named.length >= 2 && mentions.some(hasPart)) || compares >= surelyCompares;
  const possible = hasSides ? without : [...without, "compare" as const];
  const first = decideKind(kinds, possible);
  // "Which topic does Canada lead?" sums up nobody where Canada has no part of its own, unless it surely asks for that.
  const sumsUpNobody = first.kind === "overview-speaker" && !mentions.some(hasPart) && first.probability < surelySumsUp;
  // "¿Qué tema lidera Chile?" may read like a question to the world: who is named in the records is asked about there.
  const isOfRecords = first.kind === "outside" && mentions.some(({ kind, known }) => kind !== "role" && known);
  if (isOfRecords) return decideKind(kinds, [...possible, "nothing"]);
  return sumsUpNobody ? decideKind(kinds, [...possible, "overview"]) : first;
}

/** @param sessions Records whose session the question names; null where it names none of those held. */
export function askedSpeakers(
  { tokens, mentions, parts }: ReadWords,
  { kind, group }: DecidedKind,
  sessions: NamedSessions | null,
): AskedSpeakers {
  const excluded = mentions.filter(
    (mention) =>
      parts.across("excluded", mention) >= betterHalf || (kind === "list-not" && followsException(mention, tokens)),
  );
  // Who is named in a question of fact may be its subject: only one whose words are surely asked for restricts it.
  const isFact = group === "fact" && kind !== "speaker-topic";
  const leastShare = group === "nothing" ? Number.POSITIVE_INFINITY : isFact ? surelySpeaker : betterHalf;
  // "The Regional Conference" may be a meeting or who speaks for it: where it names no session among those held, it speaks.
  const shareAsSpeaker = (mention: Mention): number =>
    parts.across("speaker", mention) + (sessions === null && hasPart(mention) ? parts.across("session", mention) : 0);
  // Who has no part of its own is what a question of fact, or a list of mentions, is about.
  const needsPart = isFact || kind === "list-mentions" || kind === "count-mentions";
  const asked = mentions.filter(
    (mention) =>
      !excluded.includes(mention) &&
      shareAsSpeaker(mention) >= leastShare &&
      !(needsPart && mention.sections.length === 0),
  );
  // "The presidency of the CRM" is read as one part, "the auditor and the CRM" as two.
  const isOnePart = (role: Mention, body: Mention): boolean =>
    tokens
      .slice(role.last + 1, body.first)
      .every((token) => possessive.test(token.folded) || parts.has("speaker", token));
  const speakers = asked
    .map((mention) => narrowRole(mention, mentions, isOnePart))
    .filter((mention, at, all) => !all.slice(0, at).some((each) => overlap(each, mention)));
  return { speakers, excluded, needsPart, leastShare };
}

/** Between an office and what it is of, in the four languages. */
const possessive = /^(?:del?|l[aoe]s?|el|of|the|d[aou]s?|des)$/u;

/** Words of a speaker whom no record names. */
export function unresolvedWords(
  { tokens, mentions, parts }: ReadWords,
  content: readonly Token[],
  { leastShare }: AskedSpeakers,
): Token[] {
  // What stands beside the name of a person whom the records hold is part of it, however the question styles them.
  const persons = mentions.filter(({ kind, known }) => kind === "person" && known);
  const isBesidePerson = (at: number): boolean => standsIn(persons, at - 1) || standsIn(persons, at + 1);
  return content.filter((token) => {
    const at = tokens.indexOf(token);
    return !standsIn(mentions, at) && !isBesidePerson(at) && parts.of("speaker", token) >= leastShare;
  });
}

/** Words between "except" and whom it leaves out. */
const longestException = 3;

/** "Salvo la viceministra", "other than Peru": a word that leaves out stands right before the name. */
function followsException({ first }: Mention, tokens: readonly Token[]): boolean {
  return tokens
    .slice(Math.max(0, first - longestException), first)
    .some(({ folded }) => Object.values(wordings).some(({ exceptions }) => exceptions.has(folded)));
}

/** Words between an office and the body that it is of. */
const longestOffice = 4;

/** "The presidency of the CRM" is that of the body named behind it. */
function narrowRole(
  role: Mention,
  mentions: readonly Mention[],
  isOnePart: (role: Mention, body: Mention) => boolean,
): Mention {
  if (role.kind !== "role") return role;
  for (const mention of mentions) {
    const { kind, first, last, text, sections, ...rest } = mention;
    if (kind === "role" || first <= role.last || first - role.last > longestOffice) continue;
    if (!isOnePart(role, mention)) continue;
    const ids = new Set(role.sections.map(({ id }) => id));
    const both = sections.filter(({ id }) => ids.has(id));
    // Where the records tell of no such office of the body, the body's own part is meant.
    const meant = both.length > 0 ? both : sections;
    if (meant.length > 0) return { ...rest, kind, text, first: role.first, last, sections: meant };
  }
  return role;
}
