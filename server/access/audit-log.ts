import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { type AuditEntry, auditEntrySchema } from "./access-messages.ts";

/** Who changed what: one line of JSON a change, never the text of a record or a question. */
export interface AuditLog {
  /** Never fails a change that is made already. */
  write(entry: AuditEntry): void;
  /** Newest first. */
  read(limit: number): readonly AuditEntry[];
}

/** About 20,000 changes; then the file becomes the earlier one, whose place it takes. */
const defaultLimitBytes = 5_000_000;

export function openAuditLog(
  dataDirectory: string,
  onFault: (error: unknown) => void,
  limitBytes = defaultLimitBytes,
): AuditLog {
  const file = join(dataDirectory, "audit.log");
  const earlier = join(dataDirectory, "audit.1.log");
  const linesOf = (path: string): readonly string[] => {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return [];
    return readFileSync(path, "utf8").split("\n").reverse();
  };

  return {
    write: (entry) => {
      try {
        mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
        const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        if (size >= limitBytes) renameSync(file, earlier);
        // At once and in order: a line is short, and changes are few.
        appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      } catch (error) {
        onFault(error);
      }
    },
    read: (limit) => {
      const entries: AuditEntry[] = [];
      for (const line of [...linesOf(file), ...linesOf(earlier)]) {
        if (entries.length >= limit) break;
        const entry = parseAuditEntry(line);
        if (entry !== null) entries.push(entry);
      }
      return entries;
    },
  };
}

/** A line that a kill has torn is passed over. */
export function parseAuditEntry(line: string): AuditEntry | null {
  try {
    const parsed = auditEntrySchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
