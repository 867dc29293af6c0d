import { readFile, writeFile } from "node:fs/promises";
import * as z from "zod";
import { faults, type Measure, measures } from "./measures.ts";
import type { ReportedRun } from "./report.ts";

const valuesSchema = z.record(z.enum(measures), z.number().nullable());
const baselineSchema = z.strictObject({
  version: z.literal(1),
  /** By "name, variant", then by question id. */
  runs: z.record(z.string(), z.record(z.string(), valuesSchema)),
});
export type Baseline = z.infer<typeof baselineSchema>;

const keyOf = ({ name, variant }: ReportedRun): string => `${name}, ${variant}`;

export function makeBaseline(runs: readonly ReportedRun[]): Baseline {
  const valuesOf = (run: ReportedRun) =>
    Object.fromEntries(
      run.evaluated.map(({ question, score }) => [
        question.id,
        // The keys are exactly the measures, one entry each.
        Object.fromEntries(measures.map((measure) => [measure, score[measure]])) as Record<Measure, number | null>,
      ]),
    );
  return { version: 1, runs: Object.fromEntries(runs.map((run) => [keyOf(run), valuesOf(run)])) };
}

export async function saveBaseline(path: string, runs: readonly ReportedRun[]): Promise<void> {
  await writeFile(path, `${JSON.stringify(makeBaseline(runs))}\n`);
}

/** @throws Error when the file is not a saved baseline. */
export async function readBaseline(path: string): Promise<Baseline> {
  const parsed = baselineSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (parsed.success) return parsed.data;
  throw new Error(`${path} is not a baseline that --save has written:\n${z.prettifyError(parsed.error)}`);
}

interface Change {
  readonly id: string;
  readonly measure: Measure;
  readonly before: number;
  readonly after: number;
}

function listChanges(run: ReportedRun, before: Baseline["runs"][string]): Change[] {
  return run.evaluated.flatMap(({ question, score }) =>
    measures.flatMap((measure): Change[] => {
      const old = before[question.id]?.[measure] ?? null;
      const now = score[measure];
      return old === null || now === null || old === now ? [] : [{ id: question.id, measure, before: old, after: now }];
    }),
  );
}

const isBetter = ({ measure, before, after }: Change): boolean => after > before !== faults.has(measure);

/**
 * What became better and worse since the baseline, question by question where `showsQuestions`, else in numbers: the
 * held half is not looked into.
 */
export function compareWithBaseline(run: ReportedRun, baseline: Baseline, showsQuestions: boolean): string {
  const before = baseline.runs[keyOf(run)];
  if (before === undefined) return `-- ${keyOf(run)}: the baseline has no such run`;
  const changes = listChanges(run, before);
  const unknown = run.evaluated.filter(({ question }) => before[question.id] === undefined).length;
  const describe = (name: string, list: readonly Change[]): string[] => {
    const counts = measures.flatMap((measure) => {
      const count = list.filter((change) => change.measure === measure).length;
      return count === 0 ? [] : [`${measure} ${count}`];
    });
    const rows = showsQuestions
      ? list.map(
          ({ id, measure, before: from, after }) => `    ${id}: ${measure} ${from.toFixed(2)} → ${after.toFixed(2)}`,
        )
      : [];
    return [`  ${name}: ${counts.join(", ") || "nothing"}`, ...rows];
  };
  return [
    `-- ${keyOf(run)}, against the baseline${unknown > 0 ? ` (${unknown} questions are new)` : ""}`,
    ...describe("better", changes.filter(isBetter)),
    ...describe(
      "worse",
      changes.filter((change) => !isBetter(change)),
    ),
  ].join("\n");
}
