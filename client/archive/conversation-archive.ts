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
  /** Keeps the turns at their positions, and the entry that lists the conversation. */
  keep(entry: ConversationEntry, turns: readonly { readonly position: number; readonly turn: Turn }[]): Promise<void>;
  rename(id: string, title: string): Promise<void>;
  remove(id: string): Promise<void>;
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
  const write = async (change: (entries: IDBObjectStore, turns: IDBObjectStore) => void): Promise<void> => {
    const transaction = (await database()).transaction(["conversations", "turns"], "readwrite");
    change(transaction.objectStore("conversations"), transaction.objectStore("turns"));
    await completion(transaction);
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
    keep: (entry, turns) =>
      write((entries, turnStore) => {
        entries.put(entry);
        for (const { position, turn } of turns) {
          turnStore.put({ conversationId: entry.id, position, turn: toKept(turn) });
        }
      }),
    async rename(id, title) {
      const entry = (await this.list()).find((candidate) => candidate.id === id);
      if (entry !== undefined) await write((entries) => entries.put({ ...entry, title }));
    },
    remove: (id) =>
      write((entries, turnStore) => {
        entries.delete(id);
        turnStore.delete(turnsOf(id));
      }),
  };
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
