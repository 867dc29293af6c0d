import { adminKeyName, ensureAdminKey } from "../access/admin-key.ts";
import { type KeyStore, openKeyStore } from "../access/key-store.ts";
import { ProblemError } from "../problem-error.ts";
import type { Command } from "./arguments.ts";
import type { Terminal } from "./commands.ts";
import { describeProblemText } from "./report-text.ts";
import { plainText } from "./terminal-text.ts";

export type KeyCommand = Extract<Command, { name: "key" }>;

const dayMs = 24 * 60 * 60 * 1000;

/** Where a browser signs in; null where no server is running. */
export type MakeLink = () => Promise<string | null>;

/** Keys are kept in the data folder: a server that runs there sees what changes. @returns the exit code. */
export async function runKey(command: KeyCommand, terminal: Terminal, makeLink: MakeLink): Promise<number> {
  const keys = openKeyStore(terminal.dataDirectory);
  switch (command.action) {
    case "make":
      return makeKey(command, keys, terminal);
    case "list":
      return listKeys(keys, terminal);
    case "revoke":
      return revokeKey(command.key, keys, terminal);
    case "link":
      return printLink(makeLink, terminal);
  }
}

async function printLink(makeLink: MakeLink, { output, errors, locale }: Terminal): Promise<number> {
  try {
    const link = await makeLink();
    if (link !== null) output.write(`${link}\n`);
    else errors.write(`${locale.messages.key.noServer}\n`);
    return link === null ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    errors.write(`${describeProblemText(error.problem)}\n`);
    return 1;
  }
}

async function makeKey(
  { key: name, scopes, days }: Extract<KeyCommand, { action: "make" }>,
  keys: KeyStore,
  { output, errors, locale: { messages } }: Terminal,
): Promise<number> {
  if (keys.list().some((key) => key.name === name)) {
    errors.write(`${messages.key.nameTaken(plainText(name))}\n`);
    return 1;
  }
  const { key, text } = await keys.make({ name, scopes, expiresAt: new Date(Date.now() + days * dayMs) });
  // The key alone goes to the output, so that a script can take it.
  errors.write(`${messages.key.made(plainText(name), key.scopes.join(", "), key.expiresAt?.slice(0, 10) ?? "")}\n`);
  output.write(`${text}\n`);
  return 0;
}

function listKeys(keys: KeyStore, { output, locale: { messages } }: Terminal): number {
  for (const { id, name, scopes, madeAt, expiresAt } of keys.list()) {
    const expired = expiresAt !== null && Date.parse(expiresAt) <= Date.now();
    const until = expiresAt === null ? messages.key.noEnd : messages.key.until(expiresAt.slice(0, 10), expired);
    output.write(`${id}  ${plainText(name)}  ${scopes.join(",")}  ${madeAt.slice(0, 10)}  ${until}\n`);
  }
  return 0;
}

async function revokeKey(nameOrId: string, keys: KeyStore, terminal: Terminal): Promise<number> {
  const { output, errors, dataDirectory, locale } = terminal;
  const { key: messages } = locale.messages;
  const isAdmin = keys.list().some(({ id, name }) => name === adminKeyName && (nameOrId === name || nameOrId === id));
  if (!(await keys.revoke(nameOrId))) {
    errors.write(`${messages.unknown(plainText(nameOrId))}\n`);
    return 1;
  }
  output.write(`${messages.revoked(plainText(nameOrId))}\n`);
  // The command line acts with this one: it is replaced, never missing.
  if (isAdmin && (await ensureAdminKey(dataDirectory, keys)) !== null) output.write(`${messages.adminReplaced}\n`);
  return 0;
}
