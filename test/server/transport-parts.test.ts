import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { RecordReadError, recordReadReasons } from "../../corpus/record-read-error.ts";
import { InvalidRequestValueError } from "../../server/assistant/assistant.ts";
import { cutIntoPieces } from "../../server/chat/answer-pieces.ts";
import { preferredLanguage } from "../../server/http/accept-language.ts";
import { clientAddress, isLoopbackAddress } from "../../server/http/address-guard.ts";
import { describeProblem, listProblemTypes } from "../../server/problems.ts";
import { askRequestSchema } from "../../server/protocol.ts";
import * as requestErrors from "../../server/request-errors.ts";

describe("the pieces of an answer", () => {
  test("joined are the answer, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (answer) => {
        const pieces = cutIntoPieces(answer);
        expect(pieces.join("")).toBe(answer);
        for (const piece of pieces) expect(piece.isWellFormed()).toBe(answer.isWellFormed());
      }),
    );
  });

  test("are several for a lead of two sentences, and end where words do", () => {
    const pieces = cutIntoPieces(
      "Nine passages read as recommendations, by three speakers. They follow the record's own order.",
    );
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces.slice(0, -1)) expect(piece).toMatch(/\s$/);
  });
});

describe("a question", () => {
  const ask = (question: string) => z.safeParse(askRequestSchema, { question, history: [{ question }] });

  test("loses the marks that would turn the direction of the text it is echoed in, and nothing else", () => {
    const marks = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
    const { data } = ask(`¿Qué dijo ${[...marks].join("x")} sobre «agua»?\u200d`);
    const plain = `¿Qué dijo ${"x".repeat(marks.length - 1)} sobre «agua»?\u200d`;
    expect(data).toEqual({ question: plain, history: [{ question: plain }] });
  });

  test("of such marks alone is empty", () => {
    expect(ask("\u202e\u2066").success).toBe(false);
  });
});

test("an unknown value's place is written as any other field's", () => {
  const { problem } = describeProblem(new InvalidRequestValueError("filters.speakers[0]", "Nobody", "No."), "en");
  expect(problem.errors).toEqual([{ path: "filters.speakers[0]", message: "No." }]);
});

describe("Accept-Language", () => {
  test.each([
    [undefined, null],
    ["", null],
    ["*", null],
    ["fr", null],
    ["es", "es"],
    ["en-GB", "en"],
    ["es-PE,es;q=0.9,en;q=0.8", "es"],
    ["en;q=0.2, es;q=0.7", "es"],
    ["fr, en;q=0.1", "en"],
    ["es;q=0, en;q=0.1", "en"],
    ["es;q=0", null],
    ["EN", "en"],
    ["estonian", null],
    ["es;q=zzz", "es"],
  ])("%j prefers %s", (header, expected) => {
    expect(preferredLanguage(header)).toBe(expected);
  });

  test("is read without fault, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (header) => [null, "es", "en"].includes(preferredLanguage(header))),
    );
  });
});

describe("addresses", () => {
  test.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])("%s is this machine", (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });
  test.each([
    undefined,
    "",
    "192.0.2.1",
    "::ffff:192.0.2.1",
    "10.0.0.1",
    "::",
    "localhost",
    "2001:db8::1",
  ])("%s is not", (address) => {
    expect(isLoopbackAddress(address)).toBe(false);
  });

  test("are believed from as many proxies as the settings name, and no more", () => {
    const request = {
      headers: { "x-forwarded-for": "203.0.113.9, 198.51.100.7" },
      socket: { remoteAddress: "192.0.2.1" },
    };
    const seen = (trusted: number) => clientAddress(request as unknown as Parameters<typeof clientAddress>[0], trusted);
    expect([seen(0), seen(1), seen(2), seen(3)]).toEqual(["192.0.2.1", "198.51.100.7", "203.0.113.9", "192.0.2.1"]);
  });

  test.each([
    ["203.0.113.9:4711", "203.0.113.9"],
    ["[2001:db8::1]:4711", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
    ["unknown", "192.0.2.1"],
    ["_hidden:4711", "192.0.2.1"],
    ["[", "192.0.2.1"],
    [" ", "192.0.2.1"],
  ])("are taken from %j as %s", (hop, address) => {
    const request = { headers: { "x-forwarded-for": hop }, socket: { remoteAddress: "192.0.2.1" } };
    expect(clientAddress(request as unknown as Parameters<typeof clientAddress>[0], 1)).toBe(address);
  });
});

describe("problems", () => {
  const examples = [
    new requestErrors.MalformedRequestError("json"),
    new requestErrors.InvalidRequestError([]),
    new requestErrors.UnservableValueError("name", "file-name"),
    new requestErrors.NotFoundError("document", "x"),
    new requestErrors.OtherRevisionError("x", "sha256:0"),
    new requestErrors.MethodNotAllowedError(["GET"]),
    new requestErrors.NotAcceptableError(["application/json"]),
    new requestErrors.ForbiddenError("host"),
    new requestErrors.UnauthorizedError("no-key"),
    new requestErrors.ConflictError("same-revision", "x"),
    new requestErrors.BodyTooLargeError(1000),
    new requestErrors.NoRoomError(),
    new requestErrors.SetAsideError("ports"),
    new requestErrors.UnfittingCorrectionsError([{ path: "corrections[0].quote", flaw: "other-text" }]),
    new requestErrors.UnsupportedMediaTypeError(["text/plain"]),
    new requestErrors.TooManyRequestsError(3),
    new requestErrors.OverloadedError(4),
    new requestErrors.UnavailableError("opening"),
    new requestErrors.CancelledError(),
  ];

  test.each(recordReadReasons)("say in Spanish why a file is %s, and what to do", (reason) => {
    const bare = describeProblem(new RecordReadError("In English. Do this.", { reason }), "es").problem;
    const details = { looksLike: "pdf", named: "docx", pages: 3, limit: 5, unit: "pages", seconds: 1, megabytes: 2 };
    const told = describeProblem(new RecordReadError("In English. Do this.", { reason, details }), "es").problem;
    for (const { status, errors } of [bare, told]) {
      expect(status).toBe(422);
      // One sentence for what is wrong, and one for what to do.
      expect(errors[0]?.message).toMatch(/^[^.]+\. .+\.$/);
      expect(errors[0]?.message).not.toMatch(/undefined|English/);
    }
  });

  test("have an example here for every error of the transport", () => {
    const names = examples.map(({ name }) => name).sort();
    expect(names).toEqual(Object.keys(requestErrors).sort());
  });

  test.each(examples)("$name is told in both languages, and differs between them", (error) => {
    const [spanish, english] = [describeProblem(error, "es").problem, describeProblem(error, "en").problem];
    expect(spanish.status).toBe(english.status);
    expect(spanish.status).not.toBe(500);
    expect(spanish.detail).not.toBe(english.detail);
    expect(listProblemTypes().map(({ type }) => `/problems/${type}`)).toContain(english.type);
  });

  test("of what nobody expected are a 500 that repeats nothing of it", () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        const { problem } = describeProblem(thrown, "en");
        expect(problem).toMatchObject({ status: 500, errors: [] });
      }),
    );
    expect(JSON.stringify(describeProblem(new Error("secret path"), "en"))).not.toContain("secret");
  });
});
