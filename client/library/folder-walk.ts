import type { GivenItem } from "./given-files.ts";

/** All files of what was dropped, folders with what is in them, in the order of their paths. Hidden files stay out. */
export async function filesOf(items: readonly GivenItem[]): Promise<readonly File[]> {
  const found = await Promise.all(items.map((item) => (item instanceof File ? [item] : filesUnder(item))));
  return found.flat();
}

async function filesUnder(entry: FileSystemEntry): Promise<readonly File[]> {
  if (isHidden(entry.name)) return [];
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry)) return [];
  const entries = await entriesIn(entry);
  const found: (readonly File[])[] = [];
  for (const inner of entries.toSorted((left, right) => left.name.localeCompare(right.name))) {
    found.push(await filesUnder(inner));
  }
  return found.flat();
}

/** A reader hands out a folder's entries a hundred at a time, and an empty list at the end. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

/** What systems keep in folders for themselves. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name.startsWith("~$") || name === "Thumbs.db" || name === "desktop.ini";
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
