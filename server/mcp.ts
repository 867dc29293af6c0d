import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { readAdminKey } from "./access/admin-key.ts";
import { readTerminalLocale } from "./command-line/messages.ts";
import { isLoopbackAddress } from "./http/address-guard.ts";
import { linkBase } from "./http/public-address.ts";
import type { Archive } from "./mcp/archive.ts";
import { createRelatorMcp } from "./mcp/mcp-server.ts";
import { openOwnArchive } from "./mcp/own-archive.ts";
import { createServerArchive } from "./mcp/server-archive.ts";
import { keepToOwnAccount } from "./process/data-folder.ts";
import { findPackageDirectory } from "./process/package-directory.ts";
import { findServerOrClaim } from "./process/server-or-claim.ts";
import { describeStartFailure } from "./process/start-failure.ts";
import { readSettings, type Settings } from "./settings.ts";

/**
 * The protocol for agents over standard input and output: what is written there is the protocol's alone, everything
 * else goes to standard error. The running server of the data folder answers, or else the collection opened here.
 */
async function main(): Promise<void> {
  keepToOwnAccount();
  const settings = readSettings(process.env, findPackageDirectory(import.meta.url));
  const { archive, opened, close } = await openArchive(settings);
  const { language } = readTerminalLocale(process.env);
  const onFault = (error: unknown) => warn(String(error));
  const scope = { archive, language, timeoutMs: settings.requestTimeoutMs, onFault, onRefused: () => {} };
  const served = serveStdio(() => createRelatorMcp(scope), { onerror: onFault });

  let ending = false;
  const end = async (exitCode: number) => {
    if (ending) return;
    ending = true;
    await served.close();
    await close();
    process.exit(exitCode);
  };
  process.once("SIGTERM", () => void end(0));
  process.once("SIGINT", () => void end(0));
  // The client closes its end when it has no more to ask.
  process.stdin.once("close", () => void end(0));
  process.stdin.once("end", () => void end(0));
  opened.catch((error: unknown) => {
    if (!ending) warn(describeStartFailure(error));
    void end(1);
  });
}

interface OpenedArchive {
  readonly archive: Archive;
  readonly opened: Promise<void>;
  close(): Promise<void>;
}

async function openArchive(settings: Settings): Promise<OpenedArchive> {
  const found = await findServerOrClaim(settings.dataDirectory, "mcp", ({ work, pid }) => {
    warn(`Waiting for “${work}” (process ${pid}), which works on ${settings.dataDirectory}.`);
  });
  if (typeof found !== "string") {
    const own = openOwnArchive({ settings, linkBase: linkBase(settings), onWarning: warn });
    return { ...own, close: () => own.close().finally(found.release) };
  }
  // The address of a server ends in a slash; what links begin with does not.
  const base = settings.publicUrl ?? found.slice(0, -1);
  return {
    archive: createServerArchive({ url: found, linkBase: base, key: keyFor(found, settings.dataDirectory) }),
    opened: Promise.resolve(),
    close: async () => {},
  };
}

/** Over loopback nobody needs a key to ask, and none is sent; beyond it the folder's own, where this account may read it. */
function keyFor(url: string, dataDirectory: string): string | null {
  const name = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return name === "localhost" || isLoopbackAddress(name) ? null : readAdminKey(dataDirectory);
}

function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  warn(describeStartFailure(error));
  process.exitCode = 1;
}
