import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The suites that state properties, found by what they import; those of the browser and the processes are not among them. */
function propertySuites(): readonly string[] {
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => join("test", path))
    .filter((path) => readFileSync(path, "utf8").includes('from "fast-check"'));
}

/**
 * Runs the property tests again and again, each round with a seed of its own: `seed`, `seed + 1` and so on, until the
 * time is over.
 *
 * @throws Error with the round's seed and what vitest printed, when a property fails.
 */
export async function run({ seconds, seed }: { readonly seconds: number; readonly seed: number }): Promise<object> {
  const suites = propertySuites();
  const until = Date.now() + seconds * 1000;
  let rounds = 0;
  do {
    const roundSeed = String(seed + rounds);
    const { status, stdout, stderr } = spawnSync("npx", ["vitest", "run", ...suites], {
      encoding: "utf8",
      env: { ...process.env, RELATOR_PROPERTY_SEED: roundSeed },
    });
    if (status !== 0)
      throw new Error(`Properties broke with RELATOR_PROPERTY_SEED=${roundSeed}:\n${stdout}\n${stderr}`);
    rounds += 1;
  } while (Date.now() < until);
  return { suites: suites.length, rounds };
}
