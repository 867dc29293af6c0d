import { PRESENT_REPORTING_VERBS, REPORTING_VERBS } from "./speaker-lexicon.ts";

/** Verbs of saying, also in the present tense, in which summary records report; over folded text. */
export const REPORTS_NOW = new RegExp(`\\s(?:${REPORTING_VERBS}|${PRESENT_REPORTING_VERBS})(?![\\p{L}])`, "gu");

/**
 * Endings of finite verbs in the past and the future: behind an office or a delegation any verb reports. What a party
 * "deberá" do is laid on it by whoever speaks.
 */
export const FINITE_VERBS =
  /\s(?:se |s['’])?(?=\p{Ll})(?!deber)(?:\p{L}+(?:ó|aron|ieron|ou|eu|iu|aram|eram|iram|ará|erá|irá|arán|erán|irán|arão|erão|irão|ed))(?!\p{L})/gu;

export const FINITE = new RegExp(FINITE_VERBS.source, "u");

/** What may stand in small letters inside a name. */
export const PARTICLE = /^(?:ap|i|d[aeio]s?|del|las?|los|el|y|e|van|von|der|den|du|le|bin|ben|al|don|doña|dona|st\.)$/u;

/** The first word in small letters that is no particle, where a name in capitals ends; null where none stands there. */
export function firstOtherWord(name: string): { readonly word: string; readonly index: number } | null {
  for (const { 0: word, index } of name.matchAll(/\S+/gu))
    if (/^\p{Ll}/u.test(word) && !PARTICLE.test(word)) return { word, index };
  return null;
}

/**
 * "Consejo acordó", "Junta Directiva resolvió": a verb stands where a name would go on. Behind a particle ("Diretora do
 * museu", "Administrador de red") it is a noun that ends like one.
 */
export function holdsVerb(name: string): boolean {
  const other = firstOtherWord(name);
  if (other === null || other.index === 0 || !FINITE.test(` ${other.word}`)) return false;
  const before = name.slice(0, other.index).trimEnd().split(/\s/u).at(-1) ?? "";
  return !PARTICLE.test(before);
}

/** Whether the text begins with an infinitive of Spanish, Portuguese or French by its form, before another word. */
export function isInfinitive(text: string): boolean {
  return /^\p{L}\p{Ll}+(?:[aeiî]r(?:se)?|re)\s(?=\p{Ll})/u.test(text);
}

const FIRST_PERSON =
  /(?<![\p{L}’'.-])(?:I|[Mm]e|[Mm]y|[Yy]o|[Mm]i|[Jj]e|[Mm]on|[Ee]u|[Mm]eu|[Mm]inha)(?![\p{L}.-])|(?<!\p{L})[Jj]['’]\p{Ll}/u;
/** What ends a first sentence, or what tells of a speaker before the words. */
const BEHIND_FIRST = /[:"“«]|(?<=\p{L}{3})\.\s|[-–—]\s/u;

/**
 * Whether the first sentence, up to a quotation, is told in the first person: who narrates a turn is not in what is
 * narrated, so "The inspector, who is sitting beside me, said…" is told by whoever speaks already.
 */
export function saysI(text: string): boolean {
  return FIRST_PERSON.test(text.split(BEHIND_FIRST)[0] ?? "");
}
