import type { Job } from "../ingest-protocol.ts";
import type { IngestProgress } from "./relator-access.ts";

/** Of the texts of all files that are being indexed together; null where none is. */
export function progressOf({ files }: Job): IngestProgress | null {
  return files.find(({ progress }) => progress !== null)?.progress ?? null;
}
