import type { FrameLanguage } from "../server/protocol.ts";

const locales: Readonly<Record<FrameLanguage, string>> = { es: "es", en: "en-GB" };

/** A calendar date (ISO 8601) written out; text that is none comes back as it is. */
export function formatDate(isoDate: string, language: FrameLanguage): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(isoDate)) return isoDate;
  const instant = new Date(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(instant.getTime())) return isoDate;
  return new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeZone: "UTC" }).format(instant);
}

/** An instant in the reader's own time zone. */
export function formatInstant(isoInstant: string, language: FrameLanguage): string {
  const instant = new Date(isoInstant);
  if (Number.isNaN(instant.getTime())) return isoInstant;
  return new Intl.DateTimeFormat(locales[language], { dateStyle: "medium", timeStyle: "short" }).format(instant);
}

export function formatNumber(value: number, language: FrameLanguage, maximumFractionDigits = 3): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits }).format(value);
}

export function formatPercent(share: number, language: FrameLanguage): string {
  return new Intl.NumberFormat(locales[language], { style: "percent" }).format(share);
}

/** Name of a country by its ISO 3166-1 alpha-2 code; anything else comes back as it is. */
export function countryName(code: string, language: FrameLanguage): string {
  return displayName(code, language, "region");
}

/** Name of a language by its ISO 639-1 code, in lower case as within a sentence in Spanish. */
export function languageName(code: string, language: FrameLanguage): string {
  return displayName(code, language, "language");
}

function displayName(code: string, language: FrameLanguage, type: "region" | "language"): string {
  try {
    return new Intl.DisplayNames(locales[language], { type, fallback: "code" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** `12`, or `12 (3)` for the third item of paragraph 12. */
export function paragraphLabel(paragraph: number, item: number | null): string {
  return item === null ? `${paragraph}` : `${paragraph} (${item})`;
}

/** `¶12 (3)`, short form for margins and lists. */
export function paragraphMark(paragraph: number, item: number | null): string {
  return `¶${paragraphLabel(paragraph, item)}`;
}

export function joinNames(names: readonly string[], language: FrameLanguage): string {
  return new Intl.ListFormat(locales[language], { type: "conjunction" }).format(names);
}

/** The time of day of an instant, in the reader's own time zone. */
export function formatTime(isoInstant: string, language: FrameLanguage): string {
  const instant = new Date(isoInstant);
  if (Number.isNaN(instant.getTime())) return isoInstant;
  return new Intl.DateTimeFormat(locales[language], { timeStyle: "short" }).format(instant);
}

/** A calendar date where there is little room. */
export function formatShortDate(isoDate: string, language: FrameLanguage): string {
  const instant = new Date(`${isoDate.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(instant.getTime())) return isoDate;
  return new Intl.DateTimeFormat(locales[language], { dateStyle: "medium", timeZone: "UTC" }).format(instant);
}

/** A part of a whole: what is nearly nothing or nearly all is not rounded to it. */
export function formatShare(part: number, whole: number, language: FrameLanguage): string {
  const share = whole === 0 ? 0 : part / whole;
  const digits = share > 0 && share < 1 && (share < 0.01 || share > 0.99) ? 1 : 0;
  return new Intl.NumberFormat(locales[language], {
    style: "percent",
    maximumFractionDigits: digits,
    roundingMode: share > 0.5 ? "floor" : "ceil",
  }).format(share);
}
