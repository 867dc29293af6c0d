import { auditDocument } from "../../corpus/audit.ts";
import { correctedMetadata, nameReading } from "../../corpus/corrections/correction.ts";
import type { Document } from "../../corpus/document.ts";
import { decodeSource } from "../../corpus/extraction/source.ts";
import type { Assistant } from "../../server/assistant/assistant.ts";
import type { Collection, IngestOptions } from "../../server/collection.ts";
import { describeIngested, summarizeRecord } from "../../server/document-views.ts";
import type { FileOutcome, RecordFile } from "../../server/records/additions.ts";
import { withCorrections, withoutCorrection } from "../../server/records/corrections.ts";
import type { CollectedRecord } from "../../server/records/held-records.ts";
import { correctionsOf, type Overlay } from "../../server/records/overlay.ts";
import type { HeldRecord } from "../../server/records/record-store.ts";
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
  const ingested = new Map<string, Ingested>();
  const removed = new Map<string, Ingested & { readonly removedAt: Date }>();
  const all = (): readonly Document[] => {
    if (opening) throw new UnavailableError("opening", opening);
    return [...documents, ...[...ingested.values()].map(({ document }) => document)];
  };
  const find = (id: string): Document => {
    const found = all().find((document) => document.id === id);
    if (!found) throw new NotFoundError("document", id);
    return found;
  };
  const overlays = new Map<string, Overlay>();
  const collect = (given: Document): CollectedRecord => {
    const overlay = overlays.get(given.id) ?? [];
    const document = correct(given, overlay);
    const own = ingested.get(document.id);
    const held = own === undefined ? null : describeHeld(own);
    return {
      document,
      audit: auditDocument(document, new Set()),
      notes: [],
      fileName: own?.name ?? null,
      fileFormat: "text",
      held,
      overlay,
      uncorrected: null,
    };
  };

  const add = async (file: RecordFile, id: string, options: IngestOptions): Promise<FileOutcome> => {
    const bytes = await file.read();
    options.signal?.throwIfAborted();
    const document = makeDocument(id, decodeSource(bytes).trimEnd().split("\n"));
    const same = all().find(({ revision }) => revision === document.revision);
    if (same) return { state: "unchanged", id: same.id };
    options.onProgress?.({ done: 1, total: 1 });
    const replaced = ingested.get(id)?.document.revision ?? null;
    ingested.set(id, { document, name: file.name, bytes });
    const report = describeIngested(collect(document), replaced);
    return { state: replaced === null ? "added" : "replaced", report };
  };
  const idOf = (file: RecordFile) => file.name.replace(/\.\w+$/, "");

  return {
    opening: opening ?? null,
    open: async () => {},
    documents: all,
    document: (id) => collect(find(id)).document,
    records: () => all().map(collect),
    record: (id) => collect(find(id)),
    setAside: () => [],
    verify: async () => {},
    original: async (id) => {
      const { source } = find(id);
      const own = ingested.get(id);
      return { fileName: own?.name ?? null, fileFormat: "text", bytes: own?.bytes ?? Buffer.from(source) };
    },
    assistant: () => makeAssistant(all()),
    ingest: async (file, options = {}) => {
      const outcome = await add(file, idOf(file), options);
      if (outcome.state === "unchanged") throw new ConflictError("same-revision", outcome.id);
      if (outcome.state === "failed") throw outcome.error;
      return outcome.report;
    },
    ingestAll: async (files, options = {}) => {
      for (const [position, file] of files.entries()) {
        options.onStep?.(position, "reading");
        const outcome = await add(file, idOf(file), options).catch((error: unknown): FileOutcome => {
          options.signal?.throwIfAborted();
          return { state: "failed", error };
        });
        options.onOutcome?.(position, outcome);
      }
    },
    put: async (id, file, options = {}) => {
      if (documents.some((document) => document.id === id)) throw new ForbiddenError("embedded-document");
      const outcome = await add(file, id, options);
      if (outcome.state === "failed") throw outcome.error;
      if (outcome.state !== "unchanged") return { ...outcome.report, unchanged: false };
      if (outcome.id !== id) throw new ConflictError("same-revision", outcome.id);
      return { ...describeIngested(collect(find(id)), null), unchanged: true };
    },
    correct: async (id, corrections) => {
      overlays.set(id, withCorrections(collect(find(id)), corrections));
      return collect(find(id));
    },
    undoCorrection: async (id, correctionId) => {
      overlays.set(id, withoutCorrection(collect(find(id)), correctionId));
      return collect(find(id));
    },
    remove: async (id, { purge = false } = {}) => {
      find(id);
      const own = ingested.get(id);
      if (own === undefined) throw new ForbiddenError("embedded-document");
      ingested.delete(id);
      if (!purge) removed.set(id, { ...own, removedAt: new Date() });
    },
    removed: async () =>
      [...removed].map(([id, { document, removedAt }]) => ({
        id,
        title: document.title,
        removedAt: removedAt.toISOString(),
        purgeAt: new Date(removedAt.getTime() + 600_000).toISOString(),
      })),
    restore: async (id) => {
      const own = removed.get(id);
      if (own === undefined) throw new NotFoundError("removed-document", id);
      removed.delete(id);
      ingested.set(id, own);
      return summarizeRecord(collect(own.document));
    },
    close: async () => {},
  };
}

/** Of all corrections those of what the record is. */
function correct(document: Document, overlay: Overlay): Document {
  const corrections = correctionsOf(overlay);
  return { ...document, ...correctedMetadata(corrections), reading: nameReading(document.reading, corrections) };
}

interface Ingested {
  readonly document: Document;
  readonly name: string;
  readonly bytes: Uint8Array;
}

function describeHeld({ document: { id, revision }, name }: Ingested): HeldRecord {
  return {
    id,
    fileName: name,
    fileFormat: "text",
    addedAt: new Date(0).toISOString(),
    revision,
    originalSha256: "",
    pageCount: null,
    file: name,
  };
}
