import type { Token } from "../language/terms.ts";
import type { Concept } from "../retrieval/concept.ts";
import type { LexicalIndex } from "../retrieval/lexical-index.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import { conceptKey } from "../retrieval/search-text.ts";
import type { Roster, SpokenSection } from "./roster.ts";

/** A speaker, body, country or role that a question names. `first` to `last` inclusive are token positions. */
export interface Mention {
  readonly kind: "person" | "body" | "country" | "role";
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly concepts: readonly Concept[];
  /** Parts of the records that the mentioned one speaks in. */
  readonly sections: readonly SpokenSection[];
  /** Whether the records name it anywhere. */
  readonly known: boolean;
}

/** What mentions are looked up in. */
export interface MentionSources {
  readonly lexicon: Lexicon;
  readonly roster: Roster;
  readonly lexicalIndex: LexicalIndex;
}

export function surfaceOf(text: string, tokens: readonly Token[], first: number, last: number): string {
  return text.slice(tokens[first]?.start ?? 0, tokens[last]?.end ?? text.length);
}

export function uniqueSections(lists: readonly (readonly SpokenSection[])[]): SpokenSection[] {
  const seen = new Map<string, SpokenSection>();
  for (const spoken of lists.flat()) seen.set(spoken.id, spoken);
  return [...seen.values()];
}

export function isHeld(concept: Concept, { lexicalIndex, roster }: MentionSources): boolean {
  return lexicalIndex.has(conceptKey(concept.id)) || roster.sectionsOf(concept.id).length > 0;
}

export function overlap(left: Mention, right: Mention): boolean {
  return left.first <= right.last && right.first <= left.last;
}

/** Whether the token at a position is part of one of some mentions. */
export function standsIn(mentions: readonly Mention[], position: number): boolean {
  return mentions.some(({ first, last }) => position >= first && position <= last);
}
