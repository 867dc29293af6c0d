import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FeedbackReceipt } from "../../server/feedback-protocol.ts";
import { type Serving, serve } from "./serving.ts";

let serving: Serving;
beforeEach(async () => {
  serving = await serve();
});
afterEach(() => serving.close());

const opinion = {
  question: "What about the harbour?",
  language: "en",
  verdict: "not-useful",
  comment: "I wanted the year.",
  consent: true,
  passageIds: ["ports-2024/p3"],
};

const keptFiles = () => readdir(join(serving.dataDirectory, "feedback")).catch(() => []);
const keep = async () => (await (await serving.post("/api/v1/feedback", opinion)).json()) as FeedbackReceipt;
const remove = (id: string, init: RequestInit) =>
  fetch(`${serving.url}/api/v1/feedback/${id}`, { method: "DELETE", ...init });

test("an opinion is kept as an evaluation case, with the words of the passages", async () => {
  const response = await serving.post("/api/v1/feedback", opinion);
  expect(response.status).toBe(201);
  const { id, deletionToken } = (await response.json()) as FeedbackReceipt;
  expect(response.headers.get("Location")).toBe(`/api/v1/feedback/${id}`);
  const text = await readFile(join(serving.dataDirectory, "feedback", `${id}.json`), "utf8");
  expect(JSON.parse(text)).toMatchObject({
    question: opinion.question,
    verdict: "not-useful",
    comment: "I wanted the year.",
    evidence: [{ documentId: "ports-2024", passageId: "ports-2024/p3", quote: expect.stringContaining("Callao") }],
  });
  expect(text).not.toContain(deletionToken);
});

test("an opinion on an answer of another reading is kept of the passage that holds most of what it cited", async () => {
  const document = serving.collection.document("ports-2024");
  const passage = document.sections.flatMap(({ passages }) => passages)[2];
  if (passage === undefined) throw new Error("No passage.");
  const { revision } = document;
  const place = { revision, reading: "10", start: passage.start + 2, end: passage.end };
  const given = { ...opinion, passageIds: ["ports-2024/p77"] };
  expect((await serving.post("/api/v1/feedback", { ...given, places: [place] })).status).toBe(201);
  const [file = ""] = await keptFiles();
  const { evidence } = JSON.parse(await readFile(join(serving.dataDirectory, "feedback", file), "utf8"));
  expect(evidence).toEqual([
    {
      documentId: "ports-2024",
      revision,
      passageId: passage.id,
      quote: passage.text,
      reading: "11",
      start: passage.start,
      end: passage.end,
      resolved: true,
    },
  ]);
  const ofOtherText = { ...place, revision: "sha256:0" };
  expect((await serving.post("/api/v1/feedback", { ...given, places: [ofOtherText] })).status).toBe(400);
});

describe("nothing is kept", () => {
  test.each([
    ["without consent", { ...opinion, consent: false }, "consent"],
    ["where consent is not said", { ...opinion, consent: undefined }, "consent"],
    ["where consent is a word", { ...opinion, consent: "true" }, "consent"],
    [
      "of a passage that no record holds",
      { ...opinion, passageIds: ["ports-2024/p3", "ports-2024/p99"] },
      "passageIds[1]",
    ],
    ["with another verdict", { ...opinion, verdict: "fine" }, "verdict"],
    ["with too long a comment", { ...opinion, comment: "a".repeat(2001) }, "comment"],
    ["without a question", { ...opinion, question: "" }, "question"],
  ])("%s", async (_name, body, path) => {
    const response = await serving.post("/api/v1/feedback", body);
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    expect(errors.map((error) => error.path)).toEqual([path]);
    expect(await keptFiles()).toEqual([]);
  });
});

describe("an opinion is deleted", () => {
  test("by whoever holds its token, in the header", async () => {
    const { id, deletionToken } = await keep();
    expect((await remove(id, { headers: { "Deletion-Token": deletionToken } })).status).toBe(204);
    expect(await keptFiles()).toEqual([]);
    expect((await remove(id, { headers: { "Deletion-Token": deletionToken } })).status).toBe(404);
  });

  test("or in the body", async () => {
    const { id, deletionToken } = await keep();
    const headers = { "Content-Type": "application/json" };
    expect((await remove(id, { headers, body: JSON.stringify({ deletionToken }) })).status).toBe(204);
  });

  test("by nobody else", async () => {
    const [{ id }, other] = [await keep(), await keep()];
    expect((await remove(id, { headers: { "Deletion-Token": other.deletionToken } })).status).toBe(403);
    expect((await remove(id, { headers: { "Deletion-Token": "" } })).status).toBe(403);
    expect(await keptFiles()).toHaveLength(2);
  });

  test("only under an id that is one of ours", async () => {
    for (const id of ["..%2f..%2fpackage", "x", "00000000-0000-0000-0000-00000000000g"]) {
      expect((await remove(id, { headers: { "Deletion-Token": "x" } })).status).toBe(404);
    }
  });
});
