import type { Document, Passage, Section } from "../../../corpus/document.ts";
import type { FrameLanguage } from "../../protocol.ts";
import { fold, isNumeric, type Token, tokenize } from "../language/terms.ts";
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
  const [first, second] = mostRecommending(speaking).map(
    (section) => nameInSentence({ section, document }, { language, collection }).subject,
  );
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
function mostRecommending(sections: readonly Section[]): readonly Section[] {
  return sections
    .flatMap((section) => {
      const { organization, passages } = section;
      const count = passages.filter(({ kind }) => kind === "recommendation").length;
      const named = organization === null ? null : { ...section, organization: callName(organization) };
      return named === null || count === 0 ? [] : [{ section: named, count }];
    })
    .sort((left, right) => right.count - left.count)
    .map(({ section }) => section);
}

/** "Conferencia Regional sobre Migración (CRM)" is the CRM. */
function callName(organization: string): string {
  const opening = organization.lastIndexOf("(");
  const bracketed = opening > 0 && organization.endsWith(")") ? organization.slice(opening + 1, -1) : "";
  return startsWithCapital(bracketed) && !bracketed.includes(" ") ? bracketed : organization;
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
  const tokens = tokenize(text);
  const subjects = tokens.map(
    (token) => token.surface.length >= shortestSubject && !isNumeric(token) && !isFunctionWord(token.folded, language),
  );
  return tokens.flatMap(({ start, end }, index) => {
    const before = tokens[index - 1];
    const areSubjects = subjects[index] === true && subjects[index - 1] === true;
    if (before === undefined || !areSubjects || !isApart(text, before.end, start)) return [];
    return [`${text.slice(before.start, before.end)} ${text.slice(start, end)}`];
  });
}

/** Whether only space lies between, or the apostrophe of a genitive: else a clause ends there. */
function isApart(text: string, from: number, to: number): boolean {
  const between = text.slice(from, to).trim();
  return between === "" || between === "’" || between === "'";
}

/**
 * What percentages are given of, where a name is in it: "del PIB de Jamaica", "of Jamaica's GDP". The words go on
 * until one that is neither part of a name nor joins two.
 */
function sharesGiven(text: string, language: FrameLanguage): readonly string[] {
  const tokens = tokenize(text);
  return tokens.flatMap(({ surface }, figure) => {
    if (!surface.endsWith("%")) return [];
    const whole: Token[] = [];
    for (const token of tokens.slice(figure + 1)) {
      const before = whole.at(-1);
      const isNear = isApart(text, before?.end ?? tokens[figure]?.end ?? 0, token.start);
      if (!isNear || isNumeric(token) || !goesOn(token, before, language)) break;
      whole.push(token);
    }
    while (whole.length > 0 && isFunctionWord(whole.at(-1)?.folded ?? "", language)) whole.pop();
    const isNamed = whole.slice(1).some((token) => startsWithCapital(token.surface));
    return isNamed ? [text.slice(whole[0]?.start, whole.at(-1)?.end)] : [];
  });
}

/** The first word joins; a name, or a word before it, goes on; behind a name only what joins does. */
function goesOn({ surface }: Token, before: Token | undefined, language: FrameLanguage): boolean {
  if (before === undefined) return joins(surface);
  // "Jamaica’s GDP" has a word of one letter.
  if (startsWithCapital(surface) || surface === "s") return true;
  if (before.surface === "s") return false;
  return startsWithCapital(before.surface)
    ? joins(surface)
    : joins(before.surface) || isFunctionWord(before.folded, language);
}

function joins(word: string): boolean {
  return word === "of" || word === "de" || word === "del";
}

function startsWithCapital(word: string): boolean {
  const first = word.slice(0, 1);
  return first !== first.toLowerCase();
}
