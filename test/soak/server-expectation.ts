import * as z from "zod/mini";
import { documentDetailSchema, documentListSchema } from "../../server/document-protocol.ts";
import { searchResponseSchema } from "../../server/protocol.ts";
import type { RunningServer } from "../server/built-server.ts";
import type { KillRecord } from "./kill-records.ts";

/** What the folder must hold: what was acknowledged. Of a change that was cut off, either state is right. */
export interface Expectation {
  readonly held: Map<string, KillRecord>;
  unsure: UnsureChange | null;
}

/** A change whose answer has not come. */
export type UnsureChange =
  | { readonly kind: "add"; readonly record: KillRecord }
  | { readonly kind: "replace"; readonly id: string; readonly record: KillRecord }
  | { readonly kind: "correct"; readonly id: string; readonly record: KillRecord }
  | { readonly kind: "remove"; readonly id: string };

const stateSchema = z.object({ msg: z.string(), reason: z.optional(z.string()) });
const soundReasons: ReadonlySet<string> = new Set(["absent", "content-changed"]);

/** What a start says of the index that it found. */
export function indexState(server: RunningServer): string {
  for (const line of server.errors().split("\n")) {
    if (!line.startsWith("{")) continue;
    const parsed = stateSchema.safeParse(JSON.parse(line));
    if (!parsed.success || !parsed.data.msg.startsWith("the index ")) continue;
    return parsed.data.msg === "the index was loaded" ? "loaded" : (parsed.data.reason ?? parsed.data.msg);
  }
  throw new Error(`The server does not say what became of the index:\n${server.errors()}`);
}

export function countState(server: RunningServer, found: Record<string, number>): void {
  const state = indexState(server);
  if (state !== "loaded" && !soundReasons.has(state)) throw new Error(`A kill left the index in the state "${state}".`);
  found[state] = (found[state] ?? 0) + 1;
}

export async function assertExpected(url: string, expectation: Expectation): Promise<void> {
  const listed = await listAdded(url);
  await settleUnsure(url, listed, expectation);
  const expected = [...expectation.held.keys()].sort();
  if (listed.toSorted().join() !== expected.join()) {
    throw new Error(`Acknowledged: ${expected.join(", ")}. After the kill: ${listed.join(", ")}.`);
  }
  for (const [id, record] of expectation.held) await assertWhole(url, id, record);
}

/** Ids of the records that were added; the server's own collection is listed with them. */
async function listAdded(url: string): Promise<string[]> {
  const response = await fetch(new URL("api/v1/documents", url));
  const { documents } = z.parse(documentListSchema, await response.json());
  return documents.flatMap(({ id }) => (id.startsWith("kill-") ? [id] : []));
}

/** A change that was cut off has happened or has not; from now on that is known. */
async function settleUnsure(url: string, listed: readonly string[], { held, unsure }: Expectation): Promise<void> {
  if (unsure === null) return;
  if (unsure.kind === "add") {
    const added = listed.find((id) => !held.has(id));
    if (added !== undefined) held.set(added, unsure.record);
  } else if (unsure.kind === "remove") {
    if (!listed.includes(unsure.id)) held.delete(unsure.id);
  } else if (unsure.kind === "correct") {
    if ((await readTitle(url, unsure.id)) === unsure.record.title) held.set(unsure.id, unsure.record);
  } else if ((await readText(url, unsure.id)) === unsure.record.source) held.set(unsure.id, unsure.record);
}

async function readTitle(url: string, id: string): Promise<string> {
  const response = await fetch(new URL(`api/v1/documents/${id}`, url));
  return z.parse(documentDetailSchema, await response.json()).title;
}

async function readText(url: string, id: string): Promise<string> {
  return (await fetch(new URL(`api/v1/documents/${id}/text`, url))).text();
}

async function assertWhole(url: string, id: string, { source, word, title }: KillRecord): Promise<void> {
  if ((await readText(url, id)) !== source) throw new Error(`The text of ${id} is not what was sent.`);
  if (title !== undefined && (await readTitle(url, id)) !== title) throw new Error(`The correction of ${id} is lost.`);
  const original = await (await fetch(new URL(`api/v1/documents/${id}/original`, url))).text();
  if (original !== source) throw new Error(`The original of ${id} is not what was sent.`);
  const response = await fetch(new URL("api/v1/search", url), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: word, limit: 5 }),
  });
  const { results } = z.parse(searchResponseSchema, await response.json());
  const own = results.find(({ documentId, quote }) => documentId === id && quote.includes(word));
  if (own === undefined) throw new Error(`${id} is not found by its word "${word}".`);
  if (source.slice(own.start, own.end) !== own.quote) throw new Error(`A citation of ${id} is not verbatim.`);
}
