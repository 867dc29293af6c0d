import { describe, expect, it } from "vitest";
import { citeWhole, type DraftCitation } from "../../../../server/assistant/answers/answer-draft.ts";
import { resumeAt, writeCursor } from "../../../../server/assistant/answers/cursors.ts";
import { listPassages } from "../../../../server/assistant/retrieval/search-text.ts";
import { makeDocument } from "../../../fakes/fake-documents.ts";

const listOf = (...documents: ReturnType<typeof makeDocument>[]): readonly DraftCitation[] =>
  listPassages(documents).map((entry) => citeWhole(entry));
const lines = ["Title", "Heading", "One.", "Two.", "Three.", "Four."];
const ports = makeDocument("ports", lines);
const oaks = makeDocument("oaks", ["Other", "Heading", "Five."]);
const list = listOf(ports);
const cursor = writeCursor(4, list[3] as DraftCitation);

describe("the next page of a list", () => {
  it("begins behind the last one cited", () => {
    expect(resumeAt(undefined, list)).toEqual({ from: 0, moved: false });
    expect(resumeAt(cursor, list)).toEqual({ from: 4, moved: false });
  });

  it("does so where the list has changed before it, and says so", () => {
    expect(resumeAt(cursor, [...listOf(oaks), ...list])).toEqual({ from: 7, moved: true });
    expect(resumeAt(cursor, list.slice(2))).toEqual({ from: 2, moved: true });
  });

  it("goes on behind the place where the passage is not cited any more", () => {
    expect(
      resumeAt(
        cursor,
        list.filter((_, index) => index !== 3),
      ),
    ).toEqual({ from: 3, moved: true });
  });

  it("goes on by number where the record is gone, and with a cursor of an earlier version", () => {
    expect(resumeAt(cursor, listOf(oaks))).toEqual({ from: 4, moved: true });
    expect(resumeAt(Buffer.from("after-500").toString("base64url"), list)).toEqual({ from: 500, moved: false });
  });
});
