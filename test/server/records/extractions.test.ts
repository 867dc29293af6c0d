import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ExtractedFile } from "../../../corpus/formats/file-format.ts";
import { RecordReadError } from "../../../corpus/record-read-error.ts";
import { openExtractions } from "../../../server/records/extractions.ts";

let directory: string;
let problems: string[];
beforeEach(async () => {
  problems = [];
  directory = await mkdtemp(join(tmpdir(), "relator-extractions-"));
});
afterEach(() => rm(directory, { recursive: true }));

const extracted: ExtractedFile = {
  fileFormat: "pdf",
  text: "Words of the minutes",
  format: "structured",
  structure: { version: 1, blocks: [], exclusions: [] },
  pages: [0, 6],
  notes: [{ code: "scanned-pages", count: 1, pages: [2] }],
};

/** One start: each of these files is asked for. @returns What was extracted, and the names that extraction was made for. */
async function start(contents: readonly string[], { refusedBy = "limits", refuse = false } = {}) {
  const made: string[] = [];
  const onFileProblem = ({ file }: { readonly file: string }) => void problems.push(file);
  const results = await openExtractions({ directory, refusedBy, onFileProblem }).during((keep) =>
    Promise.allSettled(
      contents.map((content) =>
        keep({ name: "minutes.pdf", bytes: Buffer.from(content) }, async () => {
          made.push(content);
          if (refuse) throw new RecordReadError("A scan.", { reason: "scanned-pdf", details: { pages: 2 } });
          return extracted;
        }),
      ),
    ),
  );
  return { made, results };
}

test("a text is extracted once, though the start after that is another version's", async () => {
  expect((await start(["one", "two"])).made).toEqual(["one", "two"]);
  const next = await start(["one", "two"], { refusedBy: "a later version" });
  expect(next.made).toEqual([]);
  expect(next.results.map((result) => result.status === "fulfilled" && result.value)).toEqual([extracted, extracted]);
});

test("what was refused is not tried again before what refuses changes", async () => {
  await start(["one"], { refuse: true });
  const next = await start(["one"]);
  expect(next.made).toEqual([]);
  expect(next.results).toMatchObject([
    { reason: { message: "A scan.", reason: "scanned-pdf", details: { pages: 2 } } },
  ]);
  expect((await start(["one"], { refusedBy: "wider limits" })).made).toEqual(["one"]);
});

test.each([
  "text",
  "structure",
  "pages",
  "notes",
] as const)("damage of %s is told, and it is made anew", async (field) => {
  await start(["one"]);
  const [name = ""] = await readdir(directory);
  const whole = await readFile(join(directory, name), "utf8");
  const entry = JSON.parse(whole);
  entry.extracted[field] = { text: "Words of the minuteS", structure: null, pages: [0, 5], notes: [] }[field];
  await writeFile(join(directory, name), JSON.stringify(entry));
  expect((await start(["one"])).made).toEqual(["one"]);
  expect(problems).toEqual([`extracted/${name}`]);
  expect(await readFile(join(directory, name), "utf8")).toBe(whole);
});

test("what was kept before there were seals is taken as it is", async () => {
  await start(["one"]);
  const [name = ""] = await readdir(directory);
  const { seal: _, ...older } = JSON.parse(await readFile(join(directory, name), "utf8"));
  await writeFile(join(directory, name), JSON.stringify(older));
  expect((await start(["one"])).made).toEqual([]);
  expect(problems).toEqual([]);
});

test("what is damaged on disk is made anew, and what no file asks for is taken away", async () => {
  await start(["one", "two"]);
  const [first = ""] = await readdir(directory);
  await writeFile(join(directory, first), "{");
  expect((await start(["one", "two"])).made).toHaveLength(1);
  await start(["two"]);
  expect(await readdir(directory)).toHaveLength(1);
});
