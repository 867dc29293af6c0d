import { randomBytes } from "node:crypto";
import { lstat, readdir, rename, rm } from "node:fs/promises";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { type MeetingPlace, meetBeside, meetInFolder } from "./meeting-place.ts";

/** What the process that owns a data folder tells of itself. */
const ownerSchema = z.object({
  pid: z.int(),
  /** Of its machine or container, where process ids are counted. */
  host: z.string(),
  /** ISO 8601 instant. */
  since: z.string(),
  /** What it does: a server, or one command of the command line. */
  work: z.string(),
  /** Where it listens; null before it does, and for what does not. */
  url: z.url().nullable(),
});
export type FolderOwner = z.infer<typeof ownerSchema>;

const greetingSchema = z.object({
  relator: z.literal(1),
  /** An owner stays; of candidates the one of the smaller name goes on; one that has yielded is none any more. */
  state: z.enum(["owner", "candidate", "yielded"]),
  id: z.string(),
  owner: ownerSchema,
});
type Greeting = z.infer<typeof greetingSchema>;

/** Another process keeps its records in the folder. */
export class FolderOwnedError extends Error {
  override readonly name = "FolderOwnedError";
  /** Null where a process holds the folder and does not answer. */
  readonly owner: FolderOwner | null;

  constructor(owner: FolderOwner | null) {
    super("The data folder has an owner");
    this.owner = owner;
  }
}

export interface FolderClaim {
  /** From now on whoever asks is sent there. */
  announce(url: string): void;
  release(): Promise<void>;
}

/**
 * Claims a data folder for as long as this process lives. Each process listens on a socket of its own name in the
 * folder, and asks all others that it finds there: a socket that answers is a living process, one that refuses the
 * connection is a dead one's and is taken away. No name is ever used again, so that nobody takes a fresh one for a
 * dead one, and what somebody else put there is no socket of ours and in nobody's way.
 * @throws FolderOwnedError when another living process owns it.
 */
export async function claimFolder(dataDirectory: string, work: string): Promise<FolderClaim> {
  for (;;) {
    const candidate = await publish(dataDirectory, work);
    try {
      const outcome = await outlast(dataDirectory, candidate);
      if (outcome === "owner") return candidate;
      await candidate.release();
      if (outcome !== "yielded") throw new FolderOwnedError(outcome.owner);
    } catch (error) {
      await candidate.release();
      throw error;
    }
    // The other candidate owns the folder in a moment, or has died.
    await wait(yieldPauseMs);
  }
}

/** Who owns the data folder now; null where nobody does. */
export async function findOwner(dataDirectory: string): Promise<FolderOwner | null> {
  const others = await askAll(dataDirectory, null);
  return others.find(({ state }) => state === "owner")?.owner ?? null;
}

const yieldPauseMs = 20;
const answerTimeoutMs = 2_000;
const nameOf = (id: string) => `owner-${id}.sock`;
const isSocketName = (name: string) => name.startsWith("owner-") && name.endsWith(".sock");

interface Candidate extends FolderClaim {
  readonly id: string;
  readonly server: Server;
  state: Greeting["state"];
}

/** Listens under a name that nobody looks at, and takes its own only then: no one finds a socket that does not answer. */
async function publish(dataDirectory: string, work: string): Promise<Candidate> {
  const id = randomBytes(8).toString("hex");
  const owner = { pid: process.pid, host: hostname(), since: new Date().toISOString(), work };
  let url: string | null = null;
  const greet = (socket: Socket, state: Greeting["state"]) => {
    socket.end(`${JSON.stringify({ relator: 1, state, id, owner: { ...owner, url } })}\n`);
  };
  const asking = new Set<Socket>();
  const server = createServer((socket) => {
    asking.add(socket);
    socket.on("close", () => asking.delete(socket)).on("error", () => {});
    // Whoever connects and says nothing asks nothing.
    socket.setTimeout(answerTimeoutMs, () => socket.destroy());
    // Whoever asks says its own name first, or none.
    socket.setEncoding("utf8").once("data", (asked) => {
      const other = String(asked).trim();
      // Decided at once, in one place: of two candidates exactly one goes on.
      if (candidate.state === "candidate" && other !== "" && other < id) candidate.state = "yielded";
      greet(socket, candidate.state);
    });
  });
  // The socket alone keeps no process alive.
  server.unref();
  const place = await listenIn(server, dataDirectory, id);
  const candidate: Candidate = {
    id,
    server,
    state: "candidate",
    announce: (address) => {
      url = address;
    },
    release: async () => {
      if (place !== null) await rm(join(place.directory, nameOf(id)), { force: true }).catch(() => {});
      const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : null;
      for (const socket of asking) if (socket.bytesRead === 0) socket.destroy();
      await closed;
      await place?.close();
    },
  };
  return candidate;
}

/** In the folder where that is possible, else beside it; null where it is not possible there either: nobody is met then. */
async function listenIn(server: Server, dataDirectory: string, id: string): Promise<MeetingPlace | null> {
  for (const meet of [meetInFolder, (folder: string) => meetBeside(folder, { make: true })]) {
    const place = await meet(dataDirectory);
    if (place === null) continue;
    try {
      await listenAt(server, place, id);
      return place;
    } catch (error) {
      server.removeAllListeners("error");
      await place.close();
      if (!(error instanceof Error && "code" in error)) throw error;
    }
  }
  return null;
}

/** @throws the file system's own errors where no socket can be made there. */
async function listenAt(server: Server, place: MeetingPlace, id: string): Promise<void> {
  const draft = `.${id}.sock`;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    // The folder is its owner's alone; within it a process of another account may ask too, as root's after a user's.
    server.listen({ path: join(place.address, draft), readableAll: true, writableAll: true }, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
  await rename(join(place.directory, draft), join(place.directory, nameOf(id)));
}

/** Asks all others until this one owns the folder, has to yield, or finds who owns it. */
async function outlast(
  dataDirectory: string,
  candidate: Candidate,
): Promise<"owner" | "yielded" | { readonly owner: FolderOwner | null }> {
  const others = await askAll(dataDirectory, candidate.id);
  const owner = others.find(({ state }) => state === "owner");
  if (owner !== undefined) return { owner: owner.owner };
  if (others.some(({ state, id }) => state === "candidate" && id < candidate.id)) return "yielded";
  // Another may have come meanwhile, before whom this one had to yield.
  if (candidate.state === "yielded") return "yielded";
  candidate.state = "owner";
  return "owner";
}

/** What the living processes of the folder say. @throws FolderOwnedError when one takes the connection and says nothing. */
async function askAll(dataDirectory: string, ownId: string | null): Promise<readonly Greeting[]> {
  const places = [await meetInFolder(dataDirectory), await meetBeside(dataDirectory, { make: false })];
  const greetings: Greeting[] = [];
  for (const place of places) {
    if (place === null) continue;
    try {
      const names = await readdir(place.directory).catch(() => []);
      for (const name of names) {
        if (!isSocketName(name) || name === nameOf(ownId ?? "")) continue;
        const greeting = await ask(place, name, ownId);
        if (greeting !== null) greetings.push(greeting);
      }
    } finally {
      await place.close();
    }
  }
  return greetings;
}

/** Null where nobody of ours is behind the name. */
async function ask(place: MeetingPlace, name: string, ownId: string | null): Promise<Greeting | null> {
  const path = join(place.directory, name);
  const isSocket = await lstat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
  if (!isSocket) return null;
  const answer = await connectAndAsk(join(place.address, name), ownId ?? "");
  if (answer === "refused") {
    await rm(path, { force: true }).catch(() => {});
    return null;
  }
  if (answer === "silent") throw new FolderOwnedError(null);
  try {
    return greetingSchema.parse(JSON.parse(answer));
  } catch {
    return null;
  }
}

/** "silent": a process is there, and does not come to answer. */
function connectAndAsk(path: string, ownId: string): Promise<string | "refused" | "silent"> {
  return new Promise((resolve) => {
    let told = "";
    const socket = createConnection(path, () => socket.write(`${ownId}\n`));
    const end = (outcome: string) => {
      resolve(outcome);
      socket.destroy();
    };
    socket.setEncoding("utf8").setTimeout(answerTimeoutMs, () => end("silent"));
    socket.on("data", (chunk) => {
      told += String(chunk);
      if (told.length > longestGreeting) end("");
    });
    socket.on("end", () => end(told));
    socket.on("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "ECONNREFUSED") end("refused");
      // So many have asked and were not answered that no more can wait; any other error says that none of ours is there.
      else end(code === "EAGAIN" ? "silent" : "");
    });
  });
}

const longestGreeting = 10_000;
