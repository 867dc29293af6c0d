import { destination, type Logger, pino, stdSerializers } from "pino";
import { startTransformersEmbedder } from "../embeddings/transformers-embedder.ts";
import { keepToOwnAccount } from "./process/data-folder.ts";
import { findPackageDirectory } from "./process/package-directory.ts";
import type { Undo } from "./process/serving.ts";
import { readSettings } from "./settings.ts";

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
    keepToOwnAccount();
    const packageDirectory = findPackageDirectory(import.meta.url);
    const settings = readSettings(process.env, packageDirectory);
    logger = pino(
      { level: settings.logLevel, base: null, serializers: { error: stdSerializers.err } },
      destination({ fd: 2, sync: true }),
    );
    // After a fault that nobody caught the state is unknown: it is better to be started again than to go on.
    process.on("uncaughtException", fail);
    process.on("unhandledRejection", fail);
    process.on("SIGTERM", onSignal);
    process.on("SIGINT", onSignal);
    // Loading the model takes longer than all else and has a thread of its own: it starts before the rest is even read.
    const model = startTransformersEmbedder(settings);
    model.catch(() => {}); // met where the model is first needed
    const { serve } = await import("./process/serving.ts");
    const startModel = () => model;
    await serve({ settings, packageDirectory, startModel, logger, undo, isStopping: () => stopping });
  } catch (error) {
    if (stopping) return;
    logger?.debug({ error }, "could not start");
    const { describeStartFailure } = await import("./process/start-failure.ts");
    process.stderr.write(`${describeStartFailure(error)}\n`);
    await stop(1);
  }
}

await main();
