import type { Document } from "../../corpus/document.ts";
import { decodeSource } from "../../corpus/extraction/source.ts";
import type { Assistant } from "../../server/assistant/assistant.ts";
import type { Collection } from "../../server/collection.ts";
import { summarizeDocument } from "../../server/document-views.ts";
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  type OpeningProgress,
  UnavailableError,
} from "../../server/request-errors.ts";
import { makeDocument } from "./fake-documents.ts";

export interface FakeCollectionOptions {
  readonly documents: readonly Document[];
  readonly makeAssistant: (documents: readonly Document[]) => Assistant;
  /** Given: the collection never opens, and this is how far it is. */
  readonly opening?: OpeningProgress;
}

/** A collection in memory, whose records are read one line a passage. */
export function createFakeCollection({ documents, makeAssistant, opening }: FakeCollectionOptions): Collection {
  const ingested = new Map<string, Document>();
  const all = (): readonly Document[] => {
    if (opening) throw new UnavailableError("opening", opening);
    return [...documents, ...ingested.values()];
  };
  const find = (id: string): Document => {
    const found = all().find((document) => document.id === id);
    if (!found) throw new NotFoundError("document", id);
    return found;
  };

  return {
    opening: opening ?? null,
    open: async () => {},
    documents: all,
    document: find,
    assistant: () => makeAssistant(all()),
    ingest: async (file, options = {}) => {
      options.signal?.throwIfAborted();
      const text = decodeSource(file.bytes);
      const document = makeDocument(file.name.replace(/\.\w+$/, ""), text.trimEnd().split("\n"));
      const same = all().find(({ revision }) => revision === document.revision);
      if (same) throw new ConflictError("same-revision", same.id);
      options.onProgress?.({ done: 1, total: 1 });
      const replaced = ingested.get(document.id)?.revision ?? null;
      ingested.set(document.id, document);
      const audit = {
        nonSpaceCharacters: 1,
        inPassages: 1,
        excluded: 0,
        unaccounted: [],
        unattributed: [],
        sections: [],
        doubts: [],
        speakerCount: 1,
        notes: [],
        kinds: { recommendation: 0, "key-point": 1, heading: 0, "front-matter": 0, closing: 0 },
        exclusions: {},
      };
      return { document: summarizeDocument(document), replaced, audit };
    },
    remove: async (id) => {
      find(id);
      if (!ingested.delete(id)) throw new ForbiddenError("embedded-document");
    },
    close: async () => {},
  };
}
