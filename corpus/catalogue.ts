import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { z } from "zod";
import type { Audit } from "./audit.ts";
import { openCountryLexicon } from "./countries.ts";
import type { Document, Translation } from "./document.ts";
import { assignIds, documentIdOf, languageSuffixOf } from "./document-ids.ts";
import { decodeSource } from "./extraction/source.ts";
import { extractFile } from "./formats/extract-file.ts";
import type { ExtractedFile, FileFormatName, FileNote } from "./formats/file-format.ts";
import { type Manifest, type ManifestEntry, manifestSchema } from "./manifest.ts";
import { type ReadRecord, type RecordInput, readRecord } from "./reader.ts";
import { RecordReadError } from "./record-read-error.ts";
import type { TextFormat } from "./text-extractor.ts";
import { alignDocuments } from "./translation.ts";

export interface CatalogueProblem {
  readonly file: string;
  /** What is wrong and what to do, for the person who runs the system. */
  readonly message: string;
  /** Of the document that the manifest lists and that is left out; absent where it lists none. */
  readonly id?: string;
  /** Its bytes are not those that the manifest tells of. */
  readonly altered?: true;
}

export interface Catalogue {
  /** In the manifest's order, then the files that it does not list by name. */
  readonly documents: readonly Document[];
  /** By document id. */
  readonly audits: ReadonlyMap<string, Audit>;
  /** What each document was read from, by its id: to read it again. */
  readonly inputs: ReadonlyMap<string, RecordInput>;
  /** The documents' files, by document id. */
  readonly files: ReadonlyMap<string, CatalogueFile>;
  /** Files that could not be read or are not what the manifest says of them, and translations that could not be aligned: they are left out. */
  readonly failures: readonly CatalogueProblem[];
}

/** A file of the folder that a document was read from. */
export interface CatalogueFile {
  /** With the folders that it lies in below the catalogue's own, parted by "/". */
  readonly name: string;
  readonly format: FileFormatName;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
  readonly notes: readonly FileNote[];
}

export interface CatalogueOptions {
  readonly signal?: AbortSignal;
  /** Called after each document, read or failed. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Reads a text elsewhere (a process of its own); `readRecord` in this one where none is given. */
  readonly read?: ReadText;
  /** Extracts the text of a file that is not text itself elsewhere; `extractFile` in this process where none is given. */
  readonly extract?: ExtractText;
}

/** @throws RecordReadError */
export type ExtractText = (file: { readonly name: string; readonly bytes: Uint8Array }) => Promise<ExtractedFile>;

type ReadText = (input: RecordInput) => Promise<ReadRecord>;

const MANIFEST_FILE = "manifest.json";
const FORMATS: Readonly<Record<string, TextFormat>> = {
  ".txt": "text",
  ".text": "text",
  ".md": "markdown",
  ".markdown": "markdown",
};
/** The format that a file's name tells; null where records of that kind are not read. */
export function formatOf(file: string): TextFormat | null {
  return FORMATS[extname(file).toLowerCase()] ?? null;
}

/**
 * Reads every record of a folder and the folders in it: those that its manifest lists with what the manifest knows of
 * them, other files of any format with what their own title blocks tell. READMEs and hidden files are skipped. A file
 * that cannot be read is reported and does not stop the others.
 *
 * @throws RecordReadError when the folder itself or its manifest cannot be read.
 * @throws the signal's reason when aborted.
 */
export async function readCorpus(directory: string, options: CatalogueOptions = {}): Promise<Catalogue> {
  const read = options.read ?? readHere();
  const extract = options.extract ?? extractFile;
  const names = await listFiles(directory);
  const manifest = names.includes(MANIFEST_FILE)
    ? await readManifest(join(directory, MANIFEST_FILE))
    : { documents: [] };
  const listed = new Set(
    manifest.documents.flatMap((entry) => [entry.file, ...entry.translations.map(({ file }) => file)]),
  );
  const unlisted = names.filter((name) => !listed.has(name) && name !== MANIFEST_FILE && !isSkipped(name));
  const reports: FileReport[] = [];
  const total = manifest.documents.length + unlisted.length;
  const report = (result: FileReport): void => {
    reports.push(result);
    options.onProgress?.(reports.length, total);
  };
  for (const entry of manifest.documents) {
    options.signal?.throwIfAborted();
    report(await readListed(directory, entry, read));
  }
  const ids = assignIds(unlisted, new Set(manifest.documents.map(({ id }) => id)));
  for (const file of unlisted) {
    options.signal?.throwIfAborted();
    report(await readUnlisted(directory, { file, id: ids.get(file) ?? documentIdOf(file) }, { read, extract }));
  }
  const records = reports.flatMap(({ record, file, input }) =>
    record === null || input === null || file === null ? [] : [{ ...record, file, input }],
  );
  return {
    documents: records.map(({ document }) => document),
    audits: new Map(records.map(({ document, audit }) => [document.id, audit])),
    inputs: new Map(records.map(({ document, input }) => [document.id, input])),
    files: new Map(records.map(({ document, file }) => [document.id, file])),
    failures: reports.flatMap(({ failures }) => failures),
  };
}

function readHere(): ReadText {
  const countries = openCountryLexicon();
  return async (input) => readRecord({ ...input, countries });
}

interface FileReport {
  readonly file: CatalogueFile | null;
  readonly record: ReadRecord | null;
  readonly input: RecordInput | null;
  readonly failures: readonly CatalogueProblem[];
}

async function listFiles(directory: string): Promise<string[]> {
  try {
    return (await listBelow(directory, "")).sort();
  } catch (cause) {
    throw new RecordReadError(
      `The folder of records cannot be read: ${directory}. Check that it exists and may be read.`,
      { cause },
    );
  }
}

async function listBelow(directory: string, below: string): Promise<string[]> {
  const entries = await readdir(join(directory, below), { withFileTypes: true });
  const names: string[] = [];
  for (const entry of entries) {
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile()) names.push(name);
    if (entry.isDirectory() && !entry.name.startsWith(".")) names.push(...(await listBelow(directory, name)));
  }
  return names;
}

async function readManifest(path: string): Promise<Manifest> {
  const text = decodeSource(await readFile(path));
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new RecordReadError(`${MANIFEST_FILE} is not in the form that it should be:\n${z.prettifyError(parsed.error)}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RecordReadError(
      `${MANIFEST_FILE} is not valid JSON. Mend it, or remove it to read the records without it.`,
      { cause },
    );
  }
}

function isSkipped(path: string): boolean {
  const name = basename(path);
  // Word leaves "~$acta.docx" beside a document that it has open.
  return name.startsWith(".") || name.startsWith("~$") || /^readme(?:\.|$)/iu.test(name);
}

async function readListed(directory: string, entry: ManifestEntry, read: ReadText): Promise<FileReport> {
  const { id, format } = entry;
  let altered = false;
  const original = await attempt(entry.file, async () => {
    const bytes = await readFile(join(directory, entry.file));
    const sha256 = sha256Of(bytes);
    altered = sha256 !== entry.sha256;
    if (altered) throw alteredError();
    const file = { name: entry.file, format, sha256, notes: [] };
    return await readInput({ id, source: decodeSource(bytes), format, metadata: metadataOf(entry) }, file, read);
  });
  if (original.value === null) {
    const failures = original.failures.map((each) => ({ ...each, id, ...(altered && { altered: true as const }) }));
    return { ...unread, failures };
  }
  const { file, input, record } = original.value;
  const { document } = record;
  const translations: Translation[] = [];
  const failures: CatalogueProblem[] = [];
  for (const { file: translation, language, official, title, body } of entry.translations) {
    const aligned = await attempt(translation, async () => {
      const source = decodeSource(await readFile(join(directory, translation)));
      const format = formatOf(translation) ?? entry.format;
      const translated = await read({ id: entry.id, source, format, metadata: { language } });
      return alignDocuments(document, translated.document, { language, official, title, body });
    });
    failures.push(...aligned.failures);
    if (aligned.value !== null) translations.push(aligned.value);
  }
  return { file, input, record: { ...record, document: { ...document, translations } }, failures };
}

/** Its words are quoted as those of a revision: what has changed is for a person to look at first. */
function alteredError(): RecordReadError {
  return new RecordReadError(
    `The file is not the one that ${MANIFEST_FILE} describes: its SHA-256 differs. Put it back, or check the change and put the new hash there.`,
    { reason: "damaged" },
  );
}

const unread = { file: null, record: null, input: null } as const;

async function readInput(input: RecordInput, file: CatalogueFile, read: ReadText) {
  return { input, file, record: await read(input) };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function metadataOf(
  entry: ManifestEntry,
): Pick<ManifestEntry, "title" | "body" | "sessionDate" | "documentDate" | "language" | "symbol"> {
  const { title, body, sessionDate, documentDate, language, symbol } = entry;
  return { title, body, sessionDate, documentDate, language, symbol };
}

async function readUnlisted(
  directory: string,
  { file: name, id }: { readonly file: string; readonly id: string },
  { read, extract }: { readonly read: ReadText; readonly extract: ExtractText },
): Promise<FileReport> {
  const { value, failures } = await attempt(name, async () => {
    const bytes = await readFile(join(directory, name));
    const language = languageSuffixOf(name);
    const known = { id, ...(language === null ? {} : { metadata: { language } }) };
    const sha256 = sha256Of(bytes);
    const format = formatOf(name);
    if (format !== null) {
      return await readInput(
        { ...known, source: decodeSource(bytes), format },
        { name, format, sha256, notes: [] },
        read,
      );
    }
    const { fileFormat, text, notes, ...told } = await extract({ name: basename(name), bytes });
    return await readInput({ ...known, source: text, ...told }, { name, format: fileFormat, sha256, notes }, read);
  });
  return { ...(value ?? unread), failures };
}

/** What a person can mend becomes a problem to report; anything else is a fault, and is thrown. */
async function attempt<Value>(
  file: string,
  work: () => Promise<Value>,
): Promise<{ readonly value: Value | null; readonly failures: readonly CatalogueProblem[] }> {
  try {
    return { value: await work(), failures: [] };
  } catch (error) {
    if (error instanceof RecordReadError) return { value: null, failures: [{ file, message: error.message }] };
    if (isFileError(error))
      return { value: null, failures: [{ file, message: `The file cannot be opened (${error.code}).` }] };
    throw error;
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
