import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { describeReaders } from "../contracts/readers-contract.ts";
import { createFakeReaders } from "../fakes/fake-readers.ts";
import { modelDirectory } from "./model-directory.ts";

describeReaders("the embedded model", () => openTransformersEmbedder({ modelDirectory }));
describeReaders("the fake readers", async () => createFakeReaders());
