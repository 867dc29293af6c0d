import type { Document, Section } from "../../../corpus/document.ts";
import type { Citation, FrameLanguage } from "../../protocol.ts";
import { fold, tokenize } from "../language/terms.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";

/** Where a record's names are to be told: its own words, or another language's. */
export interface Telling {
  readonly language: FrameLanguage;
  readonly collection: { readonly lexicon: Lexicon };
}

export type SpokenNames = Pick<Section, "topic" | "speaker" | "honorific" | "role" | "organization">;

const namesOfSections = new WeakMap<Lexicon, Map<string, WeakMap<Section, SpokenNames>>>();

/**
 * How a section's speaker, office and body are called in a language: as the record's translation names them, else as
 * the lexicon knows the body or the country; where neither does, as the record says. A person's name is never changed.
 */
export function namesIn(section: Section, document: Document, telling: Telling): SpokenNames {
  const { language } = telling;
  if (document.language === language) return section;
  const names = keptNames(telling);
  const known = names.get(section);
  if (known !== undefined) return known;
  const found = findNames(section, document, telling);
  names.set(section, found);
  return found;
}

function keptNames({ language, collection: { lexicon } }: Telling): WeakMap<Section, SpokenNames> {
  const ofLexicon = namesOfSections.get(lexicon) ?? new Map<string, WeakMap<Section, SpokenNames>>();
  namesOfSections.set(lexicon, ofLexicon);
  const ofLanguage = ofLexicon.get(language) ?? new WeakMap<Section, SpokenNames>();
  ofLexicon.set(language, ofLanguage);
  return ofLanguage;
}

function findNames(section: Section, document: Document, telling: Telling): SpokenNames {
  const { language } = telling;
  const told = translationIn(document, language)?.sectionNames?.get(section.number);
  const inLexicon = (name: string | null) => (name === null ? null : nameInLexicon(name, document, telling));
  return {
    topic: told?.topic ?? section.topic,
    speaker: section.isPerson === true ? section.speaker : inLexicon(section.speaker),
    honorific: told?.honorific ?? section.honorific,
    role: told?.role ?? section.role,
    organization: told?.organization ?? inLexicon(section.organization),
  };
}

function translationIn({ translations }: Document, language: FrameLanguage) {
  return translations.find((translation) => translation.language === language);
}

export function titleIn(document: Document, { language }: Pick<Telling, "language">): string {
  return translationIn(document, language)?.title ?? document.title;
}

/** The name of the one body or country that a whole name is of; the name itself where it is of none, or of several. */
function nameInLexicon(name: string, document: Document, { language, collection: { lexicon } }: Telling): string {
  const tokens = tokenize(name);
  const matches = lexicon
    .match(tokens, document.language, false)
    .filter(({ concept }) => concept.kind === "body" || concept.kind === "country");
  const [match] = matches;
  if (match === undefined || matches.length > 1 || match.first > 0 || match.last < tokens.length - 1) return name;
  const { names, acronyms, acronymsIn } = match.concept;
  const isAmong = (forms: readonly string[] = []) => forms.some((form) => fold(form) === fold(name));
  const isAcronym = isAmong(acronyms);
  if (isAmong(names[language]) || (isAcronym && isAmong(acronymsIn?.[language]))) return name;
  const [acronym] = acronymsIn?.[language] ?? [];
  const [full] = names[language] ?? [];
  return (isAcronym ? (acronym ?? full) : full) ?? name;
}

/** The names of a citation in the reader's language; null where they are the record's own. */
export function localNamesOf(section: Section, document: Document, telling: Telling): Citation["localNames"] {
  const { topic, speaker, honorific, role, organization } = namesIn(section, document, telling);
  const title = titleIn(document, telling);
  const body = translationIn(document, telling.language)?.body ?? document.body;
  const own = [section.topic, section.speaker, section.honorific, section.role, section.organization];
  const isOwn =
    [topic, speaker, honorific, role, organization].every((name, index) => name === own[index]) &&
    title === document.title &&
    body === document.body;
  if (isOwn) return null;
  return { language: telling.language, documentTitle: title, body, topic, speaker, honorific, role, organization };
}
