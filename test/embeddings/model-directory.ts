import { fileURLToPath } from "node:url";

/** The embedded model, wherever the tests are run from. */
export const modelDirectory = fileURLToPath(new URL("../../embeddings/model/multilingual-e5-small", import.meta.url));
