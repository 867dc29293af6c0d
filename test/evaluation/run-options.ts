import { parseArgs } from "node:util";

export const usage = `npm run eval -- [options] [FILE…]

Without FILE: the development set, its tuning half and its held half apart.
With FILE…:   your own questions (JSON Lines, see test/evaluation/README.md), about the records of
  --documents FOLDER   a folder of records, read as the server reads its collection, or
  --record FILE        a record; may be given several times, or
  neither              the records of the development set.

  --written FOLDER     records in the form of the training data, with the questions under them
  --together           one collection of all records instead of one a record
  --url URL            ask the server at this address, with the records that it holds
  --without terms      leave a layer out, to see what it gives: the groups of terms
  --failures           list the questions that fall short (never those of the held half)
  --save FILE          keep every question's scores as a baseline
  --baseline FILE      show what became better and worse since that baseline
  --floors             rewrite test/evaluation/floors.json from this run of the development set
  --golden             rewrite the golden rankings, test/evaluation/golden/*.txt
  --help               this text`;

/** The command line cannot be served; the message says what to change. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface RunOptions {
  readonly questionFiles: readonly string[];
  readonly documentsDirectory: string | null;
  readonly recordFiles: readonly string[];
  readonly writtenDirectory: string | null;
  readonly together: boolean;
  /** A layer that is left out, to see what it gives. */
  readonly without: Layer | null;
  readonly url: string | null;
  readonly failures: boolean;
  readonly saveFile: string | null;
  readonly baselineFile: string | null;
  readonly floors: boolean;
  readonly golden: boolean;
  readonly help: boolean;
}

/** Layers that can be left out. */
export const layers = ["terms"] as const;
export type Layer = (typeof layers)[number];

function readLayer(name: string): Layer {
  const layer = layers.find((each) => each === name);
  if (layer === undefined) throw new UsageError(`--without takes ${layers.join(", ")}, not ${name}.\n\n${usage}`);
  return layer;
}

/** @throws UsageError */
export function readRunOptions(parameters: readonly string[]): RunOptions {
  const { values, positionals } = parse(parameters);
  const options: RunOptions = {
    questionFiles: positionals,
    documentsDirectory: values.documents ?? null,
    recordFiles: values.record ?? [],
    writtenDirectory: values.written ?? null,
    together: values.together ?? false,
    without: values.without === undefined ? null : readLayer(values.without),
    url: values.url ?? null,
    failures: values.failures ?? false,
    saveFile: values.save ?? null,
    baselineFile: values.baseline ?? null,
    floors: values.floors ?? false,
    golden: values.golden ?? false,
    help: values.help ?? false,
  };
  const fault = findFault(options);
  if (fault !== null) throw new UsageError(`${fault}\n\n${usage}`);
  return options;
}

function parse(parameters: readonly string[]) {
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        documents: { type: "string" },
        record: { type: "string", multiple: true },
        written: { type: "string" },
        together: { type: "boolean" },
        without: { type: "string" },
        url: { type: "string" },
        failures: { type: "boolean" },
        save: { type: "string" },
        baseline: { type: "string" },
        floors: { type: "boolean" },
        golden: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`, { cause });
  }
}

function findFault(options: RunOptions): string | null {
  const { questionFiles, documentsDirectory, recordFiles, url, together, floors, golden } = options;
  const ownRecords = documentsDirectory !== null || recordFiles.length > 0;
  const own = questionFiles.length > 0 || ownRecords || url !== null || together;
  if (ownRecords && questionFiles.length === 0) return "Records of your own need a FILE of questions about them.";
  if (documentsDirectory !== null && recordFiles.length > 0) return "Give --documents or --record, not both.";
  if (url !== null && (ownRecords || together)) return "A server at --url answers from the records that it holds.";
  if (url !== null && !URL.canParse(url)) return `--url must be an address as http://127.0.0.1:3000, not ${url}.`;
  if ((floors || golden) && own) return "--floors and --golden are about the development set, asked in process.";
  return null;
}
