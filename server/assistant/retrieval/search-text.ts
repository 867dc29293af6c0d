import type { Document, Language, Passage, Section } from "../../../corpus/document.ts";
import { withoutInvisible } from "../../../corpus/invisible-characters.ts";
import { type Token, tokenize } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { Lexicon } from "./lexicon.ts";

/** Lexical keys of a text: its folded words and the concepts that it names. */
export type TermKey = string;

export const exactKey = (folded: string): TermKey => `=${folded}`;
export const conceptKey = (conceptId: string): TermKey => `#${conceptId}`;

/** A text analysed for search: its tokens and, for each, the keys that it answers to. */
export interface AnalyzedText {
  readonly tokens: readonly Token[];
  /** Keys by token; a concept's key stands on each token of its name. */
  readonly keys: readonly (readonly TermKey[])[];
}

export function analyzeText(text: string, language: Language, lexicon: Lexicon): AnalyzedText {
  const tokens = tokenize(text);
  const keys = tokens.map((token): TermKey[] => {
    if (isFunctionWord(token.folded, language)) return [];
    return [exactKey(token.folded)];
  });
  for (const match of lexicon.match(tokens, language, false)) {
    for (let index = match.first; index <= match.last; index += 1) keys[index]?.push(conceptKey(match.concept.id));
  }
  return { tokens, keys };
}

/** A passage with its place, as the retriever knows it. */
export interface SearchPassage {
  /** Position in the collection, from 0. */
  readonly ordinal: number;
  readonly document: Document;
  readonly section: Section;
  readonly passage: Passage;
  /** Ordinals of the items that lie within this block. */
  readonly items: readonly number[];
  /** Ordinal of the block of an item; null for a block. */
  readonly block: number | null;
}

/** Lists the passages of documents in document order; ordinals follow that order. */
export function listPassages(documents: readonly Document[]): SearchPassage[] {
  const listed: SearchPassage[] = [];
  for (const document of documents) for (const entry of listPassagesOf(document, listed.length)) listed.push(entry);
  return listed;
}

const noItems: readonly number[] = [];

/** @param first Ordinal of the record's first passage. */
export function listPassagesOf(document: Document, first: number): SearchPassage[] {
  const listed: SearchPassage[] = [];
  const ordinals = new Map<string, number>();
  const items = new Map<number, number[]>();
  for (const section of document.sections) {
    for (const passage of section.passages) {
      const ordinal = first + listed.length;
      ordinals.set(passage.id, ordinal);
      const block = passage.parentId === null ? null : (ordinals.get(passage.parentId) ?? null);
      listed.push({ ordinal, document, section, passage, items: noItems, block });
      if (block === null) continue;
      const own = items.get(block);
      if (own === undefined) items.set(block, [ordinal]);
      else own.push(ordinal);
    }
  }
  return items.size === 0
    ? listed
    : listed.map((entry) => (items.has(entry.ordinal) ? { ...entry, items: items.get(entry.ordinal) ?? [] } : entry));
}

/** Who speaks, as it is read before a passage: the speaker, the body spoken for, the office. Empty where nobody does. */
export function describeSpeaker({ speaker, organization, role, topic }: Section): string {
  // The topic is the body's full name where the organization is its acronym.
  const body = organization !== null && topic?.includes(`(${organization})`) === true ? topic : organization;
  const name = speaker ?? body ?? "";
  const spokenFor = speaker === null || body === null || speaker.includes(body) ? "" : ` (${body})`;
  return [`${name}${spokenFor}`, role].filter((part) => part !== null && part !== "").join(", ");
}

/** Passages that carry what was said: neither headings nor front matter nor closing. */
export function isContent({ passage }: SearchPassage): boolean {
  return passage.kind === "recommendation" || passage.kind === "key-point";
}

const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();

/**
 * A passage as the models read it: what it leans on stands before it, so that "As a result…" is met by what it results
 * from. The text is the visible one: `visibleText` of the passage leads back to its offsets.
 */
export function readableOf({ passage, section }: SearchPassage): { speaker: string; context: string; text: string } {
  return {
    speaker: oneLine(describeSpeaker(section)),
    context: oneLine(passage.context),
    text: withoutInvisible(passage.text),
  };
}

/** What introduces a section: searched with its passages, at less weight. */
export function describeSection(section: Section): string {
  return [section.topic, section.speaker, section.role, section.organization, section.affiliation]
    .filter((part) => part !== null)
    .join(". ");
}
