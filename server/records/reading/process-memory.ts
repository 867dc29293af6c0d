import { readFile } from "node:fs/promises";

/** Linux's own unit of `statm` on the machines that it serves: 4 kB pages, larger on a few, where this counts too little. */
const pageBytes = 4096;

/** Bytes of memory that a process holds; null where the system does not tell or the process has gone. */
export async function residentBytes(pid: number): Promise<number | null> {
  try {
    const [, resident] = (await readFile(`/proc/${pid}/statm`, "utf8")).split(" ");
    const pages = Number(resident);
    return Number.isSafeInteger(pages) ? pages * pageBytes : null;
  } catch {
    return null;
  }
}
