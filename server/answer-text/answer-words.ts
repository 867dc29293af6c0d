import type { FrameLanguage, Reason } from "../protocol.ts";

/** What frames an answer that is read as text, outside the page. */
export interface AnswerWords {
  readonly unnamedSpeaker: string;
  readonly borderline: string;
  readonly nearest: string;
  readonly silent: string;
  /** How many of a list stand here, and whether the list is all there is. */
  total(shown: { readonly first: number; readonly last: number; readonly total: number }): string;
  readonly complete: string;
  readonly notComplete: string;
  /** @param cursor Of the next page, as code. */
  more(cursor: string): string;
  translation(language: string, official: boolean): string;
  /** Why there is no answer; null where the answer itself is all that there is to say. */
  readonly reasons: Readonly<Record<Reason, string | null>>;
}

const english: AnswerWords = {
  unnamedSpeaker: "the record itself",
  borderline: "Doubtful, and not counted:",
  nearest: "The nearest passages, which do not answer the question:",
  silent: "Asked about, and silent in the records:",
  total: ({ first, last, total }) => (last < first ? `${total} in all.` : `${first} to ${last} of ${total}.`),
  complete: "The list is complete.",
  notComplete: "The list may lack some.",
  more: (cursor) => `For the next page ask the same with this cursor: ${cursor}`,
  translation: (language, official) => `${official ? "Official" : "Unofficial"} translation (${language})`,
  reasons: {
    "no-evidence": "Not found: the record does not answer this.",
    "unknown-entity": "Not found: the record does not name what is asked about.",
    "filtered-out": "Not found within the filters; outside them it may be.",
    outside: "Not found: this is no question to records of sessions.",
    "not-a-question": null,
  },
};

const spanish: AnswerWords = {
  unnamedSpeaker: "el propio documento",
  borderline: "Dudosos, y no contados:",
  nearest: "Los pasajes más cercanos, que no responden a la pregunta:",
  silent: "Se preguntó por ellos, y nada consta:",
  total: ({ first, last, total }) => (last < first ? `${total} en total.` : `${first} a ${last} de ${total}.`),
  complete: "La lista está completa.",
  notComplete: "Puede que falten algunos.",
  more: (cursor) => `Para la página siguiente, pregunte lo mismo con este cursor: ${cursor}`,
  translation: (language, official) => `Traducción ${official ? "oficial" : "no oficial"} (${language})`,
  reasons: {
    "no-evidence": "No se encontró: el acta no responde a esto.",
    "unknown-entity": "No se encontró: el acta no nombra aquello por lo que se pregunta.",
    "filtered-out": "No se encontró con los filtros; fuera de ellos, puede que sí.",
    outside: "No se encontró: no es una pregunta a las actas de sesiones.",
    "not-a-question": null,
  },
};

export const answerWords: Readonly<Record<FrameLanguage, AnswerWords>> = { es: spanish, en: english };
