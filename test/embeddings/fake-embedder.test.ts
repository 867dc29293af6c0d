import { describeEmbedder } from "../contracts/embedder-contract.ts";
import { createFakeEmbedder } from "../fakes/fake-embedder.ts";

describeEmbedder("the fake embedder", async () => createFakeEmbedder());
