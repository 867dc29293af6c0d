import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { openAccess } from "../access/access.ts";
import { ensureAdminKey } from "../access/admin-key.ts";
import { attachChatSocket } from "../chat-socket.ts";
import { createCheckedExamples } from "../checked-examples.ts";
import type { OpenedIndex } from "../collection.ts";
import { createAddressGuard } from "../http/address-guard.ts";
import { signInPath } from "../http/session-routes.ts";
import { createHttpServer } from "../http-server.ts";
import { callerByKey } from "../load/caller-key.ts";
import { createLoad } from "../load/load.ts";
import { createMetrics } from "../observability/metrics.ts";
import type { FeedbackStore } from "../records/feedback-store.ts";
import { whereWritable } from "../records/file-system.ts";
import type { Settings } from "../settings.ts";
import { finishRestores } from "../storage/restore.ts";
import { type CompositionParts, composeCollection } from "./composition.ts";
import { openDataFolder } from "./data-folder.ts";
import { claimFolder } from "./folder-owner.ts";
import { listen } from "./listening.ts";
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
  const { dataDirectory } = settings;
  await openDataFolder(dataDirectory);
  const claim = await claimFolder(dataDirectory, "server");
  undo.push(claim.release);
  await whereWritable(() => finishRestores(dataDirectory));
  const uploadsDirectory = join(dataDirectory, "uploads");
  const metrics = createMetrics();
  const { collection, jobs, feedback, namedCollections, openEmbedder, close } = composeCollection({
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
  const allowedHosts = [...settings.allowedHosts, settings.host.toLowerCase()];
  const guard = createAddressGuard({ ...settings, allowedHosts });
  const onFault = (error: unknown) => logger.error({ error }, "not written: a file of the data folder");
  const access = openAccess({ dataDirectory, settings, onFault });
  const load = createLoad(settings, { callerKey: callerByKey(access, settings.trustedProxies) });
  metrics.watch({ collection, dataDirectory, workInHand: () => load.admission.state() });
  const parts = { collection, guard, access, load, logger, isStopping, settings, metrics };
  const server = createHttpServer({
    ...parts,
    openEmbedder,
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
  claim.announce(url);
  const adminKey = await ensureAdminKey(dataDirectory, access.keys);
  // Jobs end before the requests that follow them are waited for.
  undo.push(() => jobs.close());

  // What a process that was killed had received: its jobs died with it.
  await whereWritable(() => rm(uploadsDirectory, { recursive: true, force: true }));
  logger.info({ url, dataDirectory }, "listening");
  await collection.open();
  logger.info({ documents: collection.documents().length }, "ready");
  expireFeedback(feedback, settings.feedbackDays, logger);
  process.stdout.write(`Relator is ready at ${url}\n`);
  if (adminKey !== null) process.stdout.write(describeSignIn(url, access.sessions.makeLink(adminKey.id).token));
}

/** For the browser of whoever sees this: a link is used once. */
function describeSignIn(url: string, token: string): string {
  return `To add and remove records on the page, open within the hour: ${new URL(signInPath(token), url)}\n`;
}

const dayMs = 24 * 60 * 60_000;

/** At every start, and every day of a server that is left running. */
function expireFeedback(feedback: FeedbackStore, days: number, logger: Logger): void {
  const expire = () =>
    void feedback.expire(new Date(Date.now() - days * dayMs)).then(
      (count) => count > 0 && logger.info({ count }, "feedback was deleted: its time is over"),
      (error: unknown) => logger.warn({ error }, "feedback could not be deleted, though its time is over"),
    );
  expire();
  setInterval(expire, dayMs).unref();
}

/** An index that is loaded, or built for the first time, is no news; one that had to be rebuilt is. */
function logIndex({ status, reason, reused, total }: OpenedIndex, logger: Logger): void {
  if (status === "loaded") logger.info({ texts: total }, "the index was loaded");
  else if (reason === "absent" || reason === "content-changed") {
    logger.info({ reason, texts: total, reused }, "the index was built");
  } else logger.warn({ reason, texts: total, reused }, "the index could not be used and was rebuilt");
}
