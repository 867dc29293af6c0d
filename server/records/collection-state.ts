import { NotFoundError, type OpeningProgress, SetAsideError, UnavailableError } from "../request-errors.ts";
import type { Answering } from "./changes.ts";
import { type CollectedRecord, type HeldRecords, recordsOf, type SetAsideRecord } from "./held-records.ts";

/** What is held at this moment, and what answers from it. */
export interface CollectionState {
  /** Null once the collection answers. */
  opening: OpeningProgress | null;
  /** Records can be read before they can be searched. */
  hold(records: HeldRecords): void;
  /** From now on this answers. */
  answer(next: Answering): void;
  /** @throws UnavailableError before the records are read. */
  held(): HeldRecords;
  /** @throws UnavailableError before the index answers. */
  answering(): Answering;
  /** @throws NotFoundError, SetAsideError, UnavailableError */
  record(id: string): CollectedRecord;
  /** None before the records are read. */
  setAside(): readonly SetAsideRecord[];
  /** Whether a record is set aside for its files are damaged. */
  isSetAside(id: string): boolean;
}

export function createCollectionState(): CollectionState {
  let opening: OpeningProgress | null = { phase: "reading", done: 0, total: 0 };
  let records: HeldRecords | null = null;
  let answering: Answering | null = null;

  const held = (): HeldRecords => {
    const current = answering ?? records;
    if (current === null) throw new UnavailableError("opening", opening);
    return current;
  };
  const setAside = (): readonly SetAsideRecord[] => (answering ?? records)?.setAside ?? [];
  const isSetAside = (id: string) => setAside().some((each) => each.id === id && each.reason === "damaged");

  return {
    get opening() {
      return opening;
    },
    set opening(progress) {
      opening = progress;
    },
    hold: (read) => {
      records = read;
    },
    answer: (next) => {
      answering = next;
    },
    held,
    answering: () => {
      if (answering === null) throw new UnavailableError("opening", opening);
      return answering;
    },
    record: (id) => {
      const found = recordsOf(held()).find(({ document }) => document.id === id);
      if (found === undefined) throw isSetAside(id) ? new SetAsideError(id) : new NotFoundError("document", id);
      return found;
    },
    setAside,
    isSetAside,
  };
}
