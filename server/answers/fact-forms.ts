import type { CountryLexicon } from "../../corpus/countries.ts";
import type { Language } from "../../corpus/document.ts";
import { findDates } from "../../corpus/reading/dates.ts";
import { createKindClassifier, type KindClassifier } from "../../corpus/reading/kinds.ts";
import { fold } from "../retrieval/terms.ts";
import type { ListedFact } from "../understanding/listed-fact.ts";
import { holdsForm } from "./answer-types.ts";

/** Tells whether a sentence of a record holds a fact of some kind, by how such facts are written. */
export interface FactForms {
  /** @param since ISO 8601 date of the record, which later dates are upcoming from; null where it has none. */
  holds(sentence: string, fact: ListedFact, language: Language, since: string | null): boolean;
}

/** "By 30 September", "antes de diciembre", "within six months": a date or a stretch of time that closes. */
const limitBefore =
  /\b(?:by|before|until|till|no later than|not later than|at the latest|end of|antes d[eo]l?|hasta(?: el)?|a mas tardar|para (?:el|fines|finales|fin)|a fin(?:es|ales) de|plazo|vence|ate|prazo|fins? de|avant|d'ici|au plus tard|jusqu'(?:au|a|en)|within|dentro de|em ate|dans (?:un|les))\b[^.;]{0,24}$/u;
/** "Up to five years in prison" limits an amount; only a date closes behind it. */
const upTo = /\b(?:hasta|ate|until|till|jusqu'a)\b[^.;]{0,24}$/u;
const timeAhead =
  /\b(?:(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th|o|er)? (?:de |of )?\p{L}+|\p{L}+ \d{1,2}|(?:\d+|\p{L}+) (?:days?|weeks?|months?|years?|dias|semanas|meses|anos|jours|semaines|mois|ans))\b/gu;

function holdsDeadline(folded: string): boolean {
  return [...folded.matchAll(timeAhead)].some(
    ({ index, 0: found }) =>
      limitBefore.test(folded.slice(0, index)) &&
      (holdsForm(found, "date") ||
        holdsForm(folded.slice(index, index + 40), "date") ||
        (holdsForm(found, "duration") && !upTo.test(folded.slice(0, index)))),
  );
}

/** A date behind the record's own, told at least by month, or a later year. */
function holdsLater(sentence: string, since: string | null): boolean {
  if (since === null) return false;
  if (findDates(sentence).some(({ date }) => date > since)) return true;
  const years = [...sentence.matchAll(/(?<![\d.,/-])20\d\d(?![\d/]|[.,]\d)/gu)].map(([found]) => found);
  return years.some((found) => found > since.slice(0, 4));
}

export function createFactForms(countries: CountryLexicon): FactForms {
  const classifiers = new Map<Language, KindClassifier>();
  const classifierOf = (language: Language): KindClassifier => {
    const known = classifiers.get(language) ?? createKindClassifier(language, countries);
    classifiers.set(language, known);
    return known;
  };
  return {
    holds(sentence, fact, language, since) {
      if (fact === "commitment") return classifierOf(language).isCommitment(sentence);
      const folded = fold(sentence).replace(/\s+/gu, " ");
      if (fact === "upcoming") return holdsDeadline(folded) || holdsLater(sentence, since);
      return fact === "deadline" ? holdsDeadline(folded) : holdsForm(folded, fact);
    },
  };
}
