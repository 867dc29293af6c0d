import { describe, expect, it } from "vitest";
import type { AskResponse } from "../../server/protocol.ts";
import { answer, asking, cite, handmadeRecord, sources } from "./answers.ts";
import type { EvaluationQuestion } from "./questions.ts";
import { type QuestionScore, scoreAnswer } from "./scoring.ts";

const peru = "Peru will dredge the harbour. It costs 40 million dollars, the delegation said.";
const chile = "Chile asked for longer quays. Cranes are old.";
const jamaica = "Jamaica trains twelve pilots a year.";

const score = (question: EvaluationQuestion, response: AskResponse): QuestionScore =>
  scoreAnswer(question, response, handmadeRecord, sources);

describe("a question with one answer", () => {
  const question = asking(["40 million dollars"]);

  it("tells the first citation from the first five", () => {
    expect(score(question, answer([cite(peru), cite(chile)]))).toMatchObject({ first: 1, amongFive: 1 });
    expect(score(question, answer([cite(chile), cite(peru)]))).toMatchObject({ first: 0, amongFive: 1 });
    expect(score(question, answer([cite(chile)]))).toMatchObject({ first: 0, amongFive: 0, span: 0 });
    const sixth = [chile, chile, chile, chile, chile, peru].map((text) => cite(text));
    expect(score(question, answer(sixth))).toMatchObject({ first: 0, amongFive: 0 });
  });

  it("wants a lit span that holds the answer and is one sentence or at most three times as long", () => {
    const spanWhenLit = (lit: string | null): number | null => score(question, answer([cite(peru, lit)])).span;
    expect(spanWhenLit("40 million dollars")).toBe(1);
    expect(spanWhenLit("It costs 40 million dollars, the delegation said.")).toBe(1);
    expect(spanWhenLit("Peru will dredge the harbour.")).toBe(0);
    expect(spanWhenLit("harbour. It costs 40 million dollars")).toBe(1);
    expect(spanWhenLit(null)).toBe(0);
  });

  it("takes any alternative", () => {
    const either = asking(["40 million dollars"], { alternatives: [["twelve pilots"]] });
    expect(score(either, answer([cite(jamaica)]))).toMatchObject({ first: 1, span: 1, wronglyRefused: 0 });
  });

  it("does not take the same offsets of another record", () => {
    const other = { ...cite(peru), documentId: "harbours" };
    const known = new Map([...sources, ["harbours", handmadeRecord.source]]);
    const scored = scoreAnswer(question, answer([other]), handmadeRecord, known);
    expect(scored).toMatchObject({ first: 0, amongFive: 0, verbatim: 1 });
  });

  it("counts a refusal as a fault", () => {
    expect(score(question, answer([]))).toMatchObject({ wronglyRefused: 1, refused: null, first: 0 });
  });
});

describe("a question with several answers", () => {
  const evidence = ["dredge the harbour", "longer quays", "twelve pilots"];

  it("is measured by recall and precision, over citations in any order", () => {
    const question = asking(evidence, { type: "list" });
    expect(score(question, answer([cite(jamaica), cite(peru)]))).toMatchObject({
      recall: 2 / 3,
      precision: 1,
      first: null,
    });
    expect(score(asking(evidence.slice(0, 2)), answer([cite(jamaica), cite(peru)]))).toMatchObject({
      recall: 0.5,
      precision: 0.5,
    });
    expect(score(question, answer([]))).toMatchObject({ recall: 0, precision: 0, wronglyRefused: 1 });
  });

  it("is a list by its type even where the record holds one member", () => {
    const question = asking(["twelve pilots"], { type: "list" });
    expect(score(question, answer([cite(jamaica), cite(peru)]))).toMatchObject({
      recall: 1,
      precision: 0.5,
      first: null,
    });
  });

  it("is scored against the alternative that it meets best", () => {
    const question = asking(evidence, { type: "count", alternatives: [["dredge the harbour"]] });
    expect(score(question, answer([cite(peru)]))).toMatchObject({ recall: 1, precision: 1 });
  });

  it("does not take doubtful members for citations", () => {
    const response = answer([cite(peru)], { borderline: [cite(chile), cite(jamaica)] });
    expect(score(asking(evidence), response)).toMatchObject({ recall: 1 / 3, precision: 1 });
  });
});

describe("a question that the record does not answer", () => {
  const question = asking([], { type: "unanswerable-close" });

  it("is to be refused", () => {
    expect(score(question, answer([]))).toMatchObject({ refused: 1, wronglyRefused: null, first: null, recall: null });
    expect(score(question, answer([cite(peru)]))).toMatchObject({ refused: 0 });
  });
});

describe("every answer", () => {
  it("is verbatim only where each quote, nearest and doubtful ones included, stands at its offsets", () => {
    const moved = { ...cite(peru), start: cite(peru).start + 1 };
    const question = asking(["longer quays"]);
    expect(score(question, answer([cite(chile)])).verbatim).toBe(1);
    expect(score(question, answer([cite(chile), moved])).verbatim).toBe(0);
    expect(score(question, answer([cite(chile)], { borderline: [moved] })).verbatim).toBe(0);
    expect(score(question, answer([], { nearest: [moved] })).verbatim).toBe(0);
    expect(score(question, answer([{ ...cite(chile), documentId: "unknown" }])).verbatim).toBe(0);
  });

  it("is framed in the question's language, where the question is long enough to have one", () => {
    const spanish = answer([cite(peru)], { language: "es" });
    expect(score(asking(["longer quays"]), spanish).frameLanguage).toBe(0);
    expect(score(asking(["longer quays"], { question: "quays in Chile" }), spanish).frameLanguage).toBeNull();
  });
});

describe("evidence that names no place", () => {
  it.each([
    ["it is not in the record", "fifty million", "not in"],
    ["it stands there twice", "the", "more than once"],
  ])("is an error: %s", (_, text, message) => {
    expect(() => score(asking([text]), answer([]))).toThrow(message);
  });
});
