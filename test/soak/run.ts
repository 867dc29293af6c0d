import { parseArgs } from "node:util";
import { run as runHostileInput } from "./hostile-input.ts";
import { run as runOverload } from "./overload.ts";
import { run as runProperties } from "./properties.ts";
import { run as runResume } from "./resume.ts";
import { run as runScale } from "./scale.ts";
import { run as runServerKills } from "./server-kills.ts";
import { run as runStorage } from "./storage.ts";
import { run as runVectorStoreKills } from "./vector-store-kills.ts";

interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Of "scale": a part of it; null for the whole. */
  readonly records: number | null;
  readonly passages: number | null;
}

interface Soak {
  readonly name: string;
  readonly about: string;
  readonly run: (options: SoakOptions) => Promise<object>;
}

const soaks: readonly Soak[] = [
  {
    name: "vector-store-kills",
    about: "kills processes while they rewrite an index, and opens it after each kill",
    run: runVectorStoreKills,
  },
  {
    name: "server-kills",
    about: "kills the built server while it adds, replaces, corrects and removes records, and starts it again",
    run: runServerKills,
  },
  {
    name: "hostile",
    about: "sends 10,000 times what no decent client sends, over HTTP and WebSocket, whatever --seconds says",
    run: ({ seed }) => runHostileInput({ inputs: 10_000, seed }),
  },
  {
    name: "resume",
    about: "cuts 2,000 chats at random frames and resumes them, whatever --seconds says",
    run: ({ seed }) => runResume({ sessions: 2_000, seed }),
  },
  {
    name: "overload",
    about: "asks the built server at twice the comfortable load, for so many seconds after a third of them at ease",
    run: runOverload,
  },
  {
    name: "storage",
    about: "100 kills with backups under way, 20 full disks and 40 flipped bits, whatever --seconds says",
    run: runStorage,
  },
  {
    name: "properties",
    about: "draws other cases for the property tests, a new seed each round",
    run: runProperties,
  },
  {
    name: "scale",
    about:
      "measures 1,500 records of 20,000 and 100,000 passages, or a part (--records 300 --passages 20000); takes as long as it takes",
    run: runScale,
  },
];

const defaultSeconds = 300;
const defaultSeed = 1;

const usage = [
  "npm run soak -- NAME [--seed N] [--seconds N] [--records N] [--passages N]",
  "",
  ...soaks.map(({ name, about }) => `  ${name.padEnd(20)} ${about}`),
  "",
  `Default: seed ${defaultSeed}, ${defaultSeconds} seconds. The same seed draws the same.`,
].join("\n");

function readWholeNumber(text: string | undefined, fallback: number, name: string): number {
  if (text === undefined) return fallback;
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number, not ${text}.\n\n${usage}`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: "string" },
      seconds: { type: "string" },
      records: { type: "string" },
      passages: { type: "string" },
    },
  });
  const [name] = positionals;
  if (name === undefined) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const soak = soaks.find((each) => each.name === name);
  if (soak === undefined || positionals.length > 1) throw new Error(`There is no such soak: ${name}.\n\n${usage}`);
  const seed = readWholeNumber(values.seed, defaultSeed, "seed");
  const seconds = readWholeNumber(values.seconds, defaultSeconds, "seconds");
  const readPart = (text: string | undefined, part: string) =>
    text === undefined ? null : readWholeNumber(text, 0, part);
  const records = readPart(values.records, "records");
  const passages = readPart(values.passages, "passages");
  process.stdout.write(`${name}: seed ${seed}, ${seconds} s\n`);
  try {
    process.stdout.write(`${JSON.stringify(await soak.run({ seed, seconds, records, passages }), null, 2)}\nheld\n`);
  } catch (cause) {
    throw new Error(`${name} broke with seed ${seed}`, { cause });
  }
}

try {
  await main();
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? `\n${error.cause.stack}` : "";
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${cause}\n`);
  process.exitCode = 1;
}
