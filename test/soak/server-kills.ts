import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod/mini";
import { ingestEventSchema } from "../../server/ingest-protocol.ts";
import { createInProcessReading } from "../../server/records/reading/in-process-reading.ts";
import { makeBackup } from "../../server/storage/backup.ts";
import { examine } from "../../server/storage/doctor.ts";
import { restoreBackup } from "../../server/storage/restore.ts";
import { UnsteadyFolderError } from "../../server/storage/snapshot.ts";
import { createRandom } from "../fakes/random-vectors.ts";
import {
  buildProduct,
  makeDataDirectory,
  packageDirectory,
  type RunningServer,
  startServer,
} from "../server/built-server.ts";
import { type KillRecord, makeKillRecord } from "./kill-records.ts";
import { assertExpected, countState, type Expectation, indexState, type UnsureChange } from "./server-expectation.ts";

/** Once all texts are embedded, index and record are written in about this time. */
const writingWithinMs = 60;
/** A change of one record takes about this long; of those that tell no progress the kill falls somewhere in it. */
const longestChangeMs = 400;
/** As many are added before one is taken out again, so that the index stays of a size that is quick to build. */
const mostRecords = 4;

export interface ServerKillReport {
  readonly kills: number;
  /** Made while a change was under way and the server killed, each restored and proved. */
  readonly backups: number;
  /** Changes whose answer had come before the kill, and those whose answer had not. */
  readonly acknowledged: number;
  readonly unanswered: number;
  /** What the starts that followed a kill made of the index: "loaded", or the reason for building it. */
  readonly found: Readonly<Record<string, number>>;
}

/**
 * Kills the built server while it adds, replaces, corrects or removes records, and starts it again on the same folder.
 * @throws Error when an acknowledged change is lost, a record is not byte for byte what was sent, a record cannot be
 * found by its own words, or the index was left damaged.
 */
export async function run(
  options: { rounds: number; seed?: number } | { seconds: number; seed?: number },
): Promise<ServerKillReport> {
  const random = createRandom(options.seed ?? 1);
  const endsAt = "seconds" in options ? performance.now() + options.seconds * 1_000 : Number.POSITIVE_INFINITY;
  const rounds = "rounds" in options ? options.rounds : Number.POSITIVE_INFINITY;
  await buildProduct();
  const directory = await makeDataDirectory("server-kills");
  const expectation: Expectation = { held: new Map(), unsure: null };
  const report = { kills: 0, backups: 0, acknowledged: 0, unanswered: 0, found: {} as Record<string, number> };
  try {
    for (let round = 0; round < rounds && performance.now() < endsAt; round += 1) {
      const server = await startServer({ DATA_DIR: directory });
      try {
        if (round > 0) countState(server, report.found);
        await assertExpected(server.url, expectation);
        const backup = random() < 0.4 ? backUp(directory, round) : null;
        const answered = await changeAndKill(server, round, random, expectation);
        report.kills += 1;
        if (backup !== null && (await backup)) report.backups += 1;
        await assertWhole(directory);
        report[answered ? "acknowledged" : "unanswered"] += 1;
      } finally {
        server.child.kill("SIGKILL");
        await server.ended;
      }
    }
    await assertSettled(directory, expectation, report.found);
    return report;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Nothing on the disk is torn, whatever the kill cut off. */
async function assertWhole(dataDirectory: string): Promise<void> {
  const corpusDirectory = join(packageDirectory, "corpus", "documents");
  const { findings } = await examine({
    dataDirectory,
    corpusDirectory,
    mend: false,
    reading: createInProcessReading(),
    refusedBy: "these limits",
  });
  const torn = findings.filter(({ code }) => code !== "leftover" && code !== "little-room");
  if (torn.length > 0) throw new Error(`Something is torn: ${JSON.stringify(torn)}`);
}

/** @returns Whether a moment was calm enough. @throws Error when what was packed is not whole. */
async function backUp(dataDirectory: string, round: number): Promise<boolean> {
  const target = await mkdtemp(join(tmpdir(), "relator-restored-"));
  const file = `${target}.${round}.tar.gz`;
  try {
    await makeBackup(dataDirectory, file);
    await restoreBackup(target, file, { replace: false });
    await assertWhole(target);
    return true;
  } catch (error) {
    if (error instanceof UnsteadyFolderError) return false;
    throw error;
  } finally {
    await rm(target, { recursive: true, force: true });
    await rm(file, { force: true });
  }
}

/** @returns Whether the change was acknowledged before the kill. */
async function changeAndKill(
  server: RunningServer,
  round: number,
  random: () => number,
  expectation: Expectation,
): Promise<boolean> {
  const change = drawChange(round, random, expectation);
  expectation.unsure = change;
  const moment = drawMoment(random);
  const kill = async (delayMs: number): Promise<void> => {
    await wait(delayMs);
    server.child.kill("SIGKILL");
    await server.ended;
  };
  // A change that the kill cuts off ends in an error of the connection, which is what is wanted.
  const outcome = send(server.url, change, moment, kill).catch((error: unknown) => {
    if (error instanceof TypeError) return null;
    throw error;
  });
  if (change.kind !== "add" && moment.at !== "acknowledged") await kill(moment.delayMs);
  const id = await outcome;
  await kill(moment.delayMs);
  if (id === null) return false;
  if (change.kind === "remove") expectation.held.delete(id);
  else expectation.held.set(id, change.record);
  expectation.unsure = null;
  return true;
}

/** Adds while there are few; then one is replaced, corrected or taken out. */
function drawChange(round: number, random: () => number, { held }: Expectation): UnsureChange {
  const [id] = [...held.keys()];
  if (id === undefined || (held.size < mostRecords && random() < 0.6)) {
    return { kind: "add", record: makeKillRecord(round, random) };
  }
  const kind = random();
  const before = held.get(id);
  if (before === undefined || kind < 0.3) return { kind: "remove", id };
  if (kind < 0.65) return { kind: "correct", id, record: { ...before, title: `Corrected in round ${round}` } };
  // What was said of the record holds for the text that takes its place.
  const { title } = before;
  return { kind: "replace", id, record: { ...makeKillRecord(round, random), ...(title !== undefined && { title }) } };
}

function send(
  url: string,
  change: UnsureChange,
  moment: Moment,
  kill: (delayMs: number) => Promise<void>,
): Promise<string | null> {
  if (change.kind === "add") return addRecord(url, change.record, moment, kill);
  if (change.kind === "correct") return correctRecord(url, change.id, change.record);
  return change.kind === "remove" ? removeRecord(url, change.id) : replaceRecord(url, change.id, change.record);
}

/** When a kill falls, in the change's own terms, so that a slow machine is killed at the same places as a fast one. */
interface Moment {
  readonly at: "embedding" | "writing" | "acknowledged";
  /** Of the texts to embed: the kill comes once this share is done. */
  readonly share: number;
  readonly delayMs: number;
}

function drawMoment(random: () => number): Moment {
  const kind = random();
  if (kind < 0.3) return { at: "embedding", share: random(), delayMs: random() * longestChangeMs };
  if (kind < 0.75) return { at: "writing", share: 1, delayMs: random() * writingWithinMs };
  return { at: "acknowledged", share: 1, delayMs: random() * 20 };
}

/** Adds a record and kills the server at its moment. @returns The record's id; null when no report came. */
async function addRecord(
  url: string,
  { name, source }: KillRecord,
  moment: Moment,
  kill: (delayMs: number) => Promise<void>,
): Promise<string | null> {
  const address = new URL("api/v1/documents", url);
  address.searchParams.set("name", name);
  const headers = { "Content-Type": "text/plain", Accept: "application/x-ndjson" };
  const response = await fetch(address, { method: "POST", headers, body: source });
  let isKilled = false;
  let id: string | null = null;
  for await (const line of readLines(response)) {
    const event = z.parse(ingestEventSchema, JSON.parse(line));
    if (event.type === "problem") throw new Error(`A record was not added: ${event.problem.detail}`);
    if (event.type === "report") id = event.report.document.id;
    const isTime =
      event.type === "progress" && moment.at !== "acknowledged" && event.done >= moment.share * event.total;
    if (!isTime || isKilled) continue;
    isKilled = true;
    void kill(moment.delayMs);
  }
  return id;
}

async function replaceRecord(url: string, id: string, { name, source }: KillRecord): Promise<string> {
  const address = new URL(`api/v1/documents/${id}`, url);
  address.searchParams.set("name", name);
  const response = await fetch(address, { method: "PUT", headers: { "Content-Type": "text/plain" }, body: source });
  if (!response.ok) throw new Error(`A record was not replaced: ${response.status} ${await response.text()}`);
  await response.text();
  return id;
}

async function correctRecord(url: string, id: string, { title }: KillRecord): Promise<string> {
  const response = await fetch(new URL(`api/v1/documents/${id}/corrections`, url), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ corrections: [{ type: "metadata", title }] }),
  });
  if (!response.ok) throw new Error(`A record was not corrected: ${response.status} ${await response.text()}`);
  await response.text();
  return id;
}

async function removeRecord(url: string, id: string): Promise<string> {
  const response = await fetch(new URL(`api/v1/documents/${id}`, url), { method: "DELETE" });
  if (response.status !== 204) throw new Error(`A record was not removed: ${response.status} ${await response.text()}`);
  return id;
}

/** Lines as they come; a connection that is cut ends them. */
async function* readLines(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for await (const chunk of response.body ?? []) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    // What fetch throws when the other side is gone.
    if (!(error instanceof TypeError)) throw error;
  }
}

/** After an orderly stop the index is loaded as it is, and holds everything. */
async function assertSettled(
  directory: string,
  expectation: Expectation,
  found: Record<string, number>,
): Promise<void> {
  const first = await startServer({ DATA_DIR: directory });
  try {
    countState(first, found);
    await assertExpected(first.url, expectation);
  } finally {
    await first.stop();
  }
  expectation.unsure = null;
  const second = await startServer({ DATA_DIR: directory });
  try {
    const state = indexState(second);
    if (state !== "loaded") throw new Error(`The index was built again after an orderly stop: ${state}.`);
    await assertExpected(second.url, expectation);
  } finally {
    await second.stop();
  }
}
