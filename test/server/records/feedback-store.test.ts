import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FeedbackRequest } from "../../../server/feedback-protocol.ts";
import { openFeedbackStore } from "../../../server/records/feedback-store.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-feedback-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const opinion: FeedbackRequest = {
  question: "Ports?",
  language: "en",
  verdict: "useful",
  consent: true,
  passageIds: [],
};

test("of opinions that a cut write damaged, a purge takes those that name the record, and keeps the rest", async () => {
  await writeFile(join(directory, "torn-of-it.json"), '{ "evidence": [{ "documentId": "minutes", "quote": "Wor');
  await writeFile(join(directory, "torn-of-another.json"), '{ "evidence": [{ "documentId": "report", "quote": "Wor');
  await openFeedbackStore(directory).forget({ id: "minutes", revision: "sha256:1", isIdHeld: false });
  expect(await readdir(directory)).toEqual(["torn-of-another.json"]);
});

test("as many opinions are kept as there is room for, however many come at once", async () => {
  const room = 3;
  for (let count = 0; count < 5_000 - room; count += 1) await writeFile(join(directory, `${count}.json`), "{}");
  const store = openFeedbackStore(directory);
  const kept = await Promise.allSettled(Array.from({ length: room + 4 }, () => store.keep(opinion, [])));
  expect(kept.filter(({ status }) => status === "fulfilled")).toHaveLength(room);
  const [first] = kept;
  if (first?.status !== "fulfilled") throw new Error("Nothing was kept.");
  await store.delete(first.value.id, first.value.deletionToken);
  await expect(store.keep(opinion, [])).resolves.toBeDefined();
});
