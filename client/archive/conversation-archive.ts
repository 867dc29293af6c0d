import * as z from "zod/mini";
import {
  askResponseSchema,
  citationSchema,
  filtersSchema,
  problemSchema,
  understoodSchema,
} from "../../server/protocol.ts";
import type { Conversation, Turn } from "../conversation.ts";
import type { ConversationEntry } from "../state.ts";

/** Conversations kept in this browser. Every call rejects where the browser refuses storage. */
export interface ConversationArchive {
  list(): Promise<readonly ConversationEntry[]>;
  read(id: string): Promise<Conversation | null>;
  /**
   * Keeps these turns among those that this tab or another has kept, and the entry that lists the conversation. Of a turn
   * that was asked again elsewhere the later asking stays; a title that was given stays.
   * @returns How many turns are kept of it now.
   */
  keep(entry: Omit<ConversationEntry, "turnCount">, turns: readonly Turn[]): Promise<number>;
  rename(id: string, title: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Tells of conversations that another tab has changed, once the archive is in use. */
  watch(listener: (id: string) => void): void;
}

const entrySchema = z.object({ id: z.string(), title: z.string(), updatedAt: z.string(), turnCount: z.int() });
const values = z.optional(z.array(z.string()));
const withoutSchema = z.object({ ...filtersSchema.shape, dates: values, inherited: values });
const turnSchema = z.object({
  id: z.string(),
  requestId: z.string(),
  asked: z.object({ question: z.string(), without: withoutSchema, filters: filtersSchema }),
  history: z.array(z.string()),
  askedAt: z.string(),
  phase: z.enum(["waiting", "streaming", "complete", "stopped", "failed"]),
  language: z.nullable(z.enum(["es", "en"])),
  lead: z.string(),
  understood: z.nullable(understoodSchema),
  citations: z.array(citationSchema),
  response: z.nullable(askResponseSchema),
  problem: z.nullable(problemSchema),
  failure: z.nullable(z.enum(["unreachable", "unreadable"])),
  loadingMore: z.boolean(),
  feedback: z.nullable(
    z.object({ id: z.string(), deletionToken: z.string(), verdict: z.enum(["useful", "not-useful"]) }),
  ),
});
const keptTurnSchema = z.object({ conversationId: z.string(), position: z.int(), turn: turnSchema });

/** Opens (or makes) the database, once it is first needed. */
export function openConversationArchive(factory: IDBFactory, name = "relator"): ConversationArchive {
  let opening: Promise<IDBDatabase> | null = null;
  const database = () => {
    opening ??= openDatabase(factory, name);
    return opening;
  };
  // Where there is none, tabs do not see each other's turns until they are opened again; none is lost.
  const otherTabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  const write = async <T>(id: string, change: (stores: Stores) => Promise<T> | T): Promise<T> => {
    const transaction = (await database()).transaction(["conversations", "turns"], "readwrite");
    const completed = completion(transaction);
    const stores = { entries: transaction.objectStore("conversations"), turns: transaction.objectStore("turns") };
    const [changed] = await Promise.all([change(stores), completed]);
    otherTabs?.postMessage(id);
    return changed;
  };
  const readAll = async (store: string, range?: IDBKeyRange): Promise<readonly unknown[]> =>
    result((await database()).transaction(store).objectStore(store).getAll(range));

  return {
    async list() {
      const entries = parseEach(entrySchema, await readAll("conversations"));
      return [...entries].sort((left, right) => right.updatedAt.localeCompare(left.updatedAt));
    },
    async read(id) {
      const entry = (await this.list()).find((candidate) => candidate.id === id);
      if (entry === undefined) return null;
      const kept = parseEach(keptTurnSchema, await readAll("turns", turnsOf(id)));
      return { id, title: entry.title, turns: kept.map(({ turn }) => fromKept(turn)) };
    },
    keep: (entry, turns) => write(entry.id, (stores) => keepTurns(stores, entry, turns)),
    rename: (id, title) =>
      write(id, async ({ entries }) => {
        const entry = entrySchema.safeParse(await result(entries.get(id)));
        if (entry.success) entries.put({ ...entry.data, title });
      }),
    remove: (id) =>
      write(id, ({ entries, turns }) => {
        entries.delete(id);
        turns.delete(turnsOf(id));
      }),
    watch(listener) {
      otherTabs?.addEventListener("message", ({ data }) => typeof data === "string" && listener(data));
    },
  };
}

interface Stores {
  readonly entries: IDBObjectStore;
  readonly turns: IDBObjectStore;
}

/** In one transaction: what another tab keeps at the same time lies before it or behind it, and both stay. */
async function keepTurns(
  stores: Stores,
  entry: Omit<ConversationEntry, "turnCount">,
  turns: readonly Turn[],
): Promise<number> {
  const [foundEntry, found] = await Promise.all([
    result<unknown>(stores.entries.get(entry.id)),
    result<unknown[]>(stores.turns.getAll(turnsOf(entry.id))),
  ]);
  const kept = new Map(parseEach(keptTurnSchema, found).map((each) => [each.turn.id, each]));
  let free = Math.max(-1, ...[...kept.values()].map(({ position }) => position)) + 1;
  let added = 0;
  for (const turn of turns) {
    const earlier = kept.get(turn.id);
    if (earlier !== undefined && earlier.turn.askedAt > turn.askedAt) continue;
    stores.turns.put({ conversationId: entry.id, position: earlier?.position ?? free, turn: toKept(turn) });
    if (earlier !== undefined) continue;
    free += 1;
    added += 1;
  }
  const turnCount = kept.size + added;
  const known = entrySchema.safeParse(foundEntry);
  stores.entries.put({ ...entry, title: known.success ? known.data.title : entry.title, turnCount });
  return turnCount;
}

/** The citations of a complete turn are those of its response: kept once. */
function toKept(turn: Turn): Turn {
  return turn.response === null ? turn : { ...turn, response: { ...turn.response, citations: [] } };
}

type KeptTurn = z.infer<typeof turnSchema>;

function fromKept(turn: KeptTurn): Turn {
  const response = turn.response === null ? null : { ...turn.response, citations: turn.citations };
  // What was under way when the page closed is over.
  const phase = turn.phase === "waiting" || turn.phase === "streaming" ? "stopped" : turn.phase;
  return { ...turn, response, phase, loadingMore: false };
}

/** Entries that another version of the page wrote in another shape are left out. */
function parseEach<T>(schema: z.ZodMiniType<T>, found: readonly unknown[]): readonly T[] {
  return found.flatMap((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

function turnsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.POSITIVE_INFINITY]);
}

function openDatabase(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("conversations", { keyPath: "id" });
    request.result.createObjectStore("turns", { keyPath: ["conversationId", "position"] });
  };
  return result(request);
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
