import { createHash } from "node:crypto";
import { lstat, mkdir, open, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder in which the processes of one data folder find each other's sockets. */
export interface MeetingPlace {
  /** Where the sockets are listed, renamed and removed. */
  readonly directory: string;
  /** The same folder in a form that is short enough for the address of a socket. */
  readonly address: string;
  close(): Promise<void>;
}

/** Of the address of a socket, with its name: 108 bytes on Linux and 104 on macOS, the last of them zero. */
const longestAddress = 100;
const longestName = 32;

/** The data folder itself; null where it is not there, or where no address leads into it. */
export async function meetInFolder(dataDirectory: string): Promise<MeetingPlace | null> {
  if (Buffer.byteLength(dataDirectory) + longestName <= longestAddress) {
    return { directory: dataDirectory, address: dataDirectory, close: async () => {} };
  }
  if (process.platform !== "linux") return null;
  // Any path is short by way of the open folder.
  const folder = await open(dataDirectory, "r").catch(() => null);
  if (folder === null) return null;
  return { directory: dataDirectory, address: `/proc/self/fd/${folder.fd}`, close: () => folder.close() };
}

/**
 * A folder for temporary files, named by the data folder's real path: where the data folder takes no socket, as some
 * network and desktop file systems, or is read-only. It is met there by processes of one account, machine and container.
 * Null where there is none, or it is another account's.
 */
export async function meetBeside(dataDirectory: string, { make }: { readonly make: boolean }) {
  const real = await realpath(dataDirectory).catch(() => dataDirectory);
  const name = createHash("sha256").update(real).digest("hex").slice(0, 16);
  const directory = join(tmpdir(), `relator-${name}`);
  if (make) await mkdir(directory, { mode: 0o700 }).catch(() => {});
  // Everybody may make folders there: another account's is no place to believe what is said.
  if (!(await isOwn(directory))) return null;
  const close = async () => {};
  return { directory, address: directory, close } satisfies MeetingPlace;
}

async function isOwn(directory: string): Promise<boolean> {
  const found = await lstat(directory).catch(() => null);
  if (found?.isDirectory() !== true) return false;
  return found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
}
