import type { FrameLanguage } from "../../server/protocol.ts";
import type { AnswerStrings } from "./answer-strings.ts";
import type { PageStrings } from "./page-strings.ts";
import type { RecordStrings } from "./record-strings.ts";

/** Every text of the interface, in one language. Each language's table has this type: a missing text does not compile. */
export interface Strings extends PageStrings, AnswerStrings, RecordStrings {}

/** The tables, of which a visit loads the one it reads. */
export interface StringTables {
  load(language: FrameLanguage): Promise<Strings>;
  /** A table that was loaded before. */
  loaded(language: FrameLanguage): Strings;
}

export function createStringTables(): StringTables {
  const tables = new Map<FrameLanguage, Strings>();
  return {
    async load(language) {
      const table = language === "es" ? (await import("./spanish.ts")).spanish : (await import("./english.ts")).english;
      tables.set(language, table);
      return table;
    },
    loaded(language) {
      const table = tables.get(language);
      if (table === undefined) throw new Error(`The strings in "${language}" were used before they were loaded.`);
      return table;
    },
  };
}
