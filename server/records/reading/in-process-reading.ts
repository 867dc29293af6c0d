import { openCountryLexicon } from "../../../corpus/countries.ts";
import { extractFile } from "../../../corpus/formats/extract-file.ts";
import { readRecord } from "../../../corpus/reader.ts";
import { RecordReadError } from "../../../corpus/record-read-error.ts";
import { createPageRecognizer } from "./ocr/page-recognizer.ts";
import type { RecordReading } from "./record-reading.ts";

/** Reads in this very thread: without limits, and nothing else happens meanwhile. What the child process runs. */
export function createInProcessReading(): RecordReading {
  const countries = openCountryLexicon();
  let closed = false;
  const assertOpen = (signal: AbortSignal | undefined): void => {
    signal?.throwIfAborted();
    if (closed) throw closedError();
  };

  const attempt = async <Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> => {
    assertOpen(signal);
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      throw refusalOf(error);
    }
  };

  return {
    readFile: ({ id, name, bytes, tools }, { signal } = {}) =>
      attempt(signal, async () => {
        const recognition = tools === undefined ? {} : { recognizePages: createPageRecognizer(tools) };
        const extracted = await extractFile({ name, bytes, ...recognition, ...(signal && { signal }) });
        const { text, format, structure, pages } = extracted;
        return { extracted, ...readRecord({ countries, id, source: text, format, structure, pages }) };
      }),
    readText: (record, { signal } = {}) => attempt(signal, async () => readRecord({ ...record, countries })),
    close: async () => {
      closed = true;
    },
  };
}

/** Whatever reading throws, as the refusal of the file: no file is worth a server's fall. */
export function refusalOf(error: unknown): RecordReadError {
  if (error instanceof RecordReadError) return error;
  if (error instanceof RangeError) {
    return new RecordReadError(
      "The file nests its parts deeper than can be read. Save it as plain text and add that.",
      { cause: error, reason: "too-deep" },
    );
  }
  const fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new RecordReadError(`The reader failed on this file (${fault}). Save it as plain text and add that.`, {
    cause: error,
    reason: "crashed",
  });
}

export function closedError(): RecordReadError {
  return new RecordReadError("The reading of records is stopped. Add the file again when the server runs.", {
    reason: "crashed",
  });
}
