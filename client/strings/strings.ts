import type { FrameLanguage } from "../../server/protocol.ts";
import type { AnswerStrings } from "./answer-strings.ts";
import type { PageStrings } from "./page-strings.ts";
import type { RecordStrings } from "./record-strings.ts";

/** Every text of the interface, in one language. Each language's table has this type: a missing text does not compile. */
export interface Strings extends PageStrings, AnswerStrings, RecordStrings {}

/** The texts in one language. The first screen needs a part of them, what is shown after it all. */
export interface LoadedStrings {
  readonly first: PageStrings;
  /** Null until `complete` has fetched the others. */
  readonly all: Strings | null;
}

/** The tables, of which a visit loads the one it reads. */
export interface StringTables {
  /** Fetches the texts of the first screen; all of them, once any language was completed. */
  load(language: FrameLanguage): Promise<void>;
  /** Fetches the texts of answers and records too. */
  complete(language: FrameLanguage): Promise<void>;
  /** A table that was loaded before. */
  loaded(language: FrameLanguage): LoadedStrings;
}

export function createStringTables(): StringTables {
  const tables = new Map<FrameLanguage, LoadedStrings>();
  let completed = false;
  const complete = async (language: FrameLanguage) => {
    completed = true;
    if (tables.get(language)?.all != null) return;
    const all = language === "es" ? (await import("./spanish.ts")).spanish : (await import("./english.ts")).english;
    tables.set(language, { first: all, all });
  };
  return {
    async load(language) {
      if (!completed && !tables.has(language)) {
        const first =
          language === "es"
            ? (await import("./spanish-page.ts")).spanishPageStrings
            : (await import("./english-page.ts")).englishPageStrings;
        if (!tables.has(language)) tables.set(language, { first, all: null });
      }
      // What is shown may have come to need the others meanwhile.
      if (completed) await complete(language);
    },
    complete,
    loaded(language) {
      const table = tables.get(language);
      if (table === undefined) throw new Error(`The strings in "${language}" were used before they were loaded.`);
      return table;
    },
  };
}
