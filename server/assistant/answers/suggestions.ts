import type { FrameLanguage } from "../../protocol.ts";
import { tokenize } from "../language/terms.ts";
import { isFunctionWordAnywhere } from "../language/wordings.ts";
import { exactKey, isContent, type SearchPassage } from "../retrieval/search-text.ts";
import type { RecordCollection } from "../weighing/record-collection.ts";
import type { AnswerDraft } from "./answer-draft.ts";
import { type AnswerRequest, acceptAll } from "./answer-request.ts";
import { namesIn, type Telling } from "./names-in-language.ts";

/** Next questions offered after an answer. */
const suggestionsOffered = 3;

const wordings: Readonly<
  Record<FrameLanguage, { recommended: (who: Naming) => string; summary: (who: Naming) => string; speakers: string }>
> = {
  es: {
    recommended: ({ subject }) => `¿Qué recomendó ${subject}?`,
    summary: ({ ofWhom }) => `Resumen de la intervención ${ofWhom}`,
    speakers: "¿Quiénes intervinieron?",
  },
  en: {
    recommended: ({ subject }) => `What did ${subject} recommend?`,
    summary: ({ ofWhom }) => `Summarize the intervention ${ofWhom}`,
    speakers: "Who spoke at the session?",
  },
};

type Article = "el" | "la" | "los" | "las" | null;

/** What a collection is found to say of its speakers, found once. */
interface Findings {
  readonly articles: Map<string, Article>;
  /** Whether a record's name takes "the" in English. */
  readonly theNames: Map<string, boolean>;
  /** Content by the name that it is suggested under, in the order in which they first speak. */
  readonly speakers: ReadonlyMap<string, readonly SearchPassage[]>;
}

const findingsOf = new WeakMap<RecordCollection, Findings>();

function findIn(collection: RecordCollection): Findings {
  const known = findingsOf.get(collection);
  if (known !== undefined) return known;
  const findings = { articles: new Map(), theNames: new Map(), speakers: groupByName(collection.passages) };
  findingsOf.set(collection, findings);
  return findings;
}

const isOffered = (entry: SearchPassage): boolean => isContent(entry) && nameOf(entry) !== "";

function groupByName(passages: readonly SearchPassage[]): Map<string, SearchPassage[]> {
  const groups = new Map<string, SearchPassage[]>();
  for (const entry of passages) {
    if (!isOffered(entry)) continue;
    const own = groups.get(nameOf(entry));
    if (own === undefined) groups.set(nameOf(entry), [entry]);
    else own.push(entry);
  }
  return groups;
}

/** Spanish article before a name as the records write it ("la CSM", "del BID"), or none. */
function findArticle(name: string, { passages, lexicalIndex }: RecordCollection): Article {
  const before = new RegExp(`(?<!\\p{L})(el|la|los|las|del|al) ${escapeForPattern(name)}(?!\\p{L})`, "iu");
  const [word] = tokenize(name).filter(({ folded }) => !isFunctionWordAnywhere(folded));
  // Only a passage that says the name's first word can say the name.
  const saying = word === undefined ? [] : lexicalIndex.tellers(exactKey(word.folded));
  for (const ordinal of saying.toSorted((one, other) => one - other)) {
    const entry = passages[ordinal];
    if (entry?.document.language !== "es") continue;
    const found = before.exec(entry.passage.text)?.[1]?.toLowerCase();
    if (found === "del" || found === "al") return "el";
    if (found === "el" || found === "la" || found === "los" || found === "las") return found;
  }
  return null;
}

function articleOf(name: string, collection: RecordCollection): Article {
  const { articles } = findIn(collection);
  const known = articles.get(name);
  if (known !== undefined) return known;
  const article = findArticle(name, collection);
  articles.set(name, article);
  return article;
}

/** Whose name is told: who speaks in a section of a record. */
type Named = Pick<SearchPassage, "section" | "document">;

interface Naming {
  /** With its article, as the subject of a sentence. */
  readonly subject: string;
  /** After "de" or "of". */
  readonly ofWhom: string;
}

/** A speaker of a record as a sentence holds its name, with the article that the records give it. */
export function nameInSentence(first: Named, telling: Pick<AnswerRequest, "language" | "collection">): Naming {
  const { language, collection } = telling;
  const name = nameToTell(first, telling);
  if (language === "en") {
    const subject = takesThe(first, name, collection) ? `the ${name}` : name;
    return { subject, ofWhom: `of ${subject}` };
  }
  const article = articleOf(nameOf(first), collection);
  if (article === null) return { subject: name, ofWhom: `de ${name}` };
  return { subject: `${article} ${name}`, ofWhom: article === "el" ? `del ${name}` : `de ${article} ${name}` };
}

/** As the record's English text writes it, or its Spanish one where the name is the same in both; a country's has none. */
function takesThe(first: Named, name: string, collection: RecordCollection): boolean {
  const own = nameOf(first);
  const { theNames } = findIn(collection);
  const key = `${first.document.id} ${name}`;
  const known = theNames.get(key);
  if (known !== undefined) return known;
  const translated = first.document.translations.find(({ language }) => language === "en");
  const texts = translated === undefined ? [] : [...translated.texts.values()];
  const written = new RegExp(`(?<!\\p{L})the ${escapeForPattern(name)}(?!\\p{L})`, "u");
  const takes = texts.some((text) => written.test(text)) || (own === name && articleOf(own, collection) !== null);
  theNames.set(key, takes);
  return takes;
}

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

function nameOf({ section }: Named): string {
  return section.organization ?? section.speaker ?? "";
}

/** The same in the reader's language. */
function nameToTell({ section, document }: Named, telling: Telling): string {
  const { organization, speaker } = namesIn(section, document, telling);
  return organization ?? speaker ?? "";
}

/**
 * Questions that the record answers by its structure: recommendations and summaries of the speakers just cited, then
 * of the others. Each names a speaker that has such passages.
 */
export function suggestQuestions(request: AnswerRequest, draft: AnswerDraft): string[] {
  const { collection, language, question, filter } = request;
  const wording = wordings[language];
  const cited = new Set(draft.citations.filter(({ entry }) => isOffered(entry)).map(({ entry }) => nameOf(entry)));
  const speakers = filter === acceptAll ? findIn(collection).speakers : groupByName(collection.passages.filter(filter));
  const asked =
    question.passageKinds.length > 0
      ? new Set(
          question.speakers.flatMap(({ sections }) =>
            sections.map(({ section }) => section.organization ?? section.speaker),
          ),
        )
      : new Set<string | null>();
  const inSentence = (name: string): Naming => {
    const first = speakers.get(name)?.[0];
    return first === undefined ? { subject: name, ofWhom: name } : nameInSentence(first, request);
  };
  const recommends = (name: string): boolean =>
    !asked.has(name) && speakers.get(name)?.some(({ passage }) => passage.kind === "recommendation") === true;
  // Those just cited, then the others as they speak; no more of them are looked at than are offered.
  function* names(): Iterable<string> {
    yield* cited;
    for (const name of speakers.keys()) if (!cited.has(name)) yield name;
  }
  const offers = [
    ...firstOf(names(), 2, recommends).map(inSentence).map(wording.recommended),
    ...firstOf(names(), 1, () => true)
      .map(inSentence)
      .map(wording.summary),
    wording.speakers,
  ];
  return [...new Set(offers)].filter((offer) => offer !== question.text).slice(0, suggestionsOffered);
}

function firstOf(names: Iterable<string>, count: number, test: (name: string) => boolean): string[] {
  const found: string[] = [];
  for (const name of names) {
    if (found.length === count) break;
    if (test(name)) found.push(name);
  }
  return found;
}
