import { parseCommand, UsageError } from "./command-line/arguments.ts";
import { runAsk, runIngest, type Terminal } from "./command-line/commands.ts";
import { readTerminalLocale } from "./command-line/messages.ts";
import { openOwnAccess } from "./command-line/own-access.ts";
import type { RelatorAccess } from "./command-line/relator-access.ts";
import { createServerAccess } from "./command-line/server-access.ts";
import { plainText, terminalStyle } from "./command-line/terminal-text.ts";
import { findPackageDirectory } from "./process/package-directory.ts";
import { findRunningServer } from "./process/server-presence.ts";
import { describeStartFailure } from "./process/start-failure.ts";
import { readSettings } from "./settings.ts";

/** The running server of the data folder, or else the collection opened here. */
async function openAccess({ locale, errors }: Terminal): Promise<RelatorAccess> {
  const packageDirectory = findPackageDirectory(import.meta.url);
  const settings = readSettings(process.env, packageDirectory);
  const running = await findRunningServer(settings.dataDirectory);
  if (running) return createServerAccess(running.url, locale.language);
  if (errors.isTTY) errors.write(`${locale.messages.opening}\n`);
  return openOwnAccess({
    settings,
    packageDirectory,
    language: locale.language,
    onWarning: (text) => errors.write(`${plainText(text)}\n`),
  });
}

/** @returns the exit code. */
async function run(terminal: Terminal): Promise<number> {
  const command = parseCommand(process.argv.slice(2), terminal.locale.messages);
  if (command.name === "help") {
    terminal.output.write(`${command.text}\n`);
    return 0;
  }
  const access = await openAccess(terminal);
  try {
    return command.name === "ask"
      ? await runAsk(command, access, terminal)
      : await runIngest(command, access, terminal);
  } finally {
    await access.close();
  }
}

try {
  process.exitCode = await run({
    locale: readTerminalLocale(process.env),
    style: terminalStyle(process.stdout, process.env),
    output: process.stdout,
    errors: process.stderr,
  });
} catch (error) {
  process.stderr.write(`${error instanceof UsageError ? error.message : describeStartFailure(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
