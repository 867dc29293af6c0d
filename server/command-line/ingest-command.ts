import type { JobFile } from "../ingest-protocol.ts";
import { ProblemError } from "../problem-error.ts";
import { isFileError } from "../records/file-system.ts";
import type { Command } from "./arguments.ts";
import type { Terminal } from "./commands.ts";
import { type FoundFile, findFiles } from "./local-files.ts";
import type { CommandLineMessages } from "./messages.ts";
import { openProgressBar } from "./progress-bar.ts";
import type { RelatorAccess } from "./relator-access.ts";
import { describeProblemText, describeReport, describeSummary } from "./report-text.ts";
import { plainText } from "./terminal-text.ts";

/** As many are sent and indexed together. */
const filesTogether = 200;

/** Adds files, and those of folders; one that cannot be added does not stop the others. @returns the exit code. */
export async function runIngest(
  command: Extract<Command, { name: "ingest" }>,
  access: RelatorAccess,
  terminal: Terminal,
): Promise<number> {
  const { locale, errors, dataDirectory } = terminal;
  const { files, leftOut } = await findFiles(command.files, locale.messages, dataDirectory);
  for (const { path, message, wasNamed } of leftOut) tellFailure(path, message, wasNamed ? terminal : { errors });
  let isWhole = leftOut.every(({ wasNamed }) => !wasNamed);
  const [only] = files;
  if (files.length === 1 && only !== undefined)
    isWhole = (await addOne(only, { command, access, terminal })) && isWhole;
  else {
    for (let from = 0; from < files.length; from += filesTogether) {
      const batch = files.slice(from, from + filesTogether);
      isWhole = (await addBatch(batch, { command, access, terminal })) && isWhole;
    }
  }
  return isWhole ? 0 : 1;
}

interface AddingParts {
  readonly command: { readonly json: boolean };
  readonly access: RelatorAccess;
  readonly terminal: Terminal;
}

/** With all that was read. @returns Whether it was added. */
async function addOne(file: FoundFile, { command, access, terminal }: AddingParts): Promise<boolean> {
  const { locale, output, errors } = terminal;
  const progress = openProgressBar(errors, file.name);
  try {
    const report = await access.ingest(file, progress.update);
    progress.stop();
    output.write(
      command.json ? `${JSON.stringify({ file: file.path, ...report })}\n` : describeReport(file.path, report, locale),
    );
    return true;
  } catch (error) {
    progress.stop();
    tellFailure(file.path, explain(error, locale.messages), terminal);
    return false;
  }
}

/** One line a file. @returns Whether all are held now. */
async function addBatch(files: readonly FoundFile[], { command, access, terminal }: AddingParts): Promise<boolean> {
  const { locale, output, errors } = terminal;
  const progress = openProgressBar(errors, `${files.length}`);
  try {
    const job = await access.ingestAll(files, progress.update);
    progress.stop();
    for (const [position, result] of job.files.entries()) {
      const path = files[position]?.path ?? result.name;
      if (result.problem !== null) tellFailure(path, describeProblemText(result.problem), terminal);
      else if (command.json) output.write(`${JSON.stringify({ file: path, ...result, ...result.report })}\n`);
      else output.write(`${plainText(path)}: ${describeResult(result, terminal)}`);
    }
    return job.files.every(({ state }) => state !== "failed" && state !== "cancelled");
  } catch (error) {
    progress.stop();
    for (const { path } of files) tellFailure(path, explain(error, locale.messages), terminal);
    return false;
  }
}

function describeResult({ report, documentId }: JobFile, { locale }: Terminal): string {
  return report === null
    ? `${locale.messages.unchanged(documentId ?? "?")}\n`
    : describeSummary(report.document, locale);
}

/** @throws what is not about the files. */
function explain(error: unknown, messages: CommandLineMessages): string {
  if (error instanceof ProblemError) {
    return isFileError(error.cause)
      ? messages.fileUnreadable(String(error.cause.code))
      : describeProblemText(error.problem);
  }
  if (isFileError(error)) return messages.fileUnreadable(String(error.code));
  throw error;
}

function tellFailure(
  path: string,
  text: string,
  { errors, locale }: Pick<Terminal, "errors"> & Partial<Terminal>,
): void {
  const name = plainText(path);
  errors.write(`${name}: ${text}\n${locale === undefined ? "" : `${locale.messages.failed(name)}\n`}`);
}
