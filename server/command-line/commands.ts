import { ProblemError } from "../problem-error.ts";
import type { AskRequest } from "../protocol.ts";
import { describeAnswer } from "./answer-text.ts";
import type { Command } from "./arguments.ts";
import type { TerminalLocale } from "./messages.ts";
import type { RelatorAccess } from "./relator-access.ts";
import { describeProblemText, describeSummary } from "./report-text.ts";
import { plainText, type TerminalStyle } from "./terminal-text.ts";

/** Where a command writes: answers and reports to one, everything else to the other. */
export interface Terminal {
  readonly locale: TerminalLocale;
  readonly style: TerminalStyle;
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WriteStream;
  /** Where the records are kept. */
  readonly dataDirectory: string;
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

/** @returns the exit code. */
export async function runList(
  command: Extract<Command, { name: "list" }>,
  access: RelatorAccess,
  { output, locale }: Terminal,
): Promise<number> {
  const documents = await access.list();
  if (command.json) output.write(`${JSON.stringify({ documents }, null, 2)}\n`);
  else for (const document of documents) output.write(describeSummary(document, locale));
  return 0;
}

/** One that cannot be removed does not stop the others. @returns the exit code. */
export async function runRemove(
  command: Extract<Command, { name: "remove" }>,
  access: RelatorAccess,
  { locale, output, errors }: Terminal,
): Promise<number> {
  let exitCode = 0;
  for (const id of command.ids) {
    try {
      await access.remove(id, command.purge);
      output.write(`${plainText(id)}: ${command.purge ? locale.messages.purged : locale.messages.removed}\n`);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      errors.write(`${plainText(id)}: ${describeProblemText(error.problem)}\n`);
      exitCode = 1;
    }
  }
  return exitCode;
}
