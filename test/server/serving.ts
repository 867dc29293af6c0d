import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { type Access, openAccess } from "../../server/access/access.ts";
import { ensureAdminKey, readAdminKey } from "../../server/access/admin-key.ts";
import { attachChatSocket, type ChatSocket } from "../../server/chat-socket.ts";
import { createCheckedExamples } from "../../server/checked-examples.ts";
import type { Collection } from "../../server/collection.ts";
import { createAddressGuard } from "../../server/http/address-guard.ts";
import { createHttpServer } from "../../server/http-server.ts";
import { createIntakeJobs } from "../../server/jobs/intake-jobs.ts";
import { callerByKey } from "../../server/load/caller-key.ts";
import { createLoad, type Load } from "../../server/load/load.ts";
import { createMetrics } from "../../server/observability/metrics.ts";
import { openFeedbackStore } from "../../server/records/feedback-store.ts";
import { openNamedCollections } from "../../server/records/named-collections.ts";
import { readSettings, type Settings } from "../../server/settings.ts";
import { createFakeAssistant, type FakeAssistantOptions } from "../fakes/fake-assistant.ts";
import { createFakeCollection } from "../fakes/fake-collection.ts";
import { makeDocument } from "../fakes/fake-documents.ts";
import { createFakeEmbedder } from "../fakes/fake-embedder.ts";
import { holdKey } from "./operator.ts";

export const record = makeDocument("ports-2024", [
  "Summary of the session on ports",
  "Delegation of Peru",
  "Peru recommends dredging the harbour of Callao before 2026.",
  "The harbour handled 2,1 million containers in 2023.",
  "Tariffs rose — “too far”, said the delegation: ñandú 🚢.",
]);

export interface ServingOptions extends FakeAssistantOptions {
  readonly settings?: Partial<Settings>;
  readonly collection?: Collection;
  readonly logger?: Logger;
  readonly clientDirectory?: string;
  readonly heartbeatMs?: number;
  readonly sweepMs?: number;
}

export interface Serving {
  readonly url: string;
  readonly socketUrl: string;
  readonly server: Server;
  readonly chat: ChatSocket;
  readonly dataDirectory: string;
  readonly collection: Collection;
  readonly load: Load;
  readonly access: Access;
  /** Makes the server behave as one that has been told to stop. */
  beginStopping(): void;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  close(): Promise<void>;
}

/** A server that really listens, over fakes. */
export async function serve(options: ServingOptions = {}): Promise<Serving> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "relator-serving-"));
  const settings = { ...readSettings({}, process.cwd()), ...options.settings };
  const logger = options.logger ?? pino({ level: "silent" });
  const makeAssistant = (documents: Parameters<typeof createFakeAssistant>[0]) =>
    createFakeAssistant(documents, options);
  const collection = options.collection ?? createFakeCollection({ documents: [record], makeAssistant });
  const access = openAccess({
    dataDirectory,
    settings,
    onFault: (error) => logger.error({ error }, "a file was not kept"),
  });
  await ensureAdminKey(dataDirectory, access.keys);
  let stopping = false;
  const embedder = createFakeEmbedder();
  const metrics = createMetrics();
  metrics.watch({ collection, dataDirectory });
  const parts = {
    collection,
    examples: createCheckedExamples({
      collection,
      onFault: (error) => logger.error({ error }, "an example question failed"),
    }),
    jobs: createIntakeJobs({ collection, onFault: (error) => logger.error({ error }, "a job failed") }),
    uploadsDirectory: join(dataDirectory, "uploads"),
    feedback: openFeedbackStore(join(dataDirectory, "feedback")),
    namedCollections: openNamedCollections(join(dataDirectory, "collections.json"), () => {}),
    load: createLoad(settings, { callerKey: callerByKey(access, settings.trustedProxies) }),
    guard: createAddressGuard(settings),
    access,
    logger,
    openEmbedder: async () => embedder,
    metrics,
    instanceId: "test-instance",
    clientDirectory: options.clientDirectory ?? join(dataDirectory, "no-client"),
    isStopping: () => stopping,
    settings,
    ...(options.heartbeatMs !== undefined && { heartbeatMs: options.heartbeatMs }),
    ...(options.sweepMs !== undefined && { sweepMs: options.sweepMs }),
  };
  const server = createHttpServer(parts);
  const chat = attachChatSocket(server, parts);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  holdKey(url, readAdminKey(dataDirectory) ?? "");
  return {
    url,
    socketUrl: `ws://127.0.0.1:${port}/ws`,
    server,
    chat,
    dataDirectory,
    collection,
    load: parts.load,
    access,
    beginStopping: () => {
      stopping = true;
    },
    post: (path, body, headers) =>
      fetch(`${url}${path}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      await chat.close(0);
      server.closeAllConnections();
      await closed;
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
