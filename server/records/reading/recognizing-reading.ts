import { RecordReadError } from "../../../corpus/record-read-error.ts";
import { areThere, type MissingTools, type OcrTools } from "./ocr/ocr-tools.ts";
import type { FileToRead, RecordReading } from "./record-reading.ts";

export interface RecognizingReadingParts {
  /** Reads all but scans. */
  readonly reading: RecordReading;
  /** Reads those whose pages are to be recognised: they take minutes, and nothing else waits behind them. */
  readonly scans: RecordReading;
  readonly tools: Promise<OcrTools | MissingTools>;
}

/** Reads scans where that is asked for and can be done; where it is not, the refusal of a scan says what would. */
export function createRecognizingReading({ reading, scans, tools }: RecognizingReadingParts): RecordReading {
  async function refusalOf(error: unknown): Promise<unknown> {
    if (!(error instanceof RecordReadError) || error.reason !== "scanned-pdf") return error;
    const found = await tools;
    const told = areThere(found) ? { offer: "ocr" } : { install: found.missing.join(" ") };
    const how = areThere(found)
      ? "It can be read by OCR: add it again with “?ocr=true”, or with the button of the page."
      : `With Debian's packages ${found.missing.join(", ")} it could be read by OCR. Without, have its text recognised elsewhere, or add another format.`;
    return new RecordReadError(`The PDF is a scan: its pages are pictures without text. ${how}`, {
      cause: error,
      reason: error.reason,
      details: { ...error.details, ...told },
    });
  }

  return {
    readFile: async (file: FileToRead, options) => {
      try {
        const found = file.ocr === true ? await tools : null;
        if (found === null || !areThere(found)) return await reading.readFile(file, options);
        return await scans.readFile({ ...file, tools: found }, options);
      } catch (error) {
        throw await refusalOf(error);
      }
    },
    readText: (record, options) => reading.readText(record, options),
    close: async () => {
      await Promise.all([reading.close(), scans.close()]);
    },
  };
}
