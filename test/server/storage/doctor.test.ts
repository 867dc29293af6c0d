import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ensureAdminKey } from "../../../server/access/admin-key.ts";
import { openAuditLog } from "../../../server/access/audit-log.ts";
import { openKeyStore } from "../../../server/access/key-store.ts";
import { openSessions } from "../../../server/access/sessions.ts";
import type { FeedbackRequest } from "../../../server/feedback-protocol.ts";
import { openDataFolder } from "../../../server/process/data-folder.ts";
import { openExtractions } from "../../../server/records/extractions.ts";
import { openFeedbackStore } from "../../../server/records/feedback-store.ts";
import { createInProcessReading } from "../../../server/records/reading/in-process-reading.ts";
import type { RecordReading } from "../../../server/records/reading/record-reading.ts";
import { type DoctorReport, examine } from "../../../server/storage/doctor.ts";
import { fillDataFolder, readAll, textOn } from "./data-folder.ts";

let directory: string;
let data: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-doctor-"));
  data = join(directory, "data");
  await mkdir(join(directory, "corpus"));
  await fillDataFolder(data);
  await openDataFolder(data);
});
afterEach(() => rm(directory, { recursive: true }));

const look = (mend = false, reading: RecordReading = createInProcessReading()) =>
  examine({ dataDirectory: data, corpusDirectory: join(directory, "corpus"), mend, reading, refusedBy: "limits" });
const told = ({ findings }: DoctorReport) => findings.map(({ code, path, mended }) => [code, path, mended]);
const partOf = async (folder: string, kind: string) =>
  join(folder, (await readdir(folder)).find((name) => name.startsWith(kind)) ?? "");

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

test("a folder that is whole has nothing to be done, and looking changes nothing", async () => {
  const before = await readAll(data);
  const report = await look();
  expect(told(report)).toEqual([]);
  expect(report).toMatchObject({ records: 3, removed: 1 });
  expect(await readAll(data)).toEqual(before);
});

describe("a flipped bit", () => {
  const place = (path: string) => join(data, path);
  test.each<[string, () => Promise<string>, string]>([
    ["of a text", () => partOf(place("documents/forests"), "text"), "documents/forests/text-"],
    ["of a note", async () => place("documents/forests/note.json"), "documents/forests/note.json"],
    ["of corrections", async () => place("documents/forests/overlay.json"), "documents/forests/overlay.json"],
    ["of an original", () => partOf(place("documents/rivers"), "original"), "documents/rivers/original-"],
    ["of corrections of the collection's own", async () => place("overlays/embedded.json"), "overlays/embedded.json"],
  ])("%s is told, and stays for a person to mend", async (_what, find, path) => {
    await flip(await find());
    const report = await look(true);
    expect(told(report)).toEqual([["damaged", expect.stringMatching(`^${path}`), false]]);
  });

  test("of a removed record is told", async () => {
    const [removed] = await readdir(join(data, "removed"));
    await flip(await partOf(join(data, "removed", removed ?? ""), "text"));
    expect(told(await look())).toEqual([["damaged", expect.stringMatching(/^removed\/ports--/), false]]);
  });

  test.each(["text", "structure"])("of what is made of the original, its %s, is mended from that", async (kind) => {
    const before = await readAll(data);
    await flip(await partOf(join(data, "documents", "rivers"), kind));
    expect(told(await look())).toMatchObject([["damaged", expect.any(String), false]]);
    expect(told(await look(true))).toMatchObject([["damaged", expect.any(String), true]]);
    expect(told(await look())).toEqual([]);
    expect(await readAll(data)).toEqual(before);
  });
});

describe("the collection's own files", () => {
  const page = `<!doctype html><title>lakes</title><p>${textOn("lakes").split("\n\n").join("</p><p>")}</p>`;
  const corpusFile = { name: "lakes.html", bytes: Buffer.from(page) };
  const readings = () => {
    const asked: string[] = [];
    const inProcess = createInProcessReading();
    const reading: RecordReading = {
      ...inProcess,
      readFile: (file, options) => {
        asked.push(file.name);
        return inProcess.readFile(file, options);
      },
    };
    return { asked, reading };
  };
  beforeEach(() => writeFile(join(directory, "corpus", corpusFile.name), corpusFile.bytes));

  test("are taken apart by the reading that has limits", async () => {
    const { asked, reading } = readings();
    expect(told(await look(false, reading))).toEqual([]);
    expect(asked).toEqual(["lakes.html"]);
  });

  test("are read as they were kept, and what was kept is looked at itself", async () => {
    const extractions = openExtractions({
      directory: join(data, "extracted"),
      refusedBy: "limits",
      onFileProblem: () => {},
    });
    const { extracted } = await createInProcessReading().readFile({ ...corpusFile, id: "extraction" });
    await extractions.during((keep) => keep(corpusFile, async () => extracted));
    await openDataFolder(data);
    const { asked, reading } = readings();
    expect(told(await look(false, reading))).toEqual([]);
    expect(asked).toEqual([]);
    const [kept = ""] = await readdir(join(data, "extracted"));
    await flip(join(data, "extracted", kept));
    expect(told(await look(false, reading))).toEqual([["damaged", `extracted/${kept}`, false]]);
  });
});

test("what tells who may and who did is looked at", async () => {
  const keys = openKeyStore(data);
  await ensureAdminKey(data, keys);
  await openSessions(data, { onFault: () => {} }).open(keys.list()[0]?.id ?? "");
  const entry = { at: new Date().toISOString(), name: null, by: "nobody" as const, keyId: null, method: "POST" };
  const log = openAuditLog(data, () => {});
  for (const status of [200, 201]) {
    log.write({ ...entry, path: "/api/v1/documents", status, records: [], purged: false, requestId: "one" });
  }
  expect(told(await look())).toEqual([]);
  const adminKey = await readFile(join(data, "admin.key"), "utf8");
  const last = adminKey.trimEnd().at(-1) === "0" ? "1" : "0";
  await writeFile(join(data, "admin.key"), `${adminKey.trimEnd().slice(0, -1)}${last}\n`);
  await writeFile(join(data, "sessions.json"), "{}");
  await appendFile(join(data, "audit.log"), '{"at":');
  const report = await look();
  expect(told(report).map(([, path]) => path)).toEqual(["admin.key", "sessions.json", "audit.log"]);
  expect(report.findings.at(-1)).toMatchObject({ code: "damaged", detail: "lines 3" });
  await writeFile(join(data, "keys.json"), "{");
  expect(told(await look()).map(([, path]) => path)).toContain("keys.json");
});

test("what killed processes left is told, and taken away when mending", async () => {
  const before = await readAll(data);
  const left = [
    "documents/forests/text-0123456789ab-abcdef.txt",
    "documents/forests/note.json.0123456789ab",
    "overlays/embedded.json.0123456789ab",
    "extracted/0123.json.0123456789ab",
    ".snapshot-0123456789ab/0",
    ".restoring-0123456789ab/files/collections.json",
  ];
  for (const path of left) {
    await mkdir(join(data, path, ".."), { recursive: true });
    await writeFile(join(data, path), "left", { mode: 0o600 });
  }
  await openDataFolder(data);
  expect((await look()).findings).toHaveLength(left.length);
  const mended = await look(true);
  expect(mended.findings.every((finding) => finding.code === "leftover" && finding.mended)).toBe(true);
  expect(await readAll(data)).toEqual(before);
  expect(told(await look())).toEqual([]);
});

test("files that are open to others are told, and closed when mending or starting", async () => {
  const note = join(data, "documents", "forests", "note.json");
  await chmod(note, 0o644);
  await chmod(data, 0o755);
  expect((await look()).findings).toMatchObject([{ code: "open-to-others", detail: "2" }]);
  await look(true);
  expect((await stat(note)).mode & 0o777).toBe(0o600);
  await chmod(data, 0o755);
  await openDataFolder(data);
  expect((await stat(data)).mode & 0o777).toBe(0o700);
});

describe("feedback", () => {
  const feedback = () => openFeedbackStore(join(data, "feedback"));

  test("is listed without what proves who may delete it, and deleted", async () => {
    const [first] = await feedback().list();
    expect(first).toMatchObject({ question: "How many?", verdict: "useful", comment: null, evidence: [] });
    expect(JSON.stringify(first)).not.toContain("deletionToken");
    await feedback().remove(first?.id ?? "");
    expect(await feedback().list()).toEqual([]);
    await expect(feedback().remove(first?.id ?? "")).rejects.toMatchObject({ name: "NotFoundError" });
  });

  test("expires", async () => {
    expect(await feedback().expire(new Date(Date.now() - 60_000))).toBe(0);
    expect(await feedback().expire(new Date(Date.now() + 60_000))).toBe(1);
    expect(await feedback().list()).toEqual([]);
  });

  test("never fills the disk", async () => {
    await writeFile(join(data, "feedback", "large.json"), Buffer.alloc(50_000_000));
    const opinion = {
      question: "How?",
      language: "en",
      verdict: "useful",
      consent: true,
      passageIds: [],
    } satisfies FeedbackRequest;
    await expect(feedback().keep(opinion, [])).rejects.toMatchObject({ obstacle: "feedback-full" });
  });
});
