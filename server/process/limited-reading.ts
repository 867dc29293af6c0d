import { readerVersion } from "../../corpus/reader.ts";
import { openChildReading } from "../records/reading/child-reading.ts";
import { createLanedReading } from "../records/reading/laned-reading.ts";
import { findOcrTools } from "../records/reading/ocr/ocr-tools.ts";
import { createRecognizingReading } from "../records/reading/recognizing-reading.ts";
import type { RecordReading } from "../records/reading/record-reading.ts";
import type { Settings } from "../settings.ts";

export type ReadingSettings = Pick<Settings, "readTimeoutMs" | "readMemoryBytes" | "ocrTimeoutMs">;

/** The quick lane's limit: a short record takes a tenth of it, on a busy machine and with a process that only starts. */
const quickReadingMs = 5000;
/** Where Debian and those who build for themselves put the programs that recognise scans. */
const systemFolders = "/usr/local/bin:/usr/bin";
/** Above it a file is not read in that time. */
const largeFileBytes = 4_000_000;

/** Reads files in processes of their own, within the limits of the settings. */
export function openReading({ readTimeoutMs, readMemoryBytes, ocrTimeoutMs }: ReadingSettings): RecordReading {
  const limits = { timeoutMs: readTimeoutMs, memoryBytes: readMemoryBytes };
  const isHasty = readTimeoutMs <= quickReadingMs;
  const quick = openChildReading({ limits: { ...limits, timeoutMs: Math.min(quickReadingMs, readTimeoutMs) } });
  const patient = () => openChildReading({ limits, isStartedLate: true });
  return createRecognizingReading({
    reading: isHasty ? quick : createLanedReading({ quick, patient: patient(), largeBytes: largeFileBytes }),
    scans: openChildReading({ limits: { ...limits, timeoutMs: ocrTimeoutMs }, isStartedLate: true }),
    tools: findOcrTools(systemFolders),
  });
}

/** Names what decides whether a file is refused: another reader or other limits may read it. */
export function nameLimits({ readTimeoutMs, readMemoryBytes }: ReadingSettings): string {
  return `${readerVersion} ${readTimeoutMs} ${readMemoryBytes}`;
}
