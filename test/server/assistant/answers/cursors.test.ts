import { describe, expect, it } from "vitest";
import { citeWhole, type DraftCitation } from "../../../../server/assistant/answers/answer-draft.ts";
import {
  bindCursor,
  fingerprintRecords,
  openCursor,
  resumeAt,
  writeCursor,
} from "../../../../server/assistant/answers/cursors.ts";
import { InvalidCursorError, StaleCursorError } from "../../../../server/assistant/assistant.ts";
import { listPassages } from "../../../../server/assistant/retrieval/search-text.ts";
import type { AskRequest } from "../../../../server/protocol.ts";
import { makeDocument } from "../../../fakes/fake-documents.ts";

const listOf = (...documents: ReturnType<typeof makeDocument>[]): readonly DraftCitation[] =>
  listPassages(documents).map((entry) => citeWhole(entry));
const lines = ["Title", "Heading", "One.", "Two.", "Three.", "Four."];
const ports = makeDocument("ports", lines);
const oaks = makeDocument("oaks", ["Other", "Heading", "Five."]);
const list = listOf(ports);
const question = { question: "All on ports", history: [{ question: "Who spoke?" }], filters: { kinds: ["key-point"] } };

const bind = (request: AskRequest, documents = [ports]) =>
  bindCursor(request, fingerprintRecords({ documents }), (name) => (name === "both" ? ["ports", "oaks"] : null));
const binding = bind(question);
const cursor = writeCursor(4, list[3] as DraftCitation, binding);
const opened = openCursor(cursor, binding);

describe("the next page of a list", () => {
  it("begins behind the last one cited", () => {
    expect(resumeAt(openCursor(undefined, binding), list)).toEqual({ from: 0, moved: false });
    expect(resumeAt(opened, list)).toEqual({ from: 4, moved: false });
  });

  it("does so where records were read anew and the list has changed before it, and says so", () => {
    expect(resumeAt(opened, [...listOf(oaks), ...list])).toEqual({ from: 7, moved: true });
    expect(resumeAt(opened, list.slice(2))).toEqual({ from: 2, moved: true });
  });

  it("goes on behind the place where the passage is not cited any more", () => {
    expect(
      resumeAt(
        opened,
        list.filter((_, index) => index !== 3),
      ),
    ).toEqual({ from: 3, moved: true });
  });

  it("is never empty: where nothing is left behind its place, the cursor is stale", () => {
    expect(() => resumeAt(opened, list.slice(0, 4))).toThrow(StaleCursorError);
    expect(() => resumeAt(opened, [])).toThrow(StaleCursorError);
  });
});

describe("a cursor", () => {
  const refusal = (text: string, bound = binding): unknown => {
    try {
      return openCursor(text, bound);
    } catch (error) {
      return error;
    }
  };

  it.each<[string, AskRequest]>([
    ["question", { ...question, question: "All on oaks" }],
    ["history", { ...question, history: [] }],
    ["filters", { ...question, filters: { kinds: ["recommendation"] } }],
    ["taken back values", { ...question, without: { dates: ["2023"] } }],
  ])("is good for its own %s only", (_, other) => {
    expect(refusal(cursor, bind(other))).toMatchObject({ name: "InvalidCursorError", flaw: "other-question" });
  });

  it("is good whatever the page's size or language, and however the filters are written", () => {
    expect(refusal(cursor, bind({ ...question, limit: 3, language: "es", explain: true, without: {} }))).toEqual(
      opened,
    );
    const several = { ...question, filters: { kinds: ["a", "b"], documents: [] } };
    const written = writeCursor(4, list[3] as DraftCitation, bind(several));
    expect(refusal(written, bind({ ...question, filters: { kinds: ["b", "a"] } }))).toMatchObject({ after: 4 });
  });

  it("is stale once other records are held, and not once they are read anew or held in another order", () => {
    expect(refusal(cursor, bind(question, [ports, oaks]))).toBeInstanceOf(StaleCursorError);
    expect(refusal(cursor, bind(question, [makeDocument("ports", ["Title", "Other."])]))).toBeInstanceOf(
      StaleCursorError,
    );
    expect(refusal(cursor, bind(question, [{ ...ports, reading: "another" }]))).toEqual(opened);
    expect(fingerprintRecords({ documents: [oaks, ports] })).toBe(fingerprintRecords({ documents: [ports, oaks] }));
  });

  it("is stale once a named collection it asked within holds other records", () => {
    const within = { ...question, filters: { collections: ["both"] } };
    const written = writeCursor(4, list[3] as DraftCitation, bind(within));
    expect(refusal(written, bind(within))).toMatchObject({ after: 4 });
    const changed = bindCursor(within, fingerprintRecords({ documents: [ports] }), () => ["ports"]);
    expect(refusal(written, changed)).toBeInstanceOf(StaleCursorError);
  });

  it("of an earlier version, bound to nothing, is stale", () => {
    const earlier = [JSON.stringify({ after: 4, document: "ports", start: 1, end: 2 }), "after-500"];
    for (const text of earlier) {
      expect(refusal(Buffer.from(text).toString("base64url"))).toBeInstanceOf(StaleCursorError);
    }
  });

  it("that is mangled or made up is none of ours", () => {
    const [body = "", tag = ""] = cursor.split(".");
    const payload = JSON.parse(Buffer.from(body, "base64url").toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...payload, after: 900 })).toString("base64url");
    for (const text of [`${forged}.${tag}`, body, `${cursor}.`, `${cursor}x`, `${body}!.${tag}`, "nonsense", ".", ""]) {
      expect(refusal(text)).toMatchObject({ name: "InvalidCursorError", flaw: "not-ours" });
      expect(refusal(text)).toBeInstanceOf(InvalidCursorError);
    }
  });
});
