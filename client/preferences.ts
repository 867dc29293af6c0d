import { type FrameLanguage, frameLanguageSchema } from "../server/protocol.ts";

const languageKey = "relator.language";

/** The language that the reader chose before, else the first of the browser's languages that the page speaks. */
export function preferredLanguage(kept: string | null, browserLanguages: readonly string[]): FrameLanguage {
  const chosen = frameLanguageSchema.safeParse(kept);
  if (chosen.success) return chosen.data;
  for (const tag of browserLanguages) {
    const spoken = frameLanguageSchema.safeParse(tag.toLowerCase().split("-")[0]);
    if (spoken.success) return spoken.data;
  }
  return "es";
}

/** Reads what is kept under a key; null when nothing is, or when the browser refuses storage. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a value for the next visit. A browser that refuses storage keeps it for this one, in the state. */
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows and full storage: the choice lives as long as the page.
  }
}

export function readLanguage(): FrameLanguage {
  return preferredLanguage(readKept(languageKey), navigator.languages);
}

export function keepLanguage(language: FrameLanguage): void {
  keep(languageKey, language);
}

const shortcutsKey = "relator.character-shortcuts";

/** Shortcuts of a single character can be turned off (WCAG 2.1.4); they are on until then. */
export function readCharacterShortcuts(): boolean {
  return readKept(shortcutsKey) !== "off";
}

export function keepCharacterShortcuts(enabled: boolean): void {
  keep(shortcutsKey, enabled ? "on" : "off");
}
