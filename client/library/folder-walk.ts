import type { GivenItem } from "./given-files.ts";

interface FoundFile {
  readonly file: File;
  /** That it lies in, from the one that was given. */
  readonly folders: readonly string[];
}

/**
 * All files of what was given, folders with what is in them, in the order of their names. Hidden files stay out. Files
 * of one name in several folders are named by their folders too: to the server a file of the same name is the same record.
 */
export async function filesOf(items: readonly GivenItem[]): Promise<readonly File[]> {
  const found = await Promise.all(items.map((item) => (item instanceof File ? [chosen(item)] : filesUnder(item, []))));
  return withDistinctNames(found.flat().filter(({ file, folders }) => ![...folders, file.name].some(isHidden)));
}

/** A file of a chosen folder knows its path. */
function chosen(file: File): FoundFile {
  return { file, folders: (file.webkitRelativePath ?? "").split("/").slice(0, -1) };
}

function withDistinctNames(found: readonly FoundFile[]): readonly File[] {
  const key = ({ file }: FoundFile) => file.name.normalize("NFC").toLowerCase();
  const counts = new Map<string, number>();
  for (const each of found) counts.set(key(each), (counts.get(key(each)) ?? 0) + 1);
  return found.map((each) => {
    const { file, folders } = each;
    if (counts.get(key(each)) === 1 || folders.length === 0) return file;
    return new File([file], [...folders, file.name].join(" - "), { type: file.type });
  });
}

async function filesUnder(entry: FileSystemEntry, folders: readonly string[]): Promise<readonly FoundFile[]> {
  if (isHidden(entry.name)) return [];
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, folders }];
  }
  if (!isFolder(entry)) return [];
  const found: (readonly FoundFile[])[] = [];
  const entries = await entriesIn(entry);
  for (const inner of entries.toSorted((left, right) => left.name.localeCompare(right.name))) {
    found.push(await filesUnder(inner, [...folders, entry.name]));
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
function isHidden(name: string): boolean {
  return name.startsWith(".") || name.startsWith("~$") || name === "Thumbs.db" || name === "desktop.ini";
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
