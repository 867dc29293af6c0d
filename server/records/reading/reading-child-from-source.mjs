// Starts the process that reads from its TypeScript source, wherever the parent's working folder is.
import { tsImport } from "tsx/esm/api";

await tsImport("./reading-child.ts", import.meta.url);
