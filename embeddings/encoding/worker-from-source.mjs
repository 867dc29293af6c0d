// Starts the worker from its TypeScript source: Node 20 does not apply `--import` to a worker's own file.
import { tsImport } from "tsx/esm/api";

await tsImport("../embedder-worker.ts", import.meta.url);
