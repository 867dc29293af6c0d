import { parseArgs } from "node:util";
import { type Scope, scopeSchema } from "../access-protocol.ts";
import type { CommandLineMessages } from "./messages.ts";
import { makeStorageCommand, type StorageCommand } from "./storage-commands.ts";

export type Command =
  | StorageCommand
  | { readonly name: "help"; readonly text: string }
  | {
      readonly name: "ask";
      readonly question: string;
      readonly json: boolean;
      readonly language: string | undefined;
      readonly documents: readonly string[];
    }
  | { readonly name: "ingest"; readonly files: readonly string[]; readonly json: boolean }
  | { readonly name: "list"; readonly json: boolean }
  | { readonly name: "remove"; readonly ids: readonly string[]; readonly purge: boolean }
  | {
      readonly name: "key";
      readonly action: "make";
      readonly key: string;
      readonly scopes: readonly Scope[];
      readonly days: number;
    }
  | { readonly name: "key"; readonly action: "revoke"; readonly key: string }
  | { readonly name: "key"; readonly action: "list" | "link" };

/** The command cannot be understood; the message says what to write. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @throws UsageError */
export function parseCommand(parameters: readonly string[], messages: CommandLineMessages): Command {
  const [name, ...rest] = parameters;
  switch (name) {
    case "ask":
      return parseAsk(rest, messages);
    case "ingest":
      return parseIngest(rest, messages);
    case "list":
      return parseList(rest, messages);
    case "remove":
      return parseRemove(rest, messages);
    case "doctor":
    case "backup":
    case "restore":
    case "feedback":
      return parseStorage(name, rest, messages);
    case "key":
      return parseKey(rest, messages);
    case undefined:
    case "help":
    case "--help":
    case "-h":
      return { name: "help", text: messages.help };
    default:
      throw new UsageError(`${messages.unknownCommand(name)} ${messages.seeHelp}`);
  }
}

const common = {
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

function parseAsk(parameters: readonly string[], messages: CommandLineMessages): Command {
  const options = { ...common, language: { type: "string" }, document: { type: "string", multiple: true } } as const;
  const { values, positionals } = explainUsage(messages, () =>
    parseArgs({ args: [...parameters], options, allowPositionals: true }),
  );
  if (values.help) return { name: "help", text: messages.askHelp };
  const question = positionals.join(" ").trim();
  if (question === "") throw new UsageError(`${messages.noQuestion} ${messages.seeHelp}`);
  return { name: "ask", question, json: values.json, language: values.language, documents: values.document ?? [] };
}

function parseIngest(parameters: readonly string[], messages: CommandLineMessages): Command {
  const { values, positionals } = explainUsage(messages, () =>
    parseArgs({ args: [...parameters], options: common, allowPositionals: true }),
  );
  if (values.help) return { name: "help", text: messages.ingestHelp };
  if (positionals.length === 0) throw new UsageError(`${messages.noFiles} ${messages.seeHelp}`);
  return { name: "ingest", files: positionals, json: values.json };
}

function parseList(parameters: readonly string[], messages: CommandLineMessages): Command {
  const { values } = explainUsage(messages, () => parseArgs({ args: [...parameters], options: common }));
  return values.help ? { name: "help", text: messages.listHelp } : { name: "list", json: values.json };
}

function parseRemove(parameters: readonly string[], messages: CommandLineMessages): Command {
  const options = { help: common.help, purge: { type: "boolean", default: false } } as const;
  const { values, positionals } = explainUsage(messages, () =>
    parseArgs({ args: [...parameters], options, allowPositionals: true }),
  );
  if (values.help) return { name: "help", text: messages.removeHelp };
  if (positionals.length === 0) throw new UsageError(`${messages.noIds} ${messages.seeHelp}`);
  return { name: "remove", ids: positionals, purge: values.purge };
}

function parseStorage(
  name: StorageCommand["name"],
  parameters: readonly string[],
  messages: CommandLineMessages,
): Command {
  const flag = { type: "boolean", default: false } as const;
  const options = { ...common, mend: flag, replace: flag };
  const { values, positionals } = explainUsage(messages, () =>
    parseArgs({ args: [...parameters], options, allowPositionals: true }),
  );
  if (values.help) return { name: "help", text: messages.storage.help[name] };
  const fitting = makeStorageCommand(name, positionals, values);
  if (fitting === null) throw new UsageError(messages.storage.help[name]);
  return fitting;
}

const keyLimits = { nameCharacters: 60, days: 3_650 } as const;

function parseKey(parameters: readonly string[], messages: CommandLineMessages): Command {
  const options = {
    help: common.help,
    scopes: { type: "string", default: "ask" },
    days: { type: "string", default: "365" },
  } as const;
  const { values, positionals } = explainUsage(messages, () =>
    parseArgs({ args: [...parameters], options, allowPositionals: true }),
  );
  const [action, key = "", ...rest] = positionals;
  if (values.help || action === undefined) return { name: "help", text: messages.key.help };
  if ((action === "list" || action === "link") && key === "") return { name: "key", action };
  if (key.trim() === "" || key.length > keyLimits.nameCharacters || rest.length > 0) {
    throw new UsageError(`${messages.key.oneName} ${messages.seeHelp}`);
  }
  if (action === "revoke") return { name: "key", action, key };
  if (action !== "make") throw new UsageError(`${messages.unknownCommand(`key ${action}`)} ${messages.seeHelp}`);
  const given = values.scopes.split(",");
  if (given.some((scope) => !scopeSchema.safeParse(scope).success)) throw new UsageError(messages.key.badScopes);
  // Who adds looks at what is held: beyond loopback nothing is reached without it.
  const scopes = scopeSchema.options.filter((scope) => scope === "ask" || given.includes(scope));
  const days = Number(values.days);
  if (!Number.isSafeInteger(days) || days < 1 || days > keyLimits.days) throw new UsageError(messages.key.badDays);
  return { name: "key", action, key, scopes, days };
}

function explainUsage<Parsed>(messages: CommandLineMessages, parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (cause) {
    // Node names the option that it does not know, or that lacks its value.
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)} ${messages.seeHelp}`, { cause });
  }
}
