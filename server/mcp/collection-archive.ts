import type { Collection } from "../collection.ts";
import { detailRecord, summarizeRecord } from "../document-views.ts";
import { checkShape } from "../http/json-body.ts";
import { askRequestSchema, type FrameLanguage, searchRequestSchema } from "../protocol.ts";
import { untilAborted } from "../until-aborted.ts";
import type { Archive } from "./archive.ts";

export interface CollectionArchiveParts {
  readonly collection: Collection;
  readonly linkBase: string;
  /** What the client prefers where a question's own language does not decide. */
  readonly acceptLanguage: FrameLanguage | null;
}

/** The collection of this process. */
export function createCollectionArchive({ collection, linkBase, acceptLanguage }: CollectionArchiveParts): Archive {
  return {
    linkBase,
    ask: async (request, signal) => {
      const asked = checkShape(request, askRequestSchema);
      return untilAborted(collection.assistant().ask(asked, { acceptLanguage, signal }), signal);
    },
    search: async (request, signal) => {
      const asked = checkShape(request, searchRequestSchema);
      return untilAborted(collection.assistant().search(asked, { acceptLanguage, signal }), signal);
    },
    records: async () => collection.records().map(summarizeRecord),
    record: async (id) => detailRecord(collection.record(id)),
    source: async (id) => collection.document(id).source,
  };
}
