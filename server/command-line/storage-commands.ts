import { join, resolve } from "node:path";
import { openDataFolder } from "../process/data-folder.ts";
import { claimFolder, findOwner } from "../process/folder-owner.ts";
import { nameLimits, openReading, type ReadingSettings } from "../process/limited-reading.ts";
import { describeOwner } from "../process/start-failure.ts";
import { type FeedbackStore, openFeedbackStore } from "../records/feedback-store.ts";
import { explainWriteError } from "../records/file-system.ts";
import { writeWholeFile } from "../records/whole-files.ts";
import { NoRoomError, NotFoundError } from "../request-errors.ts";
import type { Settings } from "../settings.ts";
import { BackupError, makeBackup } from "../storage/backup.ts";
import { examine } from "../storage/doctor.ts";
import { finishRestores, RestoreError, restoreBackup } from "../storage/restore.ts";
import { UnsteadyFolderError } from "../storage/snapshot.ts";
import { TarError } from "../storage/tar.ts";
import type { Terminal } from "./commands.ts";
import { plainText } from "./terminal-text.ts";

/** What is done with the data folder itself: nothing is asked, and no index is opened. */
export type StorageCommand =
  | { readonly name: "doctor"; readonly mend: boolean; readonly json: boolean }
  | { readonly name: "backup"; readonly file: string }
  | { readonly name: "restore"; readonly file: string; readonly replace: boolean }
  | { readonly name: "feedback"; readonly act: FeedbackAct; readonly value: string | null; readonly json: boolean };

const feedbackActs = ["list", "export", "expire", "delete"] as const;
type FeedbackAct = (typeof feedbackActs)[number];

const names: ReadonlySet<string> = new Set(["doctor", "backup", "restore", "feedback"]);

export function isStorageCommand(command: { readonly name: string }): command is StorageCommand {
  return names.has(command.name);
}

/** Null where the words do not fit the command. */
export function makeStorageCommand(
  name: StorageCommand["name"],
  [first, second, ...rest]: readonly string[],
  { mend, replace, json }: { readonly mend: boolean; readonly replace: boolean; readonly json: boolean },
): StorageCommand | null {
  if (rest.length > 0) return null;
  switch (name) {
    case "doctor":
      return first === undefined ? { name, mend, json } : null;
    case "backup":
      return first === undefined || second !== undefined ? null : { name, file: resolve(first) };
    case "restore":
      return first === undefined || second !== undefined ? null : { name, file: resolve(first), replace };
    case "feedback": {
      const act = feedbackActs.find((each) => each === first);
      const isWhole = act !== undefined && (act === "list") === (second === undefined);
      return isWhole ? { name, act, value: second ?? null, json } : null;
    }
  }
}

type StorageSettings = Pick<Settings, "dataDirectory" | "corpusDirectory"> & ReadingSettings;

/** @returns the exit code. */
export async function runStorageCommand(
  command: StorageCommand,
  settings: StorageSettings,
  terminal: Terminal,
): Promise<number> {
  try {
    switch (command.name) {
      case "doctor":
        return await runDoctor(command, settings, terminal);
      case "backup":
        return await runBackup(command.file, settings.dataDirectory, terminal);
      case "restore":
        return await runRestore(command, settings.dataDirectory, terminal);
      case "feedback":
        return await runFeedback(command, openFeedbackStore(join(settings.dataDirectory, "feedback")), terminal);
    }
  } catch (error) {
    const said = describeRefusal(explainWriteError(error), terminal);
    if (said === null) throw error;
    terminal.errors.write(`${plainText(said)}\n`);
    return 1;
  }
}

async function runDoctor(
  { mend, json }: Extract<StorageCommand, { name: "doctor" }>,
  settings: StorageSettings,
  { locale, output }: Terminal,
): Promise<number> {
  const { storage } = locale.messages;
  const { dataDirectory, corpusDirectory } = settings;
  // To look harms nobody; to mend is the owner's.
  const claim = mend ? await claimFolder(dataDirectory, "doctor") : null;
  const reading = openReading(settings);
  try {
    if (mend) await finishRestores(dataDirectory);
    const owner = mend ? null : await findOwner(dataDirectory);
    const report = await examine({ dataDirectory, corpusDirectory, mend, reading, refusedBy: nameLimits(settings) });
    const left = report.findings.filter(({ mended }) => !mended);
    if (json) output.write(`${JSON.stringify({ ...report, owner }, null, 2)}\n`);
    else {
      if (owner !== null) output.write(`${plainText(describeOwner(owner))}\n`);
      for (const finding of report.findings) output.write(`${plainText(storage.finding(finding))}\n`);
      output.write(`${storage.examined(report, left.length)}\n`);
      if (!mend && left.length > 0) output.write(`${storage.mayMend}\n`);
    }
    return left.length === 0 ? 0 : 1;
  } finally {
    await reading.close();
    await claim?.release();
  }
}

async function runBackup(file: string, dataDirectory: string, { locale, output }: Terminal): Promise<number> {
  const report = await makeBackup(dataDirectory, file);
  output.write(`${plainText(locale.messages.storage.packed(file, report))}\n`);
  return 0;
}

async function runRestore(
  { file, replace }: Extract<StorageCommand, { name: "restore" }>,
  dataDirectory: string,
  { locale, output }: Terminal,
): Promise<number> {
  await openDataFolder(dataDirectory);
  const claim = await claimFolder(dataDirectory, "restore");
  try {
    await finishRestores(dataDirectory);
    const report = await restoreBackup(dataDirectory, file, { replace });
    output.write(`${plainText(locale.messages.storage.restored(report))}\n`);
    return 0;
  } finally {
    await claim.release();
  }
}

const dayMs = 24 * 60 * 60_000;

async function runFeedback(
  { act, value, json }: Extract<StorageCommand, { name: "feedback" }>,
  feedback: FeedbackStore,
  { locale, output }: Terminal,
): Promise<number> {
  const { storage } = locale.messages;
  const text = value ?? "";
  if (act === "list") {
    const cases = await feedback.list();
    if (json) output.write(`${JSON.stringify({ feedback: cases }, null, 2)}\n`);
    else for (const each of cases) output.write(`${plainText(storage.opinion(each))}\n`);
    return 0;
  }
  if (act === "export") {
    const cases = await feedback.list();
    await writeWholeFile(resolve(text), cases.map((each) => `${JSON.stringify(each)}\n`).join(""));
    output.write(`${plainText(storage.exported(cases.length, text))}\n`);
    return 0;
  }
  if (act === "delete") {
    await feedback.remove(text);
    output.write(`${storage.deleted(1)}\n`);
    return 0;
  }
  const days = Number(text);
  if (!Number.isInteger(days) || days < 0) {
    output.write(`${storage.help.feedback}\n`);
    return 2;
  }
  output.write(`${storage.deleted(await feedback.expire(new Date(Date.now() - days * dayMs)))}\n`);
  return 0;
}

/** Null where nobody can be told what to do about it. */
function describeRefusal(error: unknown, { locale }: Terminal): string | null {
  const { storage } = locale.messages;
  if (error instanceof BackupError) return storage.notPacked[error.obstacle];
  if (error instanceof UnsteadyFolderError) return storage.notPacked.changed;
  if (error instanceof RestoreError) return storage.notRestored[error.obstacle](error.path ?? "");
  if (error instanceof TarError) return `${storage.notRestored["not-a-backup"]("")} ${error.message}`;
  if (error instanceof NotFoundError) return storage.noSuchFeedback(error.id);
  return error instanceof NoRoomError ? storage.noRoom[error.obstacle] : null;
}
