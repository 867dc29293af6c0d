import { setTimeout as wait } from "node:timers/promises";
import { whereWritable } from "../records/file-system.ts";
import { finishRestores } from "../storage/restore.ts";
import { openDataFolder } from "./data-folder.ts";
import { claimFolder, type FolderClaim, FolderOwnedError, type FolderOwner, findOwner } from "./folder-owner.ts";

const waitMs = 200;

/**
 * The address of the server that runs on a data folder; or the claim on it, once a command that works on it has ended.
 * @param onWaiting Told who has the folder, once.
 */
export async function findServerOrClaim(
  dataDirectory: string,
  work: string,
  onWaiting: (owner: FolderOwner) => void,
): Promise<string | FolderClaim> {
  for (let told = false; ; await wait(waitMs)) {
    const owner = await findOwner(dataDirectory);
    if (owner?.url) return owner.url;
    if (owner === null) {
      try {
        await openDataFolder(dataDirectory);
        const claim = await claimFolder(dataDirectory, work);
        await whereWritable(() => finishRestores(dataDirectory));
        return claim;
      } catch (error) {
        // Another was faster: it is looked at again.
        if (!(error instanceof FolderOwnedError) || error.owner === null) throw error;
        continue;
      }
    }
    if (!told) onWaiting(owner);
    told = true;
  }
}
