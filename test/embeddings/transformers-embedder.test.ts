import { fileURLToPath } from "node:url";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { describeEmbedder } from "../contracts/embedder-contract.ts";

const modelDirectory = fileURLToPath(new URL("../../embeddings/model/multilingual-e5-small", import.meta.url));

describeEmbedder("the transformers embedder", () => openTransformersEmbedder({ modelDirectory }));
