import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ExtractedFile } from "../../corpus/formats/file-format.ts";
import type { Overlay } from "../../server/records/overlay.ts";
import type { HeldRecord, NewRecord, RecordStore } from "../../server/records/record-store.ts";

/** Where a store keeps its records, and what opens one over it, as each new process does. */
export interface StoreShelf {
  open(): RecordStore;
  clear(): Promise<void>;
}

const overlay: Overlay = [
  { id: "c1", createdAt: "2024-03-05T10:00:00.000Z", correction: { type: "metadata", title: "On oaks" } },
];

const structured: Pick<ExtractedFile, "format" | "structure" | "pages" | "notes"> = {
  format: "structured",
  structure: { version: 1, blocks: [], exclusions: [] },
  pages: [0, 5],
  notes: [{ code: "images-left-out", count: 2 }],
};

function makeRecord(id: string, text: string): NewRecord {
  const extracted: ExtractedFile = { fileFormat: "pdf", text, ...structured };
  return { id, fileName: `${id}.pdf`, bytes: Buffer.from(`%PDF ${text}`), extracted, title: `The ${id}` };
}

/** What every store of records does; `create` makes an empty shelf. */
export function describeRecordStore(name: string, create: () => Promise<StoreShelf>): void {
  describe(`${name} as a RecordStore`, () => {
    let shelf: StoreShelf;
    beforeEach(async () => {
      shelf = await create();
    });
    afterEach(() => shelf.clear());

    /** What a new process finds. */
    const find = async () => {
      const store = shelf.open();
      const { records, problems } = await store.open(() => false);
      expect(problems).toEqual([]);
      return { store, records };
    };
    const only = ([record, ...others]: readonly HeldRecord[]): HeldRecord => {
      if (record === undefined || others.length > 0) throw new Error("The store holds not one record.");
      return record;
    };
    const keep = async (store: RecordStore, record: NewRecord) => (await store.stage(record)).commit();

    it("holds nothing at first", async () => {
      const { store, records } = await find();
      expect([records, await store.removed()]).toEqual([[], []]);
    });

    it("gives a record back as it was kept, in this process and the next", async () => {
      const { store } = await find();
      const addedAt = "2024-03-05T10:00:00.000Z";
      const kept = await keep(store, { ...makeRecord("report", "Words"), addedAt });
      const { records, store: next } = await find();
      const held = only(records);
      expect(held).toEqual(kept);
      expect(held).toMatchObject({ id: "report", fileName: "report.pdf", fileFormat: "pdf", pageCount: 2, addedAt });
      for (const each of [store, next]) {
        expect(await each.readText(held)).toEqual({ text: "Words", ...structured, overlay: [] });
        expect(String(await each.readOriginal(held))).toBe("%PDF Words");
      }
    });

    it("holds what is staged only once it is committed, and keeps what was committed", async () => {
      const { store } = await find();
      await keep(store, makeRecord("minutes", "Old words"));
      await store.stage(makeRecord("minutes", "Lost words"));
      // A new process: what was staged when the one before was killed is gone.
      const { store: next, records } = await find();
      expect((await next.readText(only(records))).text).toBe("Old words");
      const staged = await next.stage(makeRecord("minutes", "New words"));
      expect((await next.readText(only(records))).text).toBe("Old words");
      const kept = await staged.commit();
      await staged.discard();
      await (await next.stage(makeRecord("minutes", "Other words"))).discard();
      expect((await next.readText(kept)).text).toBe("New words");
      const { records: held, store: last } = await find();
      expect((await last.readText(only(held))).text).toBe("New words");
    });

    it("keeps nothing of a new record that was discarded", async () => {
      const { store } = await find();
      await (await store.stage(makeRecord("minutes", "Words"))).discard();
      expect((await find()).records).toEqual([]);
    });

    it("keeps corrections with their record, also when another text takes its place", async () => {
      const { store } = await find();
      const kept = await keep(store, makeRecord("minutes", "Old words"));
      await store.writeOverlay(kept, overlay, "On oaks");
      const { store: next, records } = await find();
      expect((await next.readText(only(records))).overlay).toEqual(overlay);
      const staged = await next.stage(makeRecord("minutes", "New words"));
      expect(staged.overlay).toEqual(overlay);
      expect((await next.readText(await staged.commit())).overlay).toEqual(overlay);
    });

    it("takes a record out and puts it back, with its corrections", async () => {
      const { store } = await find();
      const kept = await keep(store, makeRecord("minutes", "Words"));
      await store.writeOverlay(kept, overlay, "On oaks");
      const taken = await store.remove(kept, "On oaks");
      await expect(store.readText(kept)).rejects.toThrow();
      const { store: next, records } = await find();
      expect(records).toEqual([]);
      expect(await next.removed()).toEqual([taken]);
      expect(taken).toMatchObject({ id: "minutes", title: "On oaks", revision: kept.revision });
      expect(await next.readRemoved(taken)).toMatchObject({ text: "Words", overlay });
      expect(await next.restore(taken)).toEqual(kept);
      expect(await next.removed()).toEqual([]);
      const { store: last, records: restored } = await find();
      expect(await last.readText(only(restored))).toMatchObject({ text: "Words", overlay });
      await expect(last.restore(taken)).rejects.toThrow();
    });

    it("purges for good what was taken out, and nothing else", async () => {
      const { store } = await find();
      const first = await keep(store, makeRecord("minutes", "First words"));
      const other = await keep(store, makeRecord("report", "Words"));
      const taken = await store.remove(first, "The minutes");
      await keep(store, makeRecord("minutes", "Second words"));
      await store.purge(taken);
      await expect(store.readRemoved(taken)).rejects.toThrow();
      const { store: next, records } = await find();
      expect(records.map(({ id }) => id)).toEqual(["minutes", "report"]);
      expect(records[1]).toEqual(other);
      expect((await next.readText(records[0] as HeldRecord)).text).toBe("Second words");
      expect(await next.removed()).toEqual([]);
    });
  });
}
