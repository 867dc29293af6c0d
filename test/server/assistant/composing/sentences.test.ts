import { describe, expect, it } from "vitest";
import { meaningOf, stepNames } from "../../../../server/assistant/answers/trace-words.ts";
import { english } from "../../../../server/assistant/composing/english.ts";
import type { Lead, LeadFacts, LeadQuote } from "../../../../server/assistant/composing/lead.ts";
import { formatDate } from "../../../../server/assistant/composing/numbers-and-names.ts";
import { spanish } from "../../../../server/assistant/composing/spanish.ts";
import { templateComposer } from "../../../../server/assistant/composing/template-composer.ts";
import { basisSchema } from "../../../../server/protocol.ts";

const quote: LeadQuote = {
  text: "ZZQUOTE",
  translation: null,
  speaker: "ZZSPEAKER",
  paragraph: "7",
  citation: 1,
};
const translated: LeadQuote = { ...quote, translation: { text: "ZZTRANSLATED", official: false } };
const list: LeadFacts["list"] = {
  total: 5,
  speakers: [{ name: "ZZNAME", count: 5 }],
  sessions: [
    { title: "ZZSESSION", isoDate: null, count: 3 },
    { title: "ZZLATER", isoDate: "2023-05-09", count: 2 },
  ],
  topic: "ZZTOPIC",
  recommendations: true,
  basis: "mention",
  borderline: 1,
  complete: false,
  except: ["ZZEXCEPT"],
};

/** Facts for every sentence that a lead can have: the compiler names one that lacks. */
const facts: { readonly [Say in keyof LeadFacts]: LeadFacts[Say] } = {
  fact: { quote: translated, further: [quote] },
  list,
  mentions: list,
  silentSpeakers: { recommendations: false, names: ["ZZNAME"], topic: "ZZTOPIC", named: ["ZZOTHER"], basis: "mention" },
  setAside: { count: 5 },
  unsupportedExclusion: { topic: "ZZTOPIC" },
  compare: {
    topic: "ZZTOPIC",
    sides: [
      { name: "ZZNAME", count: 2, quote },
      { name: "ZZOTHER", count: 0, quote: null },
    ],
  },
  overviewSpeaker: { name: "ZZNAME", total: 5, recommendations: 4 },
  overviewDocument: { title: "ZZTITLE", subject: ["ZZSUBJECT"], speakers: 2, passages: 9, recommendations: 4 },
  noEvidence: { topic: "ZZTOPIC", who: ["ZZWHO"], nearest: 3 },
  missing: { topic: "ZZTOPIC", form: "number" },
  outside: {},
  filteredOut: {},
  unknownEntity: { names: ["ZZNAME"] },
  silentMention: { names: ["ZZNAME"] },
  greeting: { documents: 2 },
  farewell: {},
  aboutAssistant: { documents: 2 },
  command: { documents: 2 },
  title: { title: "ZZTITLE", subject: ["ZZSUBJECT"] },
  sessionDate: { isoDate: "ZZDATE" },
  documentDate: { isoDate: "ZZDATE" },
  issuer: { body: "ZZBODY" },
  heldBy: { body: "ZZBODY" },
  symbol: { symbol: "ZZSYMBOL" },
  language: { code: "fr" },
  speakerCount: { speakers: 2, sections: 3 },
  speakers: { names: ["ZZNAME"] },
  identity: { names: ["ZZNAME"] },
  recommendationCount: { count: 4, speakers: 2 },
  passageCount: { count: 9 },
  documentCount: { count: 1, titles: ["ZZTITLE"] },
  documentKind: { title: "ZZTITLE" },
  lines: { of: "place", quotes: ["ZZLINE"] },
  severalDocuments: { count: 2 },
  ofDocument: { title: "ZZTITLE" },
};

// The table's keys are what a lead can say.
const sayings = Object.keys(facts) as (keyof LeadFacts)[];
const told = (say: keyof LeadFacts, language: "es" | "en"): string =>
  templateComposer.compose([{ say, facts: facts[say] } as Lead], language);

describe("the sentences of an answer", () => {
  it.each(sayings)("carry the same names and counts in both languages, in words of their own: %s", (say) => {
    const [es, en] = [told(say, "es"), told(say, "en")];
    const factsIn = (sentence: string): string[] => (sentence.match(/ZZ\p{Lu}+|\d+/gu) ?? []).sort();
    expect(factsIn(es)).toEqual(factsIn(en));
    for (const sentence of [es, en]) expect(sentence).not.toMatch(/undefined|NaN|\[object/u);
    if (say !== "ofDocument") expect(es).not.toBe(en);
  });

  it("speak of nearest passages where some are shown, and say no more of them than that they do not answer", () => {
    const facts = { topic: "", who: [] };
    expect(english.noEvidence({ ...facts, nearest: 2 })).toMatch(/nearest passages/);
    expect(english.noEvidence({ ...facts, nearest: 0 })).not.toMatch(/nearest/);
    expect(spanish.noEvidence({ ...facts, nearest: 0 })).not.toMatch(/cercanos/);
    expect(english.missing({ topic: "", form: "time" })).toMatch(/nearest passages, below, do not say when\.$/);
  });

  it("quote the answering words with who said them and where", () => {
    const lead: Lead[] = [{ say: "fact", facts: { quote, further: [] } }];
    expect(templateComposer.compose(lead, "es")).toBe("«ZZQUOTE» — ZZSPEAKER, ¶7 [1].");
    expect(templateComposer.compose(lead, "en")).toBe("“ZZQUOTE” — ZZSPEAKER, ¶7 [1].");
  });

  it("give a translation as a translation, with the record's words beside it", () => {
    const lead: Lead[] = [{ say: "fact", facts: { quote: translated, further: [] } }];
    expect(templateComposer.compose(lead, "en")).toBe(
      "“ZZTRANSLATED” (unofficial translation of “ZZQUOTE”) — ZZSPEAKER, ¶7 [1].",
    );
    expect(templateComposer.compose(lead, "es")).toContain("traducción no oficial");
  });

  it("say how membership was decided, each basis otherwise", () => {
    for (const table of [spanish, english]) {
      const leads = basisSchema.options.map((basis) => table.list({ ...list, basis }));
      expect(new Set(leads).size).toBe(basisSchema.options.length);
    }
  });

  it("count in the singular and in the plural", () => {
    for (const table of [spanish, english]) {
      const [one, two, three] = [1, 2, 3].map((count) =>
        table.recommendationCount({ count, speakers: count }).replace(/\d+/gu, "#"),
      );
      expect(one).not.toBe(two);
      expect(two).toBe(three);
    }
  });

  it("say that a list may not be complete only where it may not be", () => {
    expect(spanish.list(list)).toContain("puede no ser completa");
    expect(english.list(list)).toContain("may not be complete");
    expect(spanish.list({ ...list, complete: true })).not.toContain("puede no");
    expect(english.list({ ...list, complete: true })).not.toContain("may not");
  });

  it("name a few of many speakers and count the others", () => {
    const speakers = Array.from({ length: 9 }, (_, position) => ({ name: `ZZ${position}`, count: 1 }));
    expect(english.list({ ...list, speakers })).toContain("3 other speakers");
    expect(spanish.list({ ...list, speakers })).toContain("3 oradores más");
  });
});

describe("dates in words", () => {
  it("are written in the frame's language, without a shift of the day", () => {
    expect(formatDate("2023-05-09", "es")).toBe("9 de mayo de 2023");
    expect(formatDate("2023-05-09", "en")).toBe("9 May 2023");
    expect(formatDate("2023-01-01", "es")).toBe("1 de enero de 2023");
  });

  it("stay as they are where they are none", () => {
    expect(formatDate("soon", "en")).toBe("soon");
  });
});

describe("the words of the trace", () => {
  it("are told in both languages", () => {
    for (const feature of ["relevance", "span", "outside", "namesMissing"]) {
      expect(meaningOf(feature, "es")).not.toBe(feature);
      expect(meaningOf(feature, "en")).not.toBe(meaningOf(feature, "es"));
    }
    expect(Object.keys(stepNames.es)).toEqual(Object.keys(stepNames.en));
  });
});
