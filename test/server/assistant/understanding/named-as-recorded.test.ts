import { describe, expect, it } from "vitest";
import type { Language } from "../../../../corpus/document.ts";
import { tokenize } from "../../../../server/assistant/language/terms.ts";
import type { Concept } from "../../../../server/assistant/retrieval/concept.ts";
import type { LexicalIndex } from "../../../../server/assistant/retrieval/lexical-index.ts";
import { exactKey } from "../../../../server/assistant/retrieval/search-text.ts";
import type { Mention } from "../../../../server/assistant/understanding/mention.ts";
import { askByRecordNames } from "../../../../server/assistant/understanding/named-as-recorded.ts";

const bank: Concept = {
  id: "body:bank",
  kind: "body",
  names: { es: ["Banco Interamericano"], en: ["Inter-American Bank"] },
  acronyms: ["BID", "IDB"],
  acronymsIn: { es: ["BID"], en: ["IDB"] },
  aliases: [],
};
const canada: Concept = {
  id: "country:CA",
  kind: "country",
  names: { es: ["Canadá"], en: ["Canada"] },
  acronyms: [],
  aliases: [],
  capitals: ["Ottawa"],
};

/** Asks records in Spanish that hold some words. */
function asked(text: string, name: string, concept: Concept, held: readonly string[], known = true): string {
  const tokens = tokenize(text);
  const first = tokens.findIndex(({ surface }) => surface === name);
  const mention = { kind: concept.kind, text: name, first, last: first, concepts: [concept], sections: [], known };
  const keys = new Set(held.map((word) => exactKey(word)));
  const language: Language = "en";
  return askByRecordNames(
    text,
    { tokens, mentions: [mention as unknown as Mention], language },
    { languages: ["es"], lexicalIndex: { has: (key: string) => keys.has(key) } as unknown as LexicalIndex },
  );
}

describe("asking by the records' own names", () => {
  it("calls a body by the acronym that the records use", () => {
    expect(asked("What did the IDB say?", "IDB", bank, ["bid"])).toBe("What did the BID say?");
  });

  it("leaves an acronym that the records' language shares, or whose other form they do not hold", () => {
    expect(asked("What did the BID say?", "BID", bank, ["bid"])).toBe("What did the BID say?");
    expect(asked("What did the IDB say?", "IDB", bank, ["idb"])).toBe("What did the IDB say?");
  });

  it("calls a government by its country, in the question's language", () => {
    expect(asked("What was Ottawa given?", "Ottawa", canada, ["canada"])).toBe("What was Canada given?");
  });

  it("leaves names of what the records do not know", () => {
    expect(asked("What was Ottawa given?", "Ottawa", canada, [], false)).toBe("What was Ottawa given?");
  });
});
