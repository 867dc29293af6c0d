import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createInProcessReading } from "../../server/records/reading/in-process-reading.ts";
import { examine } from "../../server/storage/doctor.ts";
import { buildProduct, packageDirectory, type RunningServer, startServer } from "../server/built-server.ts";
import { type KillRecord, makeKillRecord } from "./kill-records.ts";

export interface FullDisksReport {
  readonly full: number;
  readonly refused: number;
  /** What the writes that were left had room for. */
  readonly done: number;
}

/** A change writes fewer times than this. */
const mostWrites = 14;
/** So many rounds on one server; then it is killed on the full disk, and the next one starts there. */
const roundsOfServer = 5;

interface Room {
  readonly directory: string;
  readonly held: Map<string, KillRecord>;
  readonly random: () => number;
}

/**
 * Lets the disk be full from some write of a change on, where a write that fails has written half of its bytes.
 * @throws Error when a change is neither done nor refused whole with 507, when asking stops, or something is torn.
 */
export async function fillDisks(rounds: number, random: () => number): Promise<FullDisksReport> {
  await buildProduct();
  const directory = await mkdtemp(join(tmpdir(), "relator-full-disks-"));
  const room: Room = { directory, held: new Map(), random };
  const report = { full: 0, refused: 0, done: 0 };
  try {
    for (let round = 0; round < rounds; ) {
      const server = await start(room);
      try {
        await assertHeld(server.url, room);
        for (let count = 0; count < roundsOfServer && round < rounds; count += 1, round += 1) {
          const isDone = await changeOnFullDisk(server, round, room);
          report.full += 1;
          report[isDone ? "done" : "refused"] += 1;
        }
      } finally {
        server.child.kill("SIGKILL");
        await server.ended;
      }
      await rm(join(directory, "control"), { force: true });
      await assertWhole(join(directory, "data"));
    }
    return report;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function start({ directory }: Room): Promise<RunningServer> {
  return startServer({
    DATA_DIR: join(directory, "data"),
    FAILING_DISK: join(directory, "control"),
    FAILING_DISK_ROOT: `${join(directory, "data")}/`,
    NODE_OPTIONS: `--import ${pathToFileURL(join(packageDirectory, "test/fakes/failing-disk.mjs"))}`,
  });
}

/** @returns Whether the change was done. */
async function changeOnFullDisk(server: RunningServer, round: number, room: Room): Promise<boolean> {
  const { held, random, directory } = room;
  const record = makeKillRecord(round, random);
  const [first] = held.keys();
  const id = first !== undefined && random() < 0.4 ? first : null;
  const after = Math.floor(random() * mostWrites);
  await writeFile(join(directory, "control"), JSON.stringify({ code: "ENOSPC", after }));
  const headers = { "Content-Type": "text/plain" };
  const address = new URL(`api/v1/documents${id === null ? "" : `/${id}`}?name=${record.name}`, server.url);
  const response = await fetch(address, { method: id === null ? "POST" : "PUT", headers, body: record.source });
  const told = (await response.json()) as { type?: string; document?: { id: string } };
  const isRefused = response.status === 507 && told.type === "/problems/no-room";
  if (!response.ok && !isRefused) throw new Error(`Round ${round}: ${response.status} ${JSON.stringify(told)}`);
  if (response.ok && told.document !== undefined) held.set(told.document.id, record);
  await assertHeld(server.url, room);
  return response.ok;
}

/** Exactly what was acknowledged is there, byte for byte, while the disk is still full. */
async function assertHeld(url: string, { held }: Room): Promise<void> {
  const { documents } = (await (await fetch(new URL("api/v1/documents", url))).json()) as {
    documents: { id: string; removable: boolean }[];
  };
  const ids = documents.flatMap(({ id, removable }) => (removable ? [id] : [])).sort();
  if (ids.join() !== [...held.keys()].sort().join()) throw new Error(`Held are ${ids.join()}`);
  for (const [id, { source }] of held) {
    const text = await (await fetch(new URL(`api/v1/documents/${id}/text`, url))).text();
    if (text !== source) throw new Error(`“${id}” is not what was sent.`);
  }
}

async function assertWhole(dataDirectory: string): Promise<void> {
  const corpusDirectory = join(packageDirectory, "corpus", "documents");
  const { findings } = await examine({
    dataDirectory,
    corpusDirectory,
    mend: false,
    reading: createInProcessReading(),
    refusedBy: "these limits",
  });
  const torn = findings.filter(({ code }) => code === "damaged" || code === "offsets");
  if (torn.length > 0) throw new Error(`Something is torn: ${JSON.stringify(torn)}`);
}
