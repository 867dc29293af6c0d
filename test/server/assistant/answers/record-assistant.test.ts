import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InvalidCursorError } from "../../../../server/assistant/assistant.ts";
import { createRecordAssistant } from "../../../../server/assistant/record-assistant.ts";
import { type AskResponse, askResponseSchema, limits } from "../../../../server/protocol.ts";
import { fishingRecord, harbourRecord } from "./fishing-records.ts";
import { context, openBench, type RecordBench, readText } from "./record-bench.ts";
import { expectSound } from "./soundness.ts";

let bench: RecordBench;
beforeAll(async () => {
  const documents = [readText("fishing", fishingRecord), readText("harbour", harbourRecord)];
  bench = await openBench(documents);
});
afterAll(() => bench.close());

const cited = ({ citations }: AskResponse): string[] => citations.map(({ passageId }) => passageId);
const untimed = ({ timing: _, ...rest }: AskResponse): Omit<AskResponse, "timing"> => rest;

describe("the answer to a question of fact", () => {
  it.each([
    ["¿Cuántas toneladas de merluza desembarcó Chile?", "fishing/p5"],
    ["How long did the dredging of Castries harbour take?", "harbour/p4"],
    ["How much did dredging Castries harbour cost?", "harbour/p4"],
    ["¿Cuándo prohibió Costa Rica la pesca de arrastre?", "fishing/p9"],
    ["What is the RHFC?", "fishing/p6"],
    ["Why was a second container terminal opened?", "harbour/p7"],
  ])("stands first: %s", async (question, passageId) => {
    const response = await bench.ask(question);
    expectSound(response, bench.collection.documents);
    expect(response.outcome).toBe("answered");
    expect(cited(response)[0]).toBe(passageId);
    expect(response.total).toBeUndefined();
  });

  it("cites no more passages than asked for, best first", async () => {
    for (const limit of [1, 2, 50]) {
      const { citations } = await bench.ask("What is the RHFC?", { limit });
      expect(citations.length).toBeLessThanOrEqual(limit);
      const scores = citations.map(({ score }) => score ?? Number.NaN);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      for (const score of scores) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }
  });

  it("is the same each time", async () => {
    for (const question of ["What is the RHFC?", "Todas las recomendaciones", "¿Qué dijo Brasil?"]) {
      expect(untimed(await bench.ask(question))).toEqual(untimed(await bench.ask(question)));
    }
  });
});

describe("the language of the frame", () => {
  const ask = async (question: string, acceptLanguage: "es" | "en" | null, language?: "es" | "en") =>
    (await bench.assistant.ask({ question, ...(language && { language }) }, { ...context, acceptLanguage })).language;

  it("is the question's, where it has one", async () => {
    expect(await ask("¿Qué recomendó Chile?", "en")).toBe("es");
    expect(await ask("What did Chile recommend?", "es")).toBe("en");
  });

  it("is the reader's where the question's is undecidable or another, else Spanish", async () => {
    for (const question of ["Chile", "Quelles recommandations la délégation a-t-elle présentées ?"]) {
      expect(await ask(question, "en")).toBe("en");
      expect(await ask(question, null)).toBe("es");
    }
  });

  it("is the one asked for before any other", async () => {
    expect(await ask("¿Qué recomendó Chile?", "es", "en")).toBe("en");
  });

  it("does not follow the earlier questions of the conversation", async () => {
    const history = [{ question: "¿Qué recomendó Chile?" }];
    expect((await bench.ask("and what did Jamaica recommend?", { history })).language).toBe("en");
  });
});

describe("a conversation", () => {
  it("completes a question by the one before", async () => {
    const response = await bench.ask("¿Y Jamaica?", { history: [{ question: "¿Qué recomendó Chile?" }] });
    expect(cited(response)).toEqual(["fishing/p14"]);
  });

  it("reads the earlier questions in their order, small talk aside", async () => {
    const history = ["¿Qué recomendó Chile?", "¿y Costa Rica?", "gracias"].map((question) => ({ question }));
    expect(cited(await bench.ask("¿y Jamaica?", { history }))).toEqual(["fishing/p14"]);
  });

  it("points at one citation of the answer before", async () => {
    const history = [{ question: "¿Qué recomendó Costa Rica?" }];
    expect(cited(await bench.ask("la segunda", { history }))).toEqual(["fishing/p10.2"]);
    expect(cited(await bench.ask("the last one", { history }))).toEqual(["fishing/p10.3"]);
  });

  it("inherits nothing where the reader takes that back", async () => {
    const history = [{ question: "¿Qué recomendó Chile?" }];
    const response = await bench.ask("¿Y Jamaica?", { history, without: { inherited: ["topic"] } });
    expect(response.understood.inherited).toEqual([]);
  });
});

describe("what was understood", () => {
  it("is told by field", async () => {
    const { understood } = await bench.ask("¿Qué recomendó Costa Rica en 2019 sobre embarcaciones?");
    expect(understood).toMatchObject({ countries: ["CR"], dates: ["2019"], inherited: [] });
    expect(understood.topic).toContain("embarcaciones");
  });

  it("holds the documents that the reader filters by", async () => {
    const { understood } = await bench.ask("Todas las recomendaciones", { filters: { documents: ["harbour"] } });
    expect(understood.documents).toEqual(["harbour"]);
  });

  it("offers every speaker that one name means", async () => {
    const records = [fishingRecord, harbourRecord.replaceAll("Saint Lucia", "Jamaica")];
    const documents = records.map((text, position) => readText(`record-${position}`, text));
    const both = await openBench(documents);
    const { understood } = await both.ask("¿Qué dijo Jamaica?");
    await both.close();
    expect(understood.ambiguous.map(({ text }) => text)).toEqual(["Jamaica"]);
    const candidates = understood.ambiguous[0]?.candidates.join("; ");
    expect(candidates).toContain("Delegación de Jamaica");
    expect(candidates).toContain("Delegation of Jamaica");
  });

  it.each([[["CL"]], [["cl"]]])("no longer counts once taken back: %j", async (countries) => {
    const kept = await bench.ask("¿Qué recomendó Chile?");
    const taken = await bench.ask("¿Qué recomendó Chile?", { without: { countries } });
    expect(kept.understood.countries).toEqual(["CL"]);
    expect(taken.understood.countries).toEqual([]);
    expect(cited(taken).length).toBeGreaterThan(cited(kept).length);
  });

  it("widens a list once its kind is taken back", async () => {
    const without = { kinds: ["recommendation"] };
    const response = await bench.ask("¿Qué recomendó Chile?", { without });
    expect(response.understood.kinds).toEqual([]);
    expect(cited(response)).toEqual(["fishing/p5", "fishing/p6", "fishing/p7"]);
  });
});

describe("a list longer than a page", () => {
  /** A record whose one speaker has this many paragraphs that name nets. */
  const longRecord = (paragraphs: number): string =>
    [
      "SUMMARY OF THE MEETING OF THE COMMITTEE ON NETS",
      "Kingston, 6 October 2021",
      "Statement by the Delegation of Jamaica",
      ...Array.from({ length: paragraphs }, (_, index) => `- The delegation mended net number ${index + 1} itself.`),
    ].join("\n\n");

  it("comes in pages that join without gap or repetition", async () => {
    const paragraphs = limits.citationsPerPage + 37;
    const long = await openBench([readText("nets", longRecord(paragraphs))]);
    const question = "Show me every passage that mentions nets";
    const first = await long.ask(question);
    expect(first.citations).toHaveLength(limits.citationsPerPage);
    expect(first).toMatchObject({ total: paragraphs, complete: true });
    expect(first.nextCursor).toBeDefined();
    const second = await long.ask(question, { cursor: first.nextCursor });
    await long.close();
    expect(second.nextCursor).toBeUndefined();
    expect(second.total).toBe(paragraphs);
    const all = [...first.citations, ...second.citations];
    expect(all.map(({ number }) => number)).toEqual(all.map((_, position) => position + 1));
    expect(new Set(all.map(({ passageId }) => passageId)).size).toBe(paragraphs);
  });

  it.each([
    "nonsense",
    "YWZ0ZXItLTE",
    "' OR 1=1",
    "YWZ0ZXI",
  ])("refuses a cursor that it did not give: %s", async (cursor) => {
    const asking = bench.ask("Todas las recomendaciones", { cursor });
    await expect(asking).rejects.toBeInstanceOf(InvalidCursorError);
  });

  it("comes in pages of the size that is asked for, counts and comparisons too", async () => {
    for (const question of [
      "Todas las recomendaciones",
      "¿Cuántas recomendaciones hay?",
      "Compara lo que dijeron Chile y Costa Rica",
    ]) {
      const whole = await bench.ask(question);
      const pages = [await bench.ask(question, { limit: 1 })];
      for (let cursor = pages[0]?.nextCursor; cursor !== undefined; cursor = pages.at(-1)?.nextCursor) {
        pages.push(await bench.ask(question, { limit: 1, cursor }));
      }
      expect(whole.citations.length, question).toBeGreaterThan(1);
      expect(pages.map(({ citations }) => citations)).toEqual(whole.citations.map((each) => [each]));
      for (const { total, complete } of pages)
        expect({ total, complete }).toEqual({ total: whole.total, complete: whole.complete });
    }
  });

  it("refuses another question's cursor", async () => {
    const { nextCursor: cursor } = await bench.ask("Todas las recomendaciones", { limit: 1 });
    const asking = bench.ask("Todas las recomendaciones de Chile", { cursor });
    await expect(asking).rejects.toMatchObject({ name: "InvalidCursorError", flaw: "other-question" });
  });

  it("gives no cursor where all is on the page", async () => {
    expect((await bench.ask("Todas las recomendaciones")).nextCursor).toBeUndefined();
  });
});

describe("a request that cannot be served", () => {
  it("names the filter value that no record holds", async () => {
    const asking = bench.ask("¿Qué recomendó Chile?", { filters: { countries: ["CL", "Mongolia"] } });
    await expect(asking).rejects.toMatchObject({ path: "filters.countries[1]", value: "Mongolia" });
    const searching = bench.assistant.search({ query: "ice", filters: { speakers: ["Nobody"] } }, context);
    await expect(searching).rejects.toMatchObject({ path: "filters.speakers[0]", value: "Nobody" });
  });

  it("ends with the signal's reason", async () => {
    const reason = new Error("the reader left");
    const aborted = { acceptLanguage: null, signal: AbortSignal.abort(reason) };
    await expect(bench.assistant.ask({ question: "ice" }, aborted)).rejects.toBe(reason);
    await expect(bench.assistant.search({ query: "ice" }, aborted)).rejects.toBe(reason);
  });

  it("ends while it is being answered", async () => {
    const reason = new Error("the reader left");
    const controller = new AbortController();
    const asking = bench.assistant.ask(
      { question: "¿Qué hará Chile mientras se le pregunta?" },
      { acceptLanguage: null, signal: controller.signal },
    );
    controller.abort(reason);
    await expect(asking).rejects.toBe(reason);
  });
});

describe("a search", () => {
  it("ranks passages without composing or refusing", async () => {
    const results = await bench.search("sharks in the bay");
    expect(results[0]?.passageId).toBe("fishing/p13");
    expect(results.map(({ number }) => number)).toEqual(results.map((_, position) => position + 1));
    expect((await bench.search("asdf qwer zxcv")).length).toBeGreaterThan(0);
  });

  it("returns as many as asked for at most", async () => {
    expect(await bench.search("Chile", 1)).toHaveLength(1);
    expect((await bench.search("Chile", 50)).length).toBeGreaterThan(1);
  });

  it("is not narrowed to a speaker that the query names", async () => {
    const results = await bench.search("What did Chile say about containers?", 50);
    expect(new Set(results.map(({ documentId }) => documentId)).size).toBe(2);
  });

  it("keeps to its filters", async () => {
    const { results } = await bench.assistant.search(
      { query: "recommends", filters: { documents: ["harbour"], kinds: ["recommendation"] } },
      context,
    );
    expect(results.map(({ passageId }) => passageId).sort()).toEqual(["harbour/p5", "harbour/p8"]);
  });

  it("quotes verbatim", async () => {
    for (const { documentId, start, end, quote } of await bench.search("hielo merluza harbour", 50)) {
      const document = bench.collection.documents.find(({ id }) => id === documentId);
      expect(document?.source.slice(start, end)).toBe(quote);
    }
  });
});

describe("while a record is set aside", () => {
  const ask = async (question: string, language: "es" | "en" = "en") => {
    const assistant = createRecordAssistant(bench.collection, { setAsideCount: () => 2 });
    return askResponseSchema.parse(await assistant.ask({ question, language }, context));
  };

  it("no list is complete, and why is said", async () => {
    const whole = await bench.ask("What did Chile say?", { language: "en" });
    expect([whole.complete, whole.incomplete, whole.setAside]).toEqual([true, undefined, undefined]);
    const list = await ask("What did Chile say?");
    expect(list).toMatchObject({ complete: false, incomplete: "set-aside", setAside: 2, total: whole.total });
    expect(list.answer).toMatch(/2 records are set aside/);
  });

  it("a silence is told not to be all of the records'", async () => {
    const { outcome, setAside, answer } = await ask("¿Qué dijo el Vaticano de los volcanes de Hawái?", "es");
    expect([outcome, setAside]).toEqual(["not-found", 2]);
    expect(answer).toMatch(/Hay 2 documentos apartados/);
  });

  it("a greeting and an answer of one fact say nothing of it", async () => {
    for (const question of ["Hello", "What is the RHFC?"]) expect((await ask(question)).setAside).toBeUndefined();
  });
});
