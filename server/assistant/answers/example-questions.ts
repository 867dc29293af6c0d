import type { Document, Passage, Section } from "../../../corpus/document.ts";
import type { FrameLanguage } from "../../protocol.ts";
import { fold } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { RecordCollection } from "../weighing/record-collection.ts";
import { nameInSentence } from "./suggestions.ts";

/** Sessions that are looked through for questions, newest first. */
const sessionsLookedAt = 6;

interface Wordings {
  readonly recommended: (subject: string) => string;
  readonly compared: (first: string, second: string) => string;
  readonly saidAbout: (term: string) => string;
  /** `whole` begins with "del", "de la", "of": what a percentage was given of. */
  readonly share: (whole: string) => string;
  readonly sessionDate: string;
  readonly whoSpoke: string;
}

const wordings: Readonly<Record<FrameLanguage, Wordings>> = {
  es: {
    recommended: (subject) => `¿Qué recomendó ${subject}?`,
    compared: (first, second) => `Compara lo que recomendaron ${first} y ${second}`,
    saidAbout: (term) => `¿Qué se dijo sobre «${term}»?`,
    share: (whole) => `¿Qué porcentaje ${whole} se mencionó?`,
    sessionDate: "¿Cuándo se celebró la sesión?",
    whoSpoke: "¿Quiénes intervinieron en la sesión?",
  },
  en: {
    recommended: (subject) => `What did ${subject} recommend?`,
    compared: (first, second) => `Compare what ${first} and ${second} recommended`,
    saidAbout: (term) => `What was said about “${term}”?`,
    share: (whole) => `What percentage ${whole} was mentioned?`,
    sessionDate: "When was the session held?",
    whoSpoke: "Who spoke at the session?",
  },
};

/**
 * Questions made from what the newest records say, one of each record in turn, best first. Whether the records answer
 * them is not known here: each is to be asked before it is offered.
 */
export function exampleQuestions(collection: RecordCollection, language: FrameLanguage): readonly string[] {
  const newest = collection.documents
    .toSorted((left, right) => (right.sessionDate ?? "").localeCompare(left.sessionDate ?? ""))
    .slice(0, sessionsLookedAt);
  const perDocument = newest.map((document) => questionsOf(document, language, collection));
  const longest = Math.max(0, ...perDocument.map(({ length }) => length));
  const inTurn = Array.from({ length: longest }, (_, rank) =>
    perDocument.flatMap((questions) => questions[rank] ?? []),
  );
  return [...new Set(inTurn.flat())];
}

function questionsOf(document: Document, language: FrameLanguage, collection: RecordCollection): readonly string[] {
  const wording = wordings[language];
  const speaking = document.sections.filter(({ speaker, organization }) => speaker !== null || organization !== null);
  const [first, second] = mostRecommending(speaking).map((name) => nameInSentence(name, language, collection).subject);
  const texts = speaking.map((section) => textsIn(section, document, language));
  const [term, otherTerm] = sharedTerms(texts, language);
  const [share] = texts.flat().flatMap((text) => sharesGiven(text, language));
  return [
    ...(first === undefined ? [] : [wording.recommended(first)]),
    ...(term === undefined ? [] : [wording.saidAbout(term)]),
    ...(share === undefined ? [] : [wording.share(share)]),
    ...(first === undefined || second === undefined ? [] : [wording.compared(first, second)]),
    ...(document.sessionDate === null ? [] : [wording.sessionDate]),
    ...(otherTerm === undefined ? [] : [wording.saidAbout(otherTerm)]),
    ...(speaking.length > 1 ? [wording.whoSpoke] : []),
  ];
}

/** Bodies that recommend, by how much, as a question names them: by their acronym where they have one. */
function mostRecommending(sections: readonly Section[]): readonly string[] {
  return sections
    .flatMap(({ organization, passages }) => {
      const count = passages.filter(({ kind }) => kind === "recommendation").length;
      return organization === null || count === 0 ? [] : [{ name: callName(organization), count }];
    })
    .sort((left, right) => right.count - left.count)
    .map(({ name }) => name);
}

function callName(organization: string): string {
  return /\((\p{Lu}[\p{L}\d-]{1,11})\)\s*$/u.exec(organization)?.[1] ?? organization;
}

/** What a section says, in the asked language where the record has it. */
function textsIn({ passages }: Section, { language, translations }: Document, asked: FrameLanguage): readonly string[] {
  const blocks = passages.filter(({ parentId, kind }) => parentId === null && kind !== "heading");
  if (language === asked) return blocks.map(({ text }) => text);
  const translation = translations.find((each) => each.language === asked);
  return blocks.flatMap(({ id }: Passage) => translation?.texts.get(id) ?? []);
}

/** Pairs of neighbouring words that several sections use, most widely used first. */
function sharedTerms(sections: readonly (readonly string[])[], language: FrameLanguage): readonly string[] {
  const uses = new Map<string, { readonly text: string; readonly sections: Set<number>; count: number }>();
  for (const [section, texts] of sections.entries()) {
    for (const text of texts.flatMap((each) => wordPairs(each, language))) {
      const key = fold(text);
      const use = uses.get(key) ?? { text: text.toLowerCase(), sections: new Set<number>(), count: 0 };
      use.sections.add(section);
      use.count += 1;
      uses.set(key, use);
    }
  }
  return [...uses.values()]
    .filter((use) => use.sections.size > 1)
    .sort((left, right) => right.sections.size - left.sections.size || right.count - left.count)
    .map(({ text }) => text);
}

const shortestSubject = 4;

/** Neighbours within a clause that may both name a subject. */
function wordPairs(text: string, language: FrameLanguage): readonly string[] {
  const isSubject = (word: string) => word.length >= shortestSubject && !isFunctionWord(fold(word), language);
  return text.split(/[^\p{L}\p{M}\s-]+/u).flatMap((clause) => {
    const words = clause.split(/\s+/u).filter((word) => word !== "");
    const subjects = words.map(isSubject);
    return words.flatMap((word, index) =>
      index > 0 && subjects[index - 1] === true && subjects[index] === true ? [`${words[index - 1]} ${word}`] : [],
    );
  });
}

/**
 * What percentages are given of, where a name is in it: "del PIB de Jamaica", "of Jamaica's GDP". The words go on
 * until one that is neither part of a name nor joins two.
 */
function sharesGiven(text: string, language: FrameLanguage): readonly string[] {
  return [...text.matchAll(/\d\s?%\s(?<whole>[^.,;:()\d]{4,80})/gu)].flatMap(({ groups }) => {
    const words = (groups?.whole ?? "").split(/\s+/u).filter((word) => word !== "");
    const end = words.findIndex((word, index) => !goesOn(word, words[index - 1], language));
    const whole = end < 0 ? words : words.slice(0, end);
    while (isFunctionWord(fold(whole.at(-1) ?? ""), language)) whole.pop();
    return whole.some((word, index) => index > 0 && startsWithCapital(word)) ? [whole.join(" ")] : [];
  });
}

/** The first word joins; a name, or a word before it, goes on; behind a name only what joins does. */
function goesOn(word: string, before: string | undefined, language: FrameLanguage): boolean {
  if (before === undefined) return joins(word);
  if (startsWithCapital(word)) return true;
  return startsWithCapital(before) ? joins(word) : joins(before) || isFunctionWord(fold(before), language);
}

function joins(word: string): boolean {
  return word === "of" || word === "de" || word === "del";
}

function startsWithCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}
