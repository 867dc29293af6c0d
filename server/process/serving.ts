import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { attachChatSocket } from "../chat-socket.ts";
import { createCheckedExamples } from "../checked-examples.ts";
import type { OpenedIndex } from "../collection.ts";
import { createAddressGuard } from "../http/address-guard.ts";
import { createHttpServer } from "../http-server.ts";
import { createMetrics } from "../observability/metrics.ts";
import type { Settings } from "../settings.ts";
import { type CompositionParts, composeCollection } from "./composition.ts";
import { listen } from "./listening.ts";
import { announceServer } from "./server-presence.ts";
import { stopServing } from "./stopping.ts";

/** What must be undone before the process ends, last first. */
export type Undo = () => Promise<void>;

export interface ServingParts extends Pick<CompositionParts, "packageDirectory" | "startModel"> {
  readonly settings: Settings;
  readonly logger: Logger;
  /** Filled while serving starts, so that whatever has begun can be undone. */
  readonly undo: Undo[];
  readonly isStopping: () => boolean;
}

/** Listens, opens the collection and says when it answers. */
export async function serve({ settings, packageDirectory, startModel, ...rest }: ServingParts): Promise<void> {
  const { logger, undo, isStopping } = rest;
  await mkdir(settings.dataDirectory, { recursive: true });
  const uploadsDirectory = join(settings.dataDirectory, "uploads");
  const metrics = createMetrics();
  const { collection, jobs, feedback, namedCollections, close } = composeCollection({
    observation: metrics.observation,
    settings,
    packageDirectory,
    startModel,
    onFileProblem: (problem) => logger.warn(problem, "a file of the collection needs attention"),
    onIndexOpened: (index) => logIndex(index, logger),
    onAnswering: () => examples.check(),
    onFault: (error) => logger.error({ error }, "a job failed in part"),
  });
  const examples = createCheckedExamples({
    collection,
    onFault: (error) => logger.error({ error }, "an example question failed"),
  });
  undo.push(close, async () => examples.close());

  const instanceId = randomUUID();
  const guard = createAddressGuard([...settings.allowedHosts, settings.host.toLowerCase()]);
  metrics.watch({ collection, dataDirectory: settings.dataDirectory });
  const parts = { collection, guard, logger, isStopping, settings, metrics };
  const server = createHttpServer({
    ...parts,
    examples,
    instanceId,
    jobs,
    feedback,
    namedCollections,
    uploadsDirectory,
    clientDirectory: join(packageDirectory, "dist", "client"),
  });
  const chat = attachChatSocket(server, parts);

  const url = await listen(server, settings.host, settings.port);
  undo.push(() => stopServing(server, chat, settings.shutdownGraceMs));
  const presence = await announceServer(settings.dataDirectory, { pid: process.pid, url, instanceId });
  undo.push(() => presence.withdraw());
  // Jobs end before the requests that follow them are waited for.
  undo.push(() => jobs.close());

  // What a process that was killed had received: its jobs died with it.
  await rm(uploadsDirectory, { recursive: true, force: true });
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
