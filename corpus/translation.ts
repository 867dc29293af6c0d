import type { Document, Language, Passage, SectionNames, Translation } from "./document.ts";
import { readableText } from "./readable-text.ts";
import { readRecord } from "./reader.ts";
import { RecordReadError } from "./record-read-error.ts";
import type { RecordFormat } from "./text-extractor.ts";

export interface TranslationOptions {
  readonly language: Language;
  readonly official: boolean;
  /** Of the record, in the translation's language. */
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  /** Format of the translation's file; "text" where it is not given. */
  readonly format?: RecordFormat;
}

/**
 * Reads a translation with the reader of the original, and aligns the two paragraph by paragraph and item by item.
 *
 * @throws RecordReadError when the texts are built differently, naming the first paragraph that differs: a translation
 * out of step would be shown beside passages that it does not translate.
 */
export function alignTranslation(document: Document, source: string, options: TranslationOptions): Translation {
  const { language, format = "text" } = options;
  const { document: translated } = readRecord({ id: document.id, source, format, metadata: { language } });
  return alignDocuments(document, translated, options);
}

/**
 * Aligns a translation that has been read already.
 * @throws RecordReadError when the texts are built differently.
 */
export function alignDocuments(
  document: Document,
  translated: Document,
  { language, official, title, body }: Omit<TranslationOptions, "format">,
): Translation {
  const originals = passagesOf(document);
  const translations = passagesOf(translated);
  const texts = new Map<string, string>();
  for (let index = 0; index < Math.max(originals.length, translations.length); index += 1) {
    const original = originals[index];
    const translation = translations[index];
    if (original === undefined || translation === undefined || !correspond(original, translation)) {
      throw new RecordReadError(describeDifference(original, translation));
    }
    texts.set(original.id, readableText(translated.source, translation, translated.exclusions));
  }
  return {
    language,
    official,
    texts,
    sectionNames: nameSections(translated),
    ...(title !== undefined && { title }),
    ...(body !== undefined && { body }),
  };
}

function nameSections(translated: Document): Map<number, SectionNames> {
  return new Map(
    translated.sections.map(({ number, topic, honorific, role, organization }) => [
      number,
      { topic, honorific, role, organization },
    ]),
  );
}

function passagesOf(document: Document): Passage[] {
  return document.sections.flatMap((section) => section.passages);
}

/** The same paragraph, item, section and part of the record. What each language reads as a recommendation may differ. */
function correspond(original: Passage, translation: Passage): boolean {
  return (
    original.paragraph === translation.paragraph &&
    original.item === translation.item &&
    original.section === translation.section &&
    partOf(original) === partOf(translation)
  );
}

function partOf(passage: Passage): string {
  return passage.kind === "recommendation" || passage.kind === "key-point" ? "body" : passage.kind;
}

function describeDifference(original: Passage | undefined, translation: Passage | undefined): string {
  const place = original ?? translation;
  const item = place?.item == null ? "" : ` (item ${place.item})`;
  return (
    `The translation is not built like the original: they differ from paragraph ${place?.paragraph ?? 1}${item} on. ` +
    `Original: ${describe(original)}. Translation: ${describe(translation)}. ` +
    "Mend the translation so that each of its paragraphs, bullets and items answers to one of the original's."
  );
}

function describe(passage: Passage | undefined): string {
  if (passage === undefined) return "the text has ended";
  const start = passage.text.length > 50 ? `${passage.text.slice(0, 50)}…` : passage.text;
  return `${partOf(passage)} in section ${passage.section}, "${start.replace(/\s+/gu, " ")}"`;
}
