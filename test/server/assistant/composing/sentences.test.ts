import { describe, expect, it } from "vitest";
import { type Frames, formatDate, framesIn } from "../../../server/answers/frames.ts";
import { meaningOf } from "../../../server/answers/trace-words.ts";
import { basisSchema } from "../../../server/protocol.ts";

/** Every sentence of a frame over the same facts, by its name; one of each basis and of each reason. */
function sentences(frames: Frames): Record<string, string> {
  const said: Record<string, string> = {};
  const common = { topic: "ZZTOPIC", speakers: 2, first: "ZZFIRST", paragraph: "7", who: ["ZZWHO"], names: ["ZZNAME"] };
  const facts = {
    ...common,
    citations: 3,
    total: 5,
    of: ["ZZOF"],
    recommendations: 4,
    borderline: 1,
    complete: false,
    name: "ZZNAME",
    title: "ZZTITLE",
    passages: 9,
    sides: [
      { name: "ZZNAME", count: 0 },
      { name: "ZZOTHER", count: 2 },
    ],
  };
  said.fact = frames.fact(facts);
  for (const basis of basisSchema.options) {
    for (const recommendations of [true, false]) {
      said[`list ${basis} ${recommendations}`] = frames.list({ ...facts, basis, recommendations });
    }
    said[`speakersMentioning ${basis}`] = frames.speakersMentioning({ ...facts, basis });
  }
  said.compare = frames.compare(facts);
  said.overviewSpeaker = frames.overviewSpeaker(facts);
  said.overviewDocument = frames.overviewDocument(facts);
  for (const [reason, say] of Object.entries(frames.notFound)) said[`notFound ${reason}`] = say(facts);
  said.unknownEntity = frames.unknownEntity(["ZZNAME"]);
  said.notRecordedAsSpeaker = frames.notRecordedAsSpeaker(["ZZNAME"]);
  said.greeting = frames.greeting(2);
  said.aboutAssistant = frames.aboutAssistant(2);
  said.title = frames.title("ZZTITLE");
  said.sessionDate = frames.sessionDate("ZZDATE");
  said.documentDate = frames.documentDate("ZZDATE");
  said.issuer = frames.issuer("ZZBODY");
  said.symbol = frames.symbol("ZZSYMBOL");
  said.language = frames.language("fr");
  said.speakerCount = frames.speakerCount(2, 3);
  said.speakers = frames.speakers(["ZZNAME"]);
  said.identity = frames.identity("ZZNAME");
  said.recommendationCount = frames.recommendationCount(4, 2);
  said.place = frames.place;
  said.agenda = frames.agenda;
  said.severalDocuments = frames.severalDocuments(2);
  return said;
}

describe("the frames of an answer", () => {
  const spanish = sentences(framesIn("es"));
  const english = sentences(framesIn("en"));

  it("are the same in both languages of the interface", () => {
    expect(Object.keys(framesIn("es")).sort()).toEqual(Object.keys(framesIn("en")).sort());
  });

  it.each(Object.keys(spanish))("have a sentence of their own in each language: %s", (name) => {
    for (const sentence of [spanish[name], english[name]]) {
      expect(sentence?.trim()).not.toBe("");
      expect(sentence).not.toMatch(/undefined|NaN|\[object/u);
    }
    // The comparison of two names and counts differs in a word; the others in all.
    expect(spanish[name]).not.toBe(english[name]);
  });

  it("carry the same names and counts in both languages", () => {
    const factsIn = (sentence = ""): string[] => (sentence.match(/ZZ\p{Lu}+|\d+/gu) ?? []).sort();
    for (const name of Object.keys(spanish)) expect(factsIn(spanish[name]), name).toEqual(factsIn(english[name]));
  });

  it("count in the singular and in the plural", () => {
    const counted = {
      topic: "",
      of: [],
      recommendations: false,
      basis: "mention",
      borderline: 0,
      complete: true,
    } as const;
    for (const { list, recommendationCount, speakerCount } of [framesIn("es"), framesIn("en")]) {
      const worded = [
        (count: number) => list({ ...counted, total: count, speakers: count }),
        (count: number) => recommendationCount(count, count),
        (count: number) => speakerCount(count, count),
      ].map((say) => [1, 2, 3].map((count) => say(count).replace(/\d+/gu, "#")));
      for (const [one, two, three] of worded) {
        expect(one).not.toBe(two);
        expect(two).toBe(three);
      }
    }
  });

  it("say that a list may not be complete only where it may not be", () => {
    const facts = { total: 2, speakers: 1, topic: "", of: [], recommendations: false, borderline: 0 } as const;
    const list = (language: "es" | "en", complete: boolean): string =>
      framesIn(language).list({ ...facts, basis: complete ? "mention" : "relevance", complete });
    expect(list("es", false)).toContain("completa");
    expect(list("en", false)).toContain("complete");
    expect(list("es", true)).not.toContain("completa");
    expect(list("en", true)).not.toContain("complete");
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

describe("the meanings of features", () => {
  it("are told in both languages", () => {
    for (const feature of ["coverage", "bound", "typeMissing", "strangeName"]) {
      expect(meaningOf(feature, "es")).not.toBe(feature);
      expect(meaningOf(feature, "en")).not.toBe(meaningOf(feature, "es"));
    }
  });
});
