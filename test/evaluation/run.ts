import { compareWithBaseline, readBaseline, saveBaseline } from "./baseline.ts";
import { openEvaluationBench } from "./collections.ts";
import { evaluateVariants, variants } from "./development-set.ts";
import { evaluate } from "./evaluate.ts";
import { writeFloors } from "./floors.ts";
import { listGoldenQuestions, writeGoldens } from "./golden.ts";
import { createProgressReporter } from "./progress.ts";
import {
  isTested,
  type QuestionSet,
  readDevelopmentSets,
  readOwnSet,
  readWrittenSet,
  selectRecords,
  tuningHalf,
} from "./question-sets.ts";
import { formatFailures, formatRun, type ReportedRun } from "./report.ts";
import { type RunOptions, readRunOptions, usage } from "./run-options.ts";
import { openServerSubject } from "./subjects.ts";

/** Golden rankings are of questions that may be looked at. */
const goldenRun = { name: tuningHalf, variant: "translations searched" } as const;

async function readSets({ questionFiles, writtenDirectory }: RunOptions): Promise<QuestionSet[]> {
  if (writtenDirectory !== null) return [await readWrittenSet(writtenDirectory)];
  return questionFiles.length > 0 ? [await readOwnSet(questionFiles)] : readDevelopmentSets();
}

async function evaluateServer(url: string, sets: readonly QuestionSet[]): Promise<ReportedRun[]> {
  const subject = await openServerSubject(url);
  const runs: ReportedRun[] = [];
  for (const { name, questions, isOwn } of sets) {
    // Of the development set a server holds what it holds; of their own questions, people want every one asked.
    const asked = isOwn ? questions : questions.filter(({ document }) => subject.findRecord(document) !== null);
    if (asked.length < questions.length) {
      process.stderr.write(
        `${name}: ${questions.length - asked.length} questions are about records that the server lacks\n`,
      );
    }
    const onProgress = createProgressReporter(name, process.stderr);
    runs.push({ name, variant: "as served", evaluated: await evaluate(asked, subject, { onProgress }) });
  }
  return runs;
}

async function evaluateInProcess(options: RunOptions, sets: readonly QuestionSet[]): Promise<ReportedRun[]> {
  const documents = await selectRecords(options, (message) => process.stderr.write(`${message}\n`));
  const bench = await openEvaluationBench(options.without);
  try {
    const runs: ReportedRun[] = [];
    for (const { name, questions } of sets) {
      const onProgress = createProgressReporter(name, process.stderr);
      const evaluated = await evaluateVariants(questions, { bench, documents, together: options.together, onProgress });
      const differ = documents.some(({ translations }) => translations.length > 0);
      for (const variant of differ ? variants : variants.slice(0, 1)) {
        runs.push({ name, variant, evaluated: evaluated[variant] });
      }
    }
    return runs;
  } finally {
    await bench.close();
  }
}

function print(runs: readonly ReportedRun[], sets: readonly QuestionSet[], options: RunOptions): void {
  for (const run of runs) process.stdout.write(`${formatRun(run, run.variant !== "translations off")}\n`);
  const isHeld = (run: ReportedRun): boolean => sets.some(({ name, isHeldOut }) => name === run.name && isHeldOut);
  if (!options.failures) return;
  for (const run of runs) {
    if (isHeld(run) || run.variant === "translations off") continue;
    process.stdout.write(`-- ${run.name}, ${run.variant}\n${formatFailures(run.evaluated)}\n\n`);
  }
}

async function rewriteGoldens(runs: readonly ReportedRun[]): Promise<void> {
  const chosen = runs.filter(({ name, variant }) => name === goldenRun.name && variant === goldenRun.variant);
  const count = await writeGoldens(chosen.flatMap(({ evaluated }) => evaluated));
  process.stdout.write(`${count} golden rankings written\n`);
}

/** What the tests ask: floors are of the same questions as the figures that they bound. */
async function keepTestedQuestions(sets: readonly QuestionSet[]): Promise<QuestionSet[]> {
  const kept = await listGoldenQuestions();
  return sets.map((set) => ({
    ...set,
    questions: set.questions.filter((question, position) => isTested(question, position, set.name, kept)),
  }));
}

async function main(): Promise<void> {
  const options = readRunOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const baseline = options.baselineFile === null ? null : await readBaseline(options.baselineFile);
  const all = await readSets(options);
  // Floors and golden rankings are of what the tests ask: nothing else needs to be asked for them.
  const sets = options.floors || options.golden ? await keepTestedQuestions(all) : all;
  const runs = options.url === null ? await evaluateInProcess(options, sets) : await evaluateServer(options.url, sets);
  print(runs, sets, options);
  if (options.saveFile !== null) await saveBaseline(options.saveFile, runs);
  if (options.floors) await writeFloors(runs);
  if (options.golden) await rewriteGoldens(runs);
  if (baseline === null) return;
  for (const run of runs) {
    const showsQuestions = !sets.some(({ name, isHeldOut }) => name === run.name && isHeldOut);
    process.stdout.write(`${compareWithBaseline(run, baseline, showsQuestions)}\n`);
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
