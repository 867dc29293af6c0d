import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseAuditEntry } from "../access/audit-log.ts";
import { isKeyText, KeyFileError, openKeyStore } from "../access/key-store.ts";
import { isSessionFile } from "../access/sessions.ts";
import { isFileError } from "../records/file-system.ts";
import type { Tell } from "./doctor.ts";

/** Looks at what tells who may do what, and who did. Whether others may read it is looked at for all files. */
export async function examineAccess(dataDirectory: string, tell: Tell): Promise<void> {
  const textOf = (name: string) =>
    readFile(join(dataDirectory, name), "utf8").catch((error: unknown) => {
      if (isFileError(error, "ENOENT")) return null;
      throw error;
    });

  examineKeys(dataDirectory, await textOf("admin.key"), tell);
  const sessions = await textOf("sessions.json");
  if (sessions !== null && !isSessionFile(sessions)) tell("damaged", "sessions.json", "");
  for (const name of ["audit.log", "audit.1.log"]) {
    const lines = (await textOf(name))?.split("\n") ?? [];
    const torn = lines.flatMap((line, index) => (line === "" || parseAuditEntry(line) !== null ? [] : [index + 1]));
    if (torn.length > 0) tell("damaged", name, `lines ${torn.join(", ")}`);
  }
}

function examineKeys(dataDirectory: string, adminKey: string | null, tell: Tell): void {
  const keys = openKeyStore(dataDirectory);
  try {
    keys.list();
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    tell("damaged", "keys.json", "");
    return;
  }
  const text = adminKey?.trim() ?? null;
  if (text === null) return;
  const [, id = ""] = text.split("_");
  // One that was revoked is replaced at the next start.
  const isOther = keys.find(id) !== null && typeof keys.verify(text) === "string";
  if (!isKeyText(text) || isOther) tell("damaged", "admin.key", "");
}
