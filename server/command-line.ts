import { readAdminKey } from "./access/admin-key.ts";
import { type Command, parseCommand, UsageError } from "./command-line/arguments.ts";
import { runAsk, runList, runRemove, type Terminal } from "./command-line/commands.ts";
import { runIngest } from "./command-line/ingest-command.ts";
import { runKey } from "./command-line/key-command.ts";
import { readTerminalLocale } from "./command-line/messages.ts";
import { openOwnAccess } from "./command-line/own-access.ts";
import type { RelatorAccess } from "./command-line/relator-access.ts";
import { createServerAccess, requestSignInLink } from "./command-line/server-access.ts";
import { isStorageCommand, runStorageCommand, type StorageCommand } from "./command-line/storage-commands.ts";
import { plainText, terminalStyle } from "./command-line/terminal-text.ts";
import { keepToOwnAccount } from "./process/data-folder.ts";
import { findOwner } from "./process/folder-owner.ts";
import { findPackageDirectory } from "./process/package-directory.ts";
import { findServerOrClaim } from "./process/server-or-claim.ts";
import { describeStartFailure } from "./process/start-failure.ts";
import { readSettings, type Settings } from "./settings.ts";

type AccessCommand = Exclude<Command, StorageCommand | { readonly name: "help" | "key" }>;

/** The running server of the data folder, or else the collection opened here. */
async function openAccess(terminal: Terminal, settings: Settings, work: string): Promise<RelatorAccess> {
  const { locale, errors } = terminal;
  const found = await findServerOrClaim(settings.dataDirectory, work, (owner) => {
    errors.write(`${plainText(locale.messages.waiting(owner.work, owner.pid))}\n`);
  });
  if (typeof found === "string")
    return createServerAccess(found, locale.language, readAdminKey(settings.dataDirectory));
  if (errors.isTTY) errors.write(`${locale.messages.opening}\n`);
  try {
    const access = await openOwnAccess({
      settings,
      packageDirectory: findPackageDirectory(import.meta.url),
      language: locale.language,
      onWarning: (text) => errors.write(`${plainText(text)}\n`),
    });
    const close = async () => {
      await access.close();
      await found.release();
    };
    return { ...access, close };
  } catch (error) {
    await found.release();
    throw error;
  }
}

/** For the address that readers open, where there is one. */
async function makeSignInLink({ locale }: Terminal, settings: Settings): Promise<string | null> {
  const running = await findOwner(settings.dataDirectory);
  if (!running?.url) return null;
  const path = await requestSignInLink(running.url, locale.language, readAdminKey(settings.dataDirectory));
  return `${settings.publicUrl ?? new URL(running.url).origin}${path}`;
}

function runCommand(command: AccessCommand, access: RelatorAccess, terminal: Terminal): Promise<number> {
  switch (command.name) {
    case "ask":
      return runAsk(command, access, terminal);
    case "ingest":
      return runIngest(command, access, terminal);
    case "list":
      return runList(command, access, terminal);
    case "remove":
      return runRemove(command, access, terminal);
  }
}

/** @returns the exit code. */
async function run(surroundings: Omit<Terminal, "dataDirectory">): Promise<number> {
  const command = parseCommand(process.argv.slice(2), surroundings.locale.messages);
  if (command.name === "help") {
    surroundings.output.write(`${command.text}\n`);
    return 0;
  }
  const settings = readSettings(process.env, findPackageDirectory(import.meta.url));
  const terminal = { ...surroundings, dataDirectory: settings.dataDirectory };
  if (isStorageCommand(command)) return runStorageCommand(command, settings, terminal);
  if (command.name === "key") return runKey(command, terminal, () => makeSignInLink(terminal, settings));
  const access = await openAccess(terminal, settings, command.name);
  try {
    return await runCommand(command, access, terminal);
  } finally {
    await access.close();
  }
}

try {
  keepToOwnAccount();
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
