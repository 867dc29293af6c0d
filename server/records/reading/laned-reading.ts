import { RecordReadError } from "../../../corpus/record-read-error.ts";
import type { ReadingOptions, RecordReading } from "./record-reading.ts";

export interface Lanes {
  /** Gives up soon: nobody waits long behind what it reads. */
  readonly quick: RecordReading;
  /** Takes the time that a file needs. */
  readonly patient: RecordReading;
  /** Files of more bytes do not try the quick lane. */
  readonly largeBytes: number;
}

/**
 * Two readings side by side, so that one slow file holds no small ones: each is begun in the quick lane, and what takes
 * longer than that one allows is begun anew in the patient lane, where the slow wait for each other. How slow a file is
 * cannot be told from its size alone, so that those that only look small cost the quick lane's limit once.
 */
export function createLanedReading({ quick, patient, largeBytes }: Lanes): RecordReading {
  async function read<Result>(
    bytes: number,
    call: (reading: RecordReading) => Promise<Result>,
    { signal }: ReadingOptions,
  ): Promise<Result> {
    if (bytes > largeBytes) return call(patient);
    try {
      return await call(quick);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof RecordReadError) || error.reason !== "too-long") throw error;
      return call(patient);
    }
  }

  return {
    readFile: (file, options = {}) => read(file.bytes.length, (reading) => reading.readFile(file, options), options),
    readText: (text, options = {}) => read(text.source.length, (reading) => reading.readText(text, options), options),
    close: async () => {
      await Promise.all([quick.close(), patient.close()]);
    },
  };
}
