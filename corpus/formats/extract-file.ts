import type { ExtractedFile, FileFormat, RecordFile } from "./file-format.ts";
import { createMarkdownFormat, createPlainTextFormat, createSubtitlesFormat } from "./plain-text.ts";

/** In the order that they are asked: those that the content proves first, what the name decides then, text last. */
export function createFileFormats(): readonly FileFormat[] {
  return [createSubtitlesFormat(), createMarkdownFormat(), createPlainTextFormat()];
}

/**
 * From a file's bytes to the text that is held as the record's source, and the structure that its format tells.
 * The kind is recognised by the content first and by the name second.
 *
 * @throws RecordReadError with its reason; the signal's reason when aborted.
 */
export async function extractFile(file: RecordFile): Promise<ExtractedFile> {
  file.signal?.throwIfAborted();
  const format = createFileFormats().find((each) => each.recognizes(file)) ?? createPlainTextFormat();
  return format.extract(file);
}
