import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answer, asking, cite, handmadeRecord, sources } from "./answers.ts";
import { compareWithBaseline, makeBaseline, readBaseline, saveBaseline } from "./baseline.ts";
import { type EvaluatedQuestion, evaluate } from "./evaluate.ts";
import { groupFigures } from "./floors.ts";
import { languageGap, meanOf, pairedWordings } from "./measures.ts";
import { readOwnSet } from "./question-sets.ts";
import { type EvaluationQuestion, readQuestions } from "./questions.ts";
import { formatFailures, formatRun, type ReportedRun } from "./report.ts";
import { readRunOptions, UsageError } from "./run-options.ts";
import { scoreAnswer } from "./scoring.ts";
import type { EvaluationSubject } from "./subjects.ts";

const peru = "Peru will dredge the harbour. It costs 40 million dollars, the delegation said.";
const chile = "Chile asked for longer quays. Cranes are old.";

function evaluated(
  question: EvaluationQuestion,
  response = answer([cite(peru, "40 million dollars")]),
): EvaluatedQuestion {
  return { question, response, score: scoreAnswer(question, response, handmadeRecord, sources) };
}

const right = (id: string, language: "es" | "en" = "en") => evaluated(asking(["40 million dollars"], { id, language }));
const wrong = (id: string, language: "es" | "en" = "en") =>
  evaluated(asking(["40 million dollars"], { id, language }), answer([cite(chile)]));

const runOf = (...list: readonly EvaluatedQuestion[]): ReportedRun => ({
  name: "my questions",
  variant: "translations searched",
  evaluated: list,
});

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-evaluation-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("the measures", () => {
  it("are means over the questions that they apply to", () => {
    const scores = [right("a"), wrong("b"), evaluated(asking([], { type: "smalltalk" }), answer([]))].map(
      (each) => each.score,
    );
    expect(meanOf(scores, "first")).toEqual({ mean: 0.5, count: 2 });
    expect(meanOf(scores, "refused")).toEqual({ mean: 1, count: 1 });
    expect(meanOf(scores, "recall").count).toBe(0);
  });

  it("compare the languages over all questions, and over two wordings of the same one", () => {
    const scores = [right("a-es", "es"), wrong("a-en"), wrong("b", "es"), right("c")].map((each) => each.score);
    expect(languageGap(scores)).toMatchObject({
      gap: 0,
      spanish: { mean: 0.5, count: 2 },
      english: { mean: 0.5, count: 2 },
    });
    const pairs = pairedWordings(scores);
    expect(pairs.map(({ question }) => question.id)).toEqual(["a-es", "a-en"]);
    expect(languageGap(pairs).gap).toBe(1);
  });

  it("are bounded only where there are ten questions or more", () => {
    const many = Array.from({ length: 10 }, (_, at) => right(`q${at}`));
    expect(
      groupFigures([runOf(...many)])
        .get("my questions, translations searched")
        ?.get("first"),
    ).toEqual({
      value: 1,
      isFault: false,
    });
    expect(
      groupFigures([runOf(...many.slice(1))])
        .get("my questions, translations searched")
        ?.has("first"),
    ).toBe(false);
  });
});

describe("the report", () => {
  it("shows each measure by language, record and type, with the number of questions", () => {
    const text = formatRun(runOf(right("a"), wrong("b", "es")), true);
    expect(text).toMatch(/^ {2}first +0\.50\/2$/m);
    expect(text).toMatch(/^ {2}gap es\/en, among five +1\.000 \(es 0\.00\/1, en 1\.00\/1\)$/m);
    expect(text).toMatch(/^ {2}in Spanish \(1\) +0\.00\/1/m);
    expect(text).toMatch(/^ {2}ports \(2\) +0\.50\/2/m);
    expect(text).toMatch(/^ {2}fact \(2\) +0\.50\/2/m);
  });

  it("lists what fell short, with what was expected and what was cited", () => {
    const text = formatFailures([right("a"), wrong("b")]);
    expect(text).toContain("1 of 2 fall short");
    expect(text).toMatch(/^b \[fact, en\]/m);
    expect(text).toContain("expected: 40 million dollars");
    expect(text).not.toMatch(/^a /m);
  });
});

describe("a baseline", () => {
  it("tells question by question what became better and worse", async () => {
    const file = join(directory, "baseline.json");
    await saveBaseline(file, [runOf(right("a"), wrong("b"), right("c"))]);
    const text = compareWithBaseline(
      runOf(wrong("a"), right("b"), right("c"), right("d")),
      await readBaseline(file),
      true,
    );
    expect(text).toContain("1 questions are new");
    expect(text).toMatch(/better: first 1, amongFive 1, span 1, cited 1\n {4}b: first 0\.00 → 1\.00/);
    expect(text).toMatch(/worse: first 1, amongFive 1, span 1, cited 1\n {4}a: first 1\.00 → 0\.00/);
    expect(text).not.toContain("c:");
  });

  it("tells no more than numbers of questions that may not be looked at", () => {
    const text = compareWithBaseline(runOf(wrong("a")), makeBaseline([runOf(right("a"))]), false);
    expect(text).toContain("worse: first 1");
    expect(text).not.toContain("a:");
  });

  it("counts a refusal that is no longer wrong as better", () => {
    const refused = evaluated(asking(["40 million dollars"], { id: "a" }), answer([]));
    const text = compareWithBaseline(runOf(right("a")), makeBaseline([runOf(refused)]), true);
    expect(text).toContain("a: wronglyRefused 1.00 → 0.00");
    expect(text).toContain("worse: nothing");
  });

  it("must be a file that was saved as one", async () => {
    const file = join(directory, "no-baseline.json");
    await writeFile(file, '{"version": 2}');
    await expect(readBaseline(file)).rejects.toThrow("is not a baseline");
  });
});

describe("a file of questions", () => {
  const write = async (name: string, lines: readonly string[]): Promise<string> => {
    const file = join(directory, name);
    await writeFile(file, lines.join("\n"));
    return file;
  };

  it("is read with its empty lines", async () => {
    const file = await write("good.jsonl", [JSON.stringify(asking(["longer quays"])), "", ""]);
    expect(await readQuestions(file)).toHaveLength(1);
  });

  it.each([
    ["no JSON", "{", "line 2"],
    ["an unknown type", JSON.stringify({ ...asking([]), type: "riddle" }), "line 2"],
    ["an unknown field", JSON.stringify({ ...asking([]), answer: "40" }), "answer"],
  ])("is refused with the line that is at fault: %s", async (name, line, message) => {
    const file = await write(`${name}.jsonl`, [JSON.stringify(asking(["longer quays"])), line]);
    await expect(readQuestions(file)).rejects.toThrow(message);
  });

  it("may not hold an id twice", async () => {
    const file = await write("twice.jsonl", [JSON.stringify(asking([])), JSON.stringify(asking([]))]);
    await expect(readOwnSet([file])).rejects.toThrow("Two questions have the id q1");
  });
});

describe("asking", () => {
  const subject = (respond: EvaluationSubject["ask"]): EvaluationSubject => ({
    sources,
    findRecord: (name) => (name === handmadeRecord.id ? handmadeRecord : null),
    ask: respond,
  });

  it("stops before the first question when one is about a record that there is not", async () => {
    let asked = 0;
    const counting = subject(async () => {
      asked += 1;
      return answer([]);
    });
    const questions = [asking(["longer quays"]), asking([], { id: "q2", document: "trains" })];
    await expect(evaluate(questions, counting)).rejects.toThrow('q2: there is no record "trains"');
    expect(asked).toBe(0);
  });

  it("reads a list to its last page", async () => {
    const paged = subject(async (_record, { cursor }) =>
      cursor === undefined ? answer([cite(peru)], { nextCursor: "next" }) : answer([cite(chile)]),
    );
    const [only] = await evaluate([asking(["dredge the harbour", "longer quays"])], paged);
    expect(only?.score).toMatchObject({ recall: 1, precision: 1 });
    expect(only?.response.nextCursor).toBeUndefined();
  });
});

describe("the command line", () => {
  it("takes questions, records and a baseline", () => {
    const options = readRunOptions(["mine.jsonl", "--record", "a.txt", "--record", "b.md", "--baseline", "old.json"]);
    expect(options).toMatchObject({
      questionFiles: ["mine.jsonl"],
      recordFiles: ["a.txt", "b.md"],
      baselineFile: "old.json",
      together: false,
    });
  });

  it.each([
    [["--documents", "folder"], "FILE of questions"],
    [["q.jsonl", "--documents", "folder", "--record", "a.txt"], "not both"],
    [["q.jsonl", "--url", "http://127.0.0.1:3000", "--together"], "the records that it holds"],
    [["--url", "localhost"], "must be an address"],
    [["q.jsonl", "--floors"], "development set"],
    [["--fast"], "--fast"],
  ])("explains what it cannot serve: %j", (parameters, message) => {
    expect(() => readRunOptions(parameters)).toThrow(UsageError);
    expect(() => readRunOptions(parameters)).toThrow(message);
  });
});
