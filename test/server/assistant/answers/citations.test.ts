import { describe, expect, it } from "vitest";
import {
  BrokenCitationError,
  type CitationDetails,
  makeCitation,
} from "../../../../server/assistant/answers/citations.ts";
import { createLexicon } from "../../../../server/assistant/retrieval/lexicon.ts";
import { listPassages, type SearchPassage } from "../../../../server/assistant/retrieval/search-text.ts";
import { citationSchema } from "../../../../server/protocol.ts";
import { makeDocument } from "../../../fakes/fake-documents.ts";

const document = makeDocument("ports", ["Ports", "Delegation of Peru", "Ñandú 🚢 first. Then the ice.", "The bay."]);

function passage(position: number, from = document): SearchPassage {
  const entry = listPassages([from])[position];
  if (entry === undefined) throw new Error(`No passage ${position}.`);
  return entry;
}

const telling = (language: "es" | "en") => ({ language, collection: { lexicon: createLexicon([]) } });
const details: CitationDetails = {
  number: 1,
  spans: [],
  telling: telling("es"),
  score: null,
  linkBase: "https://records.example",
};

describe("a citation", () => {
  it("quotes the source at its offsets, in UTF-16 code units", () => {
    const citation = makeCitation(passage(2), details);
    expect(document.source.slice(citation.start, citation.end)).toBe(citation.quote);
    expect(citation.quote).toBe("Ñandú 🚢 first. Then the ice.");
    expect(citationSchema.parse(citation)).toEqual(citation);
  });

  it("carries the place, the speaker and the document's fields", () => {
    expect(makeCitation(passage(2), { ...details, number: 7 })).toMatchObject({
      number: 7,
      documentId: "ports",
      documentTitle: "Ports",
      body: "Committee on Fakes",
      sessionDate: "2024-03-05",
      documentDate: null,
      revision: document.revision,
      passageId: "ports/p3",
      parentId: null,
      item: null,
      paragraph: 3,
      kind: "key-point",
      section: 1,
      speaker: "Delegation of Peru",
      country: "PE",
      language: "en",
    });
  });

  it("tells how surely the words are the speaker's", () => {
    expect(makeCitation(passage(2), details).attribution).toEqual({ confidence: 0.92, doubtful: false });
    expect(makeCitation(passage(0), details).attribution).toEqual({ confidence: null, doubtful: false });
    const sections = document.sections.map((section) => ({ ...section, speaker: null, organization: null }));
    const unread = { ...document, sections: sections.map((section) => ({ ...section, doubtful: true as const })) };
    expect(makeCitation(passage(2, unread), details).attribution).toEqual({ confidence: null, doubtful: true });
    const halfRead = { ...document, sections: [...document.sections, ...unread.sections] };
    expect(makeCitation(passage(2, halfRead), details).attribution?.confidence).toBe(0.83);
  });

  it("cannot be made of a passage that does not stand at its offsets", () => {
    const entry = passage(2);
    for (const broken of [
      { ...entry.passage, start: entry.passage.start + 1 },
      { ...entry.passage, end: entry.passage.end - 1 },
      { ...entry.passage, text: entry.passage.text.replace("ice", "ICE") },
    ]) {
      expect(() => makeCitation({ ...entry, passage: broken }, details)).toThrow(BrokenCitationError);
    }
  });

  it("marks the answering spans by their place in the source, best first", () => {
    const text = passage(2).passage.text;
    const second = { start: text.indexOf("Then"), end: text.length };
    const first = { start: 0, end: text.indexOf(" Then") };
    const citation = makeCitation(passage(2), { ...details, spans: [second, first] });
    const marked = [citation.highlight, ...citation.highlights].map((span) =>
      document.source.slice(span?.start, span?.end),
    );
    expect(marked).toEqual(["Then the ice.", "Ñandú 🚢 first."]);
  });

  it("marks nothing where the whole passage answers", () => {
    const { text } = passage(2).passage;
    for (const spans of [[], [{ start: 0, end: text.length }]]) {
      expect(makeCitation(passage(2), { ...details, spans })).toMatchObject({ highlight: null, highlights: [] });
    }
  });

  it("carries the passage's translation in the language wanted, else the one that there is, else none", () => {
    const texts = (text: string) => new Map([["ports/p1", text]]);
    const translated = {
      ...document,
      translations: [
        { language: "fr", official: true, texts: texts("Les ports") },
        { language: "es", official: false, texts: texts("Puertos") },
      ],
    } as const;
    const translationIn = (language: "es" | "en") =>
      makeCitation(passage(0, translated), { ...details, telling: telling(language) }).translation;
    expect(translationIn("es")).toEqual({ language: "es", text: "Puertos", official: false, highlight: null });
    expect(translationIn("en")).toEqual({ language: "fr", text: "Les ports", official: true, highlight: null });
    expect(makeCitation(passage(2, translated), details).translation).toBeNull();
  });

  it("carries a probability of three places, or none", () => {
    expect(makeCitation(passage(2), { ...details, score: 0.123456 }).score).toBe(0.123);
    expect(makeCitation(passage(2), details).score).toBeNull();
  });
});
