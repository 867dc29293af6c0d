import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeAnswer } from "../../server/command-line/answer-text.ts";
import { parseCommand } from "../../server/command-line/arguments.ts";
import { localeOf, readTerminalLocale } from "../../server/command-line/messages.ts";
import { describeReport } from "../../server/command-line/report-text.ts";
import { layOut, plainText } from "../../server/command-line/terminal-text.ts";
import { summarizeDocument } from "../../server/document-views.ts";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";
import { record } from "./serving.ts";

const { messages } = localeOf("en");
const plain = { columns: 60, styled: false };
const styled = { columns: 60, styled: true };
const bold = new RegExp(`${"\u001b"}\\[(1|22)m`, "g");

describe("a command", () => {
  test("to ask takes a question and options in any order", () => {
    expect(
      parseCommand(["ask", "--json", "What about", "harbours?", "--document=a", "--document", "b"], messages),
    ).toEqual({
      name: "ask",
      question: "What about harbours?",
      json: true,
      language: undefined,
      documents: ["a", "b"],
    });
  });

  test("to ingest takes files", () => {
    expect(parseCommand(["ingest", "a.txt", "b.md"], messages)).toEqual({
      name: "ingest",
      files: ["a.txt", "b.md"],
      json: false,
    });
  });

  test.each([[[]], [["--help"]], [["ask", "--help"]], [["ingest", "x", "-h"]]])("%j shows help", (parameters) => {
    expect(parseCommand(parameters, messages).name).toBe("help");
  });

  test.each([
    [["sing"]],
    [["ask"]],
    [["ask", " "]],
    [["ask", "q", "--loud"]],
    [["ask", "q", "--language"]],
    [["ingest"]],
  ])("%j is not understood, and help is offered", (parameters) => {
    expect(() => parseCommand(parameters, messages)).toThrow(/See --help\.$/);
  });
});

test.each([
  [{ LANG: "es_PE.UTF-8" }, "es"],
  [{ LANG: "es" }, "es"],
  [{ LANG: "en_US.UTF-8", LC_ALL: "es_ES" }, "es"],
  [{ LANG: "es_PE", LC_MESSAGES: "pt_BR" }, "en"],
  [{ LANG: "et_EE" }, "en"],
  [{}, "en"],
])("a terminal with %j is spoken to in %s", (environment, language) => {
  expect(readTerminalLocale(environment).language).toBe(language);
});

describe("text in a terminal", () => {
  test("keeps every word, within the columns, whatever it holds", () => {
    const words = fc.array(
      fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }).filter((word) => !/\s/.test(word)),
    );
    const span = fc.record({ start: fc.nat(80), end: fc.nat(80) });
    fc.assert(
      fc.property(words, fc.array(span, { maxLength: 3 }), (list, spans) => {
        const text = list.join(" ");
        const laidOut = layOut(text, { indent: "  ", bold: spans, style: styled }).replace(bold, "");
        expect(laidOut.split(/\s+/).filter(Boolean)).toEqual(plainText(text).split(/\s+/).filter(Boolean));
        for (const line of laidOut.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
      }),
    );
  });

  test("is bold where its spans are, and nowhere else", () => {
    const laidOut = layOut("one two three", { indent: "", bold: [{ start: 2, end: 6 }], style: styled });
    expect(laidOut).toBe("on\u001b[1me\u001b[22m \u001b[1mtw\u001b[22mo three");
    expect(layOut("one two three", { indent: "", bold: [{ start: 2, end: 6 }], style: plain })).toBe("one two three");
  });

  test("cannot steer the terminal", () => {
    expect(plainText("a\u001b]0;title\u0007b\u009bc\u202ed\u2066e\rf\tg\nh")).toBe(
      "a\ufffd]0;title\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\tg\nh",
    );
  });
});

describe("an answer in a terminal", () => {
  const ask = (question: string) =>
    createFakeAssistant([record]).ask(
      { question, language: "en" },
      { acceptLanguage: null, signal: new AbortController().signal },
    );

  test("shows each citation with its place, speaker, date and whole quote", async () => {
    const text = describeAnswer(await ask("harbour"), { columns: 1000, styled: false });
    expect(text).toContain("[1] ¶3 · Delegation of Peru (PE) · March 5, 2024");
    expect(text).toContain("Peru recommends dredging the harbour of Callao before 2026.");
    expect(text).toContain("— Summary of the session on ports");
  });

  test("frames it in the answer's language", async () => {
    const response = { ...(await ask("harbour")), language: "es" as const };
    expect(describeAnswer(response, { columns: 1000, styled: false })).toContain("5 de marzo de 2024");
  });

  test("shows what is doubtful, silent, nearest and further, under its name", async () => {
    const answered = await ask("harbour");
    const response = {
      ...answered,
      citations: [],
      borderline: answered.citations.slice(0, 1),
      nearest: answered.citations.slice(1),
      silent: [{ speaker: null, organization: "OAS" }],
      nextCursor: "x",
    };
    const text = describeAnswer(response, { columns: 1000, styled: false });
    for (const title of [messages.borderline, messages.nearest, messages.silent, messages.more])
      expect(text).toContain(title);
    expect(text).toContain("  OAS");
  });
});

test("a report counts what was found and lists what a person should look at", () => {
  const report = {
    document: summarizeDocument(record),
    replaced: "sha256:old",
    audit: {
      nonSpaceCharacters: 200,
      inPassages: 150,
      excluded: 30,
      unaccounted: [{ start: 1, end: 2, text: "lost words" }],
      unattributed: [{ paragraph: 4, start: 5, end: 6, text: `a${"b".repeat(100)}` }],
      sections: [
        { number: 1, topic: null, speaker: "Peru", organization: null, passages: 4, recommendations: 3 },
        { number: 2, topic: null, speaker: null, organization: null, passages: 1, recommendations: 0 },
      ],
      doubts: [],
      speakerCount: 1,
      notes: [],
      kinds: { recommendation: 3, "key-point": 2, heading: 0, "front-matter": 0, closing: 0 },
      exclusions: {},
    },
  };
  expect(describeReport("ports.txt", report, localeOf("en"))).toBe(
    [
      "ports.txt: added as ports-2024: Summary of the session on ports",
      "  takes the place of revision sha256:old",
      "  1 interventions, 5 passages, 3 of them read as recommendations",
      "  90% of the text is accounted for",
      "    1. Peru: 4 (3)",
      "  1 parts of the text are in no passage:",
      "    lost words",
      "  1 passages could not be attributed to a speaker:",
      `    ¶4 a${"b".repeat(68)}…`,
      "",
    ].join("\n"),
  );
});
