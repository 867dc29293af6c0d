import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { languageGap, targetRows } from "./measures.ts";
import { heldOutRecords } from "./records.ts";
import type { ReportedRun } from "./report.ts";
import type { QuestionScore } from "./scoring.ts";

const file = join(import.meta.dirname, "floors.json");

/** A figure may fall, or a fault rise, by this much before a test fails. */
const margin = 0.02;
/** Of fewer questions a figure is luck: one of them would move it by more than a tenth. */
const leastQuestions = 10;

/** Bounds by group of questions and row of the report. */
const floorsSchema = z.record(
  z.string(),
  z.record(z.string(), z.union([z.strictObject({ atLeast: z.number() }), z.strictObject({ atMost: z.number() })])),
);
export type Floors = z.infer<typeof floorsSchema>;
export type Bound = Floors[string][string];

export async function readFloors(): Promise<Floors> {
  return floorsSchema.parse(JSON.parse(await readFile(file, "utf8")));
}

export async function writeFloors(runs: readonly ReportedRun[]): Promise<void> {
  const floors = Object.fromEntries(
    [...groupFigures(runs)].map(([group, figures]) => [
      group,
      Object.fromEntries([...figures].map(([name, figure]) => [name, boundOf(figure)])),
    ]),
  );
  await writeFile(file, `${JSON.stringify(floors, null, 2)}\n`);
}

/** One figure of a report. */
export interface Figure {
  readonly value: number;
  /** Whether less is better. */
  readonly isFault: boolean;
}

const thousandths = 1_000;

/** Rounded towards the figure, so that no bound is further from it than the margin. */
function boundOf({ value, isFault }: Figure): Bound {
  if (isFault) return { atMost: Math.floor((value + margin) * thousandths) / thousandths };
  return { atLeast: Math.max(0, Math.ceil((value - margin) * thousandths) / thousandths) };
}

/** Figures by group and row: each run, and in the held half the records that were held out as a whole. */
export function groupFigures(runs: readonly ReportedRun[]): Map<string, Map<string, Figure>> {
  const groups = new Map<string, Map<string, Figure>>();
  for (const { name, variant, evaluated } of runs) {
    const scores = evaluated.map(({ score }) => score);
    groups.set(`${name}, ${variant}`, figuresOf(scores));
    const heldOut = scores.filter(({ question }) => (heldOutRecords as readonly string[]).includes(question.document));
    // Held-out records have no translation, so they are the same in both variants.
    if (heldOut.length > 0 && variant === "translations searched") groups.set("held-out records", figuresOf(heldOut));
  }
  return groups;
}

function figuresOf(scores: readonly QuestionScore[]): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  for (const { name, measure, mean, count } of targetRows(scores)) {
    if (count >= leastQuestions) figures.set(name, { value: mean, isFault: measure === "wronglyRefused" });
  }
  const { spanish, english, gap } = languageGap(scores);
  if (Math.min(spanish.count, english.count) >= leastQuestions) {
    figures.set("gap es/en, among five", { value: gap, isFault: true });
  }
  return figures;
}
