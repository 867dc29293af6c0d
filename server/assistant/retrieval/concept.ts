import type { Language } from "../../../corpus/document.ts";

export type ConceptKind = "term" | "body" | "country" | "role";

/** Names by which one thing is called in the four languages. Source: `server/lexicon/`, `corpus/countries.json`, the records. */
export interface Concept {
  /** Unique among concepts: `<kind>:<name>`. */
  readonly id: string;
  readonly kind: ConceptKind;
  readonly names: Readonly<Partial<Record<Language, readonly string[]>>>;
  /** Written in capitals; in a question also in small letters, where that is not a function word. */
  readonly acronyms: readonly string[];
  /** Those that are known to be of one language. */
  readonly acronymsIn?: Readonly<Partial<Record<Language, readonly string[]>>> | undefined;
  /** Names in any language. */
  readonly aliases: readonly string[];
  /** Cities that a question may name for a country's government ("Bogotá"), in any language; never read in a text. */
  readonly capitals?: readonly string[];
}
