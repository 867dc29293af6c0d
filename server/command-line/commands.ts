import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { SingleBar } from "cli-progress";
import { formatOf } from "../../corpus/catalogue.ts";
import type { RecordFile } from "../collection.ts";
import type { AskRequest } from "../protocol.ts";
import { describeAnswer } from "./answer-text.ts";
import type { Command } from "./arguments.ts";
import type { CommandLineMessages, TerminalLocale } from "./messages.ts";
import { type IngestProgress, ProblemError, type RelatorAccess } from "./relator-access.ts";
import { describeProblemText, describeReport } from "./report-text.ts";
import { plainText, type TerminalStyle } from "./terminal-text.ts";

/** Where a command writes: answers and reports to one, everything else to the other. */
export interface Terminal {
  readonly locale: TerminalLocale;
  readonly style: TerminalStyle;
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WriteStream;
}

/** @returns the exit code. */
export async function runAsk(
  command: Extract<Command, { name: "ask" }>,
  access: RelatorAccess,
  { style, output, errors }: Terminal,
): Promise<number> {
  const request = {
    question: command.question,
    ...(command.language !== undefined && { language: command.language }),
    ...(command.documents.length > 0 && { filters: { documents: [...command.documents] } }),
  };
  try {
    // The schema on the other side of the access judges the language.
    const response = await access.ask(request as AskRequest);
    output.write(command.json ? `${JSON.stringify(response, null, 2)}\n` : describeAnswer(response, style));
    return 0;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    errors.write(`${describeProblemText(error.problem)}\n`);
    return 1;
  }
}

/** Adds one file after another; one that cannot be added does not stop the others. @returns the exit code. */
export async function runIngest(
  command: Extract<Command, { name: "ingest" }>,
  access: RelatorAccess,
  terminal: Terminal,
): Promise<number> {
  const { locale, output, errors } = terminal;
  let exitCode = 0;
  for (const path of command.files) {
    const progress = openProgressBar(terminal, path);
    try {
      const file = await readRecordFile(path, locale.messages);
      const report = await access.ingest(file, progress.update);
      progress.stop();
      output.write(
        command.json ? `${JSON.stringify({ file: path, ...report })}\n` : describeReport(path, report, locale),
      );
    } catch (error) {
      progress.stop();
      const text = explain(error);
      errors.write(`${plainText(path)}: ${text}\n${locale.messages.failed(plainText(path))}\n`);
      exitCode = 1;
    }
  }
  return exitCode;
}

/** @throws what is not about this one file. */
function explain(error: unknown): string {
  if (error instanceof ProblemError) return describeProblemText(error.problem);
  if (error instanceof FileError) return error.message;
  throw error;
}

/** A file that cannot even be read from disk. */
class FileError extends Error {
  override readonly name = "FileError";
}

async function readRecordFile(path: string, messages: CommandLineMessages): Promise<RecordFile> {
  const name = basename(path);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ENOENT") throw new FileError(messages.fileNotFound, { cause: error });
    if (error.code === "EISDIR") throw new FileError(messages.fileIsFolder, { cause: error });
    throw new FileError(messages.fileUnreadable(String(error.code)), { cause: error });
  }
  const format = formatOf(name);
  if (format === null) throw new FileError(messages.fileFormat);
  return { name, format, bytes };
}

interface ProgressBar {
  update(progress: IngestProgress): void;
  stop(): void;
}

/** Drawn only where somebody watches. */
function openProgressBar({ errors }: Terminal, path: string): ProgressBar {
  if (errors.isTTY !== true) return { update: () => {}, stop: () => {} };
  const format = `${plainText(basename(path))} {bar} {percentage} % ({value}/{total})`;
  const bar = new SingleBar({ format, stream: errors, hideCursor: true, clearOnComplete: true });
  let started = false;
  return {
    update: ({ done, total }) => {
      if (started) bar.setTotal(total);
      else bar.start(total, 0);
      started = true;
      bar.update(done);
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}
