import type { Collection } from "../collection.ts";
import { detailRecord, summarizeRecord } from "../document-views.ts";
import { checkShape } from "../http/json-body.ts";
import {
  type AskRequest,
  type AskResponse,
  askRequestSchema,
  type FrameLanguage,
  searchRequestSchema,
} from "../protocol.ts";
import { untilAborted } from "../until-aborted.ts";
import type { Archive } from "./archive.ts";

export interface CollectionArchiveParts {
  readonly collection: Collection;
  readonly linkBase: string;
  /** What the client prefers where a question's own language does not decide. */
  readonly acceptLanguage: FrameLanguage | null;
  /** How work gets its turn among that of others; absent where there is one client only. */
  readonly inTurn?: InTurn;
  readonly onAnswered?: (asked: AskRequest, answer: AskResponse) => void;
}

type InTurn = <Result>(kind: "ask" | "search", signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>;

const atOnce: InTurn = (_kind, _signal, work) => work();

/** The collection of this process. */
export function createCollectionArchive(parts: CollectionArchiveParts): Archive {
  const { collection, linkBase, acceptLanguage, inTurn = atOnce, onAnswered } = parts;
  return {
    linkBase,
    ask: async (request, signal) => {
      const asked = checkShape(request, askRequestSchema);
      const context = { acceptLanguage, signal };
      const answer = await inTurn("ask", signal, () =>
        untilAborted(collection.assistant().ask(asked, context), signal),
      );
      onAnswered?.(asked, answer);
      return answer;
    },
    search: async (request, signal) => {
      const asked = checkShape(request, searchRequestSchema);
      const context = { acceptLanguage, signal };
      return inTurn("search", signal, () => untilAborted(collection.assistant().search(asked, context), signal));
    },
    records: async () => collection.records().map(summarizeRecord),
    // Their words are served as those of a revision: their files must hold them still.
    record: async (id) => {
      await collection.verify(id);
      return detailRecord(collection.record(id));
    },
    source: async (id) => {
      await collection.verify(id);
      return collection.document(id).source;
    },
  };
}
