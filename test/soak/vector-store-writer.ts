import { openVectorStore, type VectorStore, type VectorStoreOptions } from "../../embeddings/vector-store.ts";
import { createFakeEmbedder } from "../fakes/fake-embedder.ts";
import { createRandom } from "../fakes/random-vectors.ts";

// Run as a process of its own: opens one store again and again with other contents, until it is killed or has done
// the number of rounds asked for. Arguments: directory, seed, rounds (0 for endless).

/** More than a search of a graph looks at, so that graphs are searched. */
const entryCount = 450;

/** Entries of a numbered content; contents share most of their texts, as corpora that grow do. */
export function entriesOfContent(content: number): VectorStoreOptions["entries"] {
  return Array.from({ length: entryCount }, (_, at) => ({
    key: `entry-${at}`,
    text:
      at % 20 === content % 20 ? `Revisión ${content} del párrafo ${at}` : `Párrafo ${at} sobre el asunto ${at % 37}`,
  }));
}

/** The options with which a content is opened: odd ones with a graph, and often in several checkpoints. */
export function optionsOfContent(directory: string, content: number): VectorStoreOptions {
  return {
    directory,
    embedder: createFakeEmbedder({ dimensions: 384 }),
    entries: entriesOfContent(content),
    readerVersion: String(content % 3),
    exactSearchUpTo: content % 2 === 1 ? 50 : entryCount,
    checkpointEvery: 15,
  };
}

async function write(directory: string, seed: number, rounds: number): Promise<void> {
  const random = createRandom(seed);
  let last: VectorStore | null = null;
  for (let round = 0; rounds === 0 || round < rounds; round += 1) {
    // As one process that goes on with what it holds, or as the next one.
    const previous = random() < 0.5 ? last : null;
    last = await openVectorStore({ ...optionsOfContent(directory, Math.floor(random() * 1_000)), previous });
    if (round === 0) process.stdout.write("written\n");
  }
}

const [directory, seed, rounds] = process.argv.slice(2);
if (import.meta.filename === process.argv[1] && directory) await write(directory, Number(seed), Number(rounds));
