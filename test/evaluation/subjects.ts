import * as z from "zod/mini";
import type { Document, Language } from "../../corpus/document.ts";
import { documentIdOf } from "../../corpus/document-ids.ts";
import type { Assistant } from "../../server/assistant/assistant.ts";
import { createRecordAssistant } from "../../server/assistant/record-assistant.ts";
import { documentListSchema } from "../../server/document-protocol.ts";
import { type AskRequest, type AskResponse, askResponseSchema } from "../../server/protocol.ts";
import type { EvaluationBench } from "./collections.ts";
import type { ScoredRecord } from "./scoring.ts";

/** What is evaluated: something that answers questions about records that can be looked up. */
export interface EvaluationSubject {
  /** Sources by document id, of every record that an answer may cite. */
  readonly sources: ReadonlyMap<string, string>;
  /** The record that questions name by its id, its file's name or that name's stem; null where there is none. */
  findRecord(name: string): ScoredRecord | null;
  ask(record: ScoredRecord, request: AskRequest): Promise<AskResponse>;
}

export interface CollectionSubjectOptions {
  readonly bench: EvaluationBench;
  readonly documents: readonly Document[];
  readonly searchTranslations: boolean;
  /** All records in one collection, rather than a collection for each. */
  readonly together: boolean;
}

function findByName<Named extends { readonly id: string }>(records: readonly Named[], name: string): Named | null {
  const exact = records.find(({ id }) => id === name);
  return exact ?? records.find(({ id }) => id === documentIdOf(name)) ?? null;
}

/** Answers in this process, with the real model, from collections that are opened when first asked. */
export function createCollectionSubject(options: CollectionSubjectOptions): EvaluationSubject {
  const { bench, documents, searchTranslations, together } = options;
  const opened = new Map<string, Promise<Assistant>>();
  const open = (record: ScoredRecord): Promise<Assistant> => {
    const held = together ? documents : documents.filter(({ id }) => id === record.id);
    const key = together ? "" : record.id;
    const assistant =
      opened.get(key) ?? bench.open(held, searchTranslations).then((collection) => createRecordAssistant(collection));
    opened.set(key, assistant);
    return assistant;
  };
  return {
    sources: new Map(documents.map(({ id, source }) => [id, source])),
    findRecord: (name) => findByName(documents, name),
    ask: async (record, request) => {
      const assistant = await open(record);
      return assistant.ask(request, { acceptLanguage: null, signal: new AbortController().signal });
    },
  };
}

/** Answers over HTTP, from whatever records the server holds. */
export async function openServerSubject(url: string): Promise<EvaluationSubject> {
  const { documents } = z.parse(documentListSchema, await getJson(new URL("api/v1/documents", url)));
  const records: ScoredRecord[] = [];
  for (const { id, language } of documents) {
    const response = await fetch(new URL(`api/v1/documents/${encodeURIComponent(id)}/text`, url));
    if (!response.ok) throw new Error(`The server at ${url} does not give the text of ${id}: ${response.status}.`);
    // The service lists documents in the languages that its reader knows.
    records.push({ id, language: language as Language, source: await response.text() });
  }
  return {
    sources: new Map(records.map(({ id, source }) => [id, source])),
    findRecord: (name) => findByName(records, name),
    ask: async (_record, request) => {
      const response = await fetch(new URL("api/v1/ask", url), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(request),
      });
      if (!response.ok) throw new Error(`The server refuses a question: ${response.status} ${await response.text()}`);
      return z.parse(askResponseSchema, await response.json());
    },
  };
}

async function getJson(url: URL): Promise<unknown> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`No server answers at ${url.origin}. Start one, or leave out --url.`, { cause });
  });
  if (!response.ok) throw new Error(`${url} answers ${response.status}: is it a Relator that is ready?`);
  return response.json();
}
