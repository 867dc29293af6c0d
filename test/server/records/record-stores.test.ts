import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFolderRecordStore } from "../../../server/records/folder-record-store.ts";
import { describeRecordStore } from "../../contracts/record-store-contract.ts";
import { createRecordShelf, openMemoryRecordStore } from "../../fakes/memory-record-store.ts";

describeRecordStore("the folder store", async () => {
  const directory = await mkdtemp(join(tmpdir(), "relator-store-"));
  return {
    open: () => openFolderRecordStore({ documents: join(directory, "documents"), removed: join(directory, "removed") }),
    clear: () => rm(directory, { recursive: true, force: true }),
  };
});

describeRecordStore("the store in memory", async () => {
  const shelf = createRecordShelf();
  return { open: () => openMemoryRecordStore(shelf), clear: async () => {} };
});
