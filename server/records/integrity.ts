import { join } from "node:path";
import type { Assistant } from "../assistant/assistant.ts";
import type { AskResponse, Citation } from "../protocol.ts";
import { SetAsideError } from "../request-errors.ts";
import { type CheckOptions, createFileChecks, type FileChecks, type VouchedFile } from "./file-checks.ts";
import { sha256Of } from "./file-system.ts";
import type { CollectedRecord } from "./held-records.ts";
import type { OverlayFolder } from "./overlay.ts";
import type { RecordStore } from "./record-store.ts";

export interface IntegrityParts {
  readonly corpusDirectory: string;
  readonly store: Pick<RecordStore, "vouchedFiles">;
  readonly overlays: Pick<OverlayFolder, "vouchedFile">;
  /** What is answered from. */
  readonly records: () => readonly CollectedRecord[];
  readonly isSetAside: (id: string) => boolean;
  readonly assistant: () => Assistant;
  /**
   * Looks for those that are damaged in a moment in which no record is being changed, and resolves once nothing is
   * answered from them any more. @returns their ids.
   */
  readonly setAside: (find: () => Promise<readonly string[]>) => Promise<readonly string[]>;
  readonly checks?: FileChecks;
}

export interface Integrity {
  /**
   * Looks at a record's files before it is served; by size and times, and by their bytes where these have changed.
   * @throws SetAsideError when they are not what they were.
   */
  open(id: string, options?: { readonly original?: boolean }): Promise<void>;
  /** The assistant, every answer of which is checked against the files of the records that it cites. */
  readonly assistant: Assistant;
  /** Reads further files whole, whatever their times say, up to about so many bytes; begins anew after the last. */
  checkSlice(mostBytes: number): Promise<void>;
}

/** Which files are looked at, and whether their bytes are read whatever their times say. */
interface Look extends CheckOptions {
  readonly original: boolean;
}

/** `changed`: they were replaced or removed meanwhile, and what is held now is right. */
type Settled = "right" | "changed" | "damaged";

/** Cited records change while an answer is made at most so often before it is given up. */
const mostAttempts = 5;

export function createIntegrity(parts: IntegrityParts): Integrity {
  const checks = parts.checks ?? createFileChecks();
  /** Records of the running round that have not been read yet. */
  let waiting: string[] = [];

  async function findDamaged(records: readonly CollectedRecord[], look: Look): Promise<readonly string[]> {
    const looked = await Promise.all(
      records.map(async (record) => {
        const all = filesOf(record, parts);
        if (all === null) return [record.document.id];
        const files = all.filter((file) => look.original || file.of === "reading");
        const right = await Promise.all(files.map((file) => checks.isRight(file, look)));
        return right.every(Boolean) ? [] : [record.document.id];
      }),
    );
    return looked.flat();
  }

  async function settle(ids: readonly string[], look: Look): Promise<Settled> {
    const find = () =>
      findDamaged(
        parts.records().filter(({ document }) => ids.includes(document.id)),
        look,
      );
    if ((await find()).length === 0) return "right";
    // A change of the collection's own may have come between: what is held now is looked at again.
    if ((await find()).length === 0) return "changed";
    // Or one is under way, whose files stand before it is told of them: what is damaged is so once that is over, too.
    return (await parts.setAside(find)).length === 0 ? "changed" : "damaged";
  }

  async function open(id: string, { original = false } = {}): Promise<void> {
    await settle([id], { original, thorough: false });
    if (parts.isSetAside(id)) throw new SetAsideError(id);
  }

  /** Asks again, without them, where records that the answer cites have to be set aside. */
  async function checked<Answer>(ask: () => Promise<Answer>, citedIn: (answer: Answer) => readonly Citation[]) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await ask();
      const cited = [...new Set(citedIn(answer).map(({ documentId }) => documentId))];
      const settled = await settle(cited, { original: false, thorough: false });
      // What is replaced again and again was right when it was asked.
      if (settled === "right" || (settled === "changed" && attempt === mostAttempts)) return answer;
      if (attempt === mostAttempts) throw new SetAsideError(cited.join(", "));
    }
  }

  return {
    open,
    assistant: {
      ask: (request, context) => checked(() => parts.assistant().ask(request, context), citedInAnswer),
      search: (request, context) =>
        checked(
          () => parts.assistant().search(request, context),
          ({ results }) => results,
        ),
      examples: (language) => parts.assistant().examples(language),
    },
    checkSlice: async (mostBytes) => {
      if (waiting.length === 0) waiting = parts.records().map(({ document }) => document.id);
      let bytes = 0;
      const onRead = (read: number) => {
        bytes += read;
      };
      while (bytes < mostBytes && waiting.length > 0) {
        const id = waiting.pop();
        const record = parts.records().find(({ document }) => document.id === id);
        if (record === undefined) continue;
        await settle([record.document.id], { original: true, thorough: true, onRead });
      }
    },
  };
}

function citedInAnswer({ citations, borderline, nearest = [] }: AskResponse): readonly Citation[] {
  return [...citations, ...borderline, ...nearest];
}

/** Null where the record is being removed, or was. */
function filesOf(
  { document, held, fileName, uncorrected }: CollectedRecord,
  { corpusDirectory, store, overlays }: IntegrityParts,
): readonly VouchedFile[] | null {
  if (held !== null) return store.vouchedFiles(held);
  const sha256 = uncorrected?.sha256 ?? null;
  const overlay = overlays.vouchedFile(document.id);
  if (fileName === null || sha256 === null) return [overlay];
  const isRight = (bytes: Uint8Array) => sha256Of(bytes) === sha256;
  return [overlay, { path: join(corpusDirectory, fileName), of: "reading", isRight }];
}
