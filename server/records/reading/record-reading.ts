import type { ExtractedFile } from "../../../corpus/formats/file-format.ts";
import type { ReadRecord, RecordInput } from "../../../corpus/reader.ts";
import type { OcrTools } from "./ocr/ocr-tools.ts";

/** A file as it was given, and the id that its record shall have. */
export interface FileToRead {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Pages that are pictures are to be recognised, where that can be done. */
  readonly ocr?: boolean;
  /** What recognises them. */
  readonly tools?: OcrTools;
}

export interface ReadFile extends ReadRecord {
  readonly extracted: ExtractedFile;
}

/** The text of a record that is held, with what its format told; the countries are the reading's own. */
export type TextToRead = Omit<RecordInput, "countries">;

export interface ReadingOptions {
  readonly signal?: AbortSignal;
}

/**
 * Reads files and texts into records: the one place where what others wrote is taken apart. Calls that are made
 * together may be answered in any order.
 */
export interface RecordReading {
  /** @throws RecordReadError with its reason; the signal's reason when aborted. */
  readFile(file: FileToRead, options?: ReadingOptions): Promise<ReadFile>;
  /** @throws RecordReadError when reading is stopped by a limit; the signal's reason when aborted. */
  readText(record: TextToRead, options?: ReadingOptions): Promise<ReadRecord>;
  /** Calls that wait reject with a RecordReadError; later ones too. */
  close(): Promise<void>;
}
