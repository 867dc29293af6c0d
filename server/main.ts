import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { destination, type Logger, pino, stdSerializers } from "pino";
import { attachChatSocket } from "./chat-socket.ts";
import type { OpenedIndex } from "./collection.ts";
import { createAddressGuard } from "./http/address-guard.ts";
import { createHttpServer } from "./http-server.ts";
import { composeCollection } from "./process/composition.ts";
import { listen } from "./process/listening.ts";
import { findPackageDirectory } from "./process/package-directory.ts";
import { announceServer } from "./process/server-presence.ts";
import { describeStartFailure } from "./process/start-failure.ts";
import { stopServing } from "./process/stopping.ts";
import { openFeedbackStore } from "./records/feedback-store.ts";
import { readSettings, type Settings } from "./settings.ts";

/** What must be undone before the process ends, last first. */
type Undo = () => Promise<void>;

async function start(settings: Settings, logger: Logger, undo: Undo[], isStopping: () => boolean): Promise<void> {
  const packageDirectory = findPackageDirectory(import.meta.url);
  await mkdir(settings.dataDirectory, { recursive: true });
  const { collection, close } = composeCollection({
    settings,
    packageDirectory,
    onFileProblem: (problem) => logger.warn(problem, "a file of the collection needs attention"),
    onIndexOpened: (index) => logIndex(index, logger),
  });
  undo.push(close);

  const instanceId = randomUUID();
  const guard = createAddressGuard([...settings.allowedHosts, settings.host.toLowerCase()]);
  const parts = { collection, guard, logger, isStopping, settings };
  const server = createHttpServer({
    ...parts,
    instanceId,
    feedback: openFeedbackStore(join(settings.dataDirectory, "feedback")),
    clientDirectory: join(packageDirectory, "dist", "client"),
  });
  const chat = attachChatSocket(server, parts);

  const url = await listen(server, settings.host, settings.port);
  undo.push(() => stopServing(server, chat, settings.shutdownGraceMs));
  const presence = await announceServer(settings.dataDirectory, { pid: process.pid, url, instanceId });
  undo.push(() => presence.withdraw());

  logger.info({ url, dataDirectory: settings.dataDirectory }, "listening");
  await collection.open();
  logger.info({ documents: collection.documents().length }, "ready");
  process.stdout.write(`Relator is ready at ${url}\n`);
}

/** An index that is loaded, or built for the first time, is no news; one that had to be rebuilt is. */
function logIndex({ status, reason, reused, total }: OpenedIndex, logger: Logger): void {
  if (status === "loaded") logger.info({ texts: total }, "the index was loaded");
  else if (reason === "absent" || reason === "content-changed") {
    logger.info({ reason, texts: total, reused }, "the index was built");
  } else logger.warn({ reason, texts: total, reused }, "the index could not be used and was rebuilt");
}

async function main(): Promise<void> {
  const undo: Undo[] = [];
  let stopping = false;
  let logger: Logger | null = null;

  const stop = async (exitCode: number): Promise<never> => {
    stopping = true;
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => logger?.error({ error }, "stopping failed in part"));
    }
    process.exit(exitCode);
  };
  const fail = (error: unknown): never => {
    logger?.fatal({ error }, "failed");
    process.exit(1);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    // A second signal is impatience: what is written to disk is whole at any moment.
    if (stopping) process.exit(1);
    logger?.info({ signal }, "stopping");
    void stop(0);
  };

  try {
    const settings = readSettings(process.env, findPackageDirectory(import.meta.url));
    logger = pino(
      { level: settings.logLevel, base: null, serializers: { error: stdSerializers.err } },
      destination({ fd: 2, sync: true }),
    );
    // After a fault that nobody caught the state is unknown: it is better to be started again than to go on.
    process.on("uncaughtException", fail);
    process.on("unhandledRejection", fail);
    process.on("SIGTERM", onSignal);
    process.on("SIGINT", onSignal);
    await start(settings, logger, undo, () => stopping);
  } catch (error) {
    if (stopping) return;
    logger?.debug({ error }, "could not start");
    process.stderr.write(`${describeStartFailure(error)}\n`);
    await stop(1);
  }
}

await main();
