import { createRandom } from "../fakes/random-vectors.ts";
import { flipBits } from "./flipped-bits.ts";
import { fillDisks } from "./full-disks.ts";
import { run as runServerKills } from "./server-kills.ts";

const kills = 100;
const fullDisks = 20;
const flippedBits = 40;

/** Nothing lost, nothing torn, and every corruption told. @throws Error where that does not hold. */
export async function run({ seed }: { readonly seed: number }): Promise<object> {
  const bits = await flipBits(flippedBits, createRandom(seed));
  const disks = await fillDisks(fullDisks, createRandom(seed));
  const killed = await runServerKills({ rounds: kills, seed });
  return { bits, disks, killed };
}
