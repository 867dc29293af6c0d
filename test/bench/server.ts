import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createServerAccess } from "../../server/command-line/server-access.ts";
import { readDevelopmentSets } from "../evaluation/question-sets.ts";
import { type RunningServer, startServer } from "../server/built-server.ts";
import { openBareRuntime } from "./bare-runtime.ts";
import { type BenchmarkRow, percentile, timeMs } from "./measurements.ts";

const warmStarts = 3;
/** Asked before anything is timed, so that caches and compiled code are as they are in use. */
const warmUps = 10;

/** Measures the built server as a process: starts, memory, and answers over HTTP on the embedded record. */
export async function benchmarkServer(dataDirectory: string): Promise<BenchmarkRow[]> {
  const environment = { DATA_DIR: dataDirectory, LOG_LEVEL: "silent" };
  const start = async (): Promise<{ server: RunningServer; startMs: number }> => {
    const startedAt = performance.now();
    const server = await startServer(environment);
    return { server, startMs: performance.now() - startedAt };
  };
  const cold = await start();
  await cold.server.stop();
  const warm: number[] = [];
  for (let count = 0; count < warmStarts; count += 1) {
    const { server, startMs } = await start();
    warm.push(startMs);
    await server.stop();
  }
  const { server } = await start();
  try {
    const startProcessorMs = await readProcessorMs(server.child.pid);
    const answers = await benchmarkAnswers(server.url, () => readProcessorMs(server.child.pid));
    const memory = await readMemory(server.child.pid);
    return [
      { name: "start, index built", value: cold.startMs / 1_000, unit: "s" },
      {
        name: `start, index loaded (best of ${warmStarts})`,
        value: Math.min(...warm) / 1_000,
        unit: "s",
        target: "< 3",
      },
      { name: "start, index loaded: processor time", value: startProcessorMs / 1_000, unit: "s" },
      ...answers,
      { name: "resident memory after these questions", value: memory.residentMb, unit: "MB", target: "< 500" },
      { name: "resident memory at its highest", value: memory.highestMb, unit: "MB", target: "< 500" },
    ];
  } finally {
    await server.stop();
  }
}

/** Each question is asked once over HTTP and embedded once by the bare runtime, in turns. */
async function benchmarkAnswers(url: string, readServerMs: () => Promise<number>): Promise<BenchmarkRow[]> {
  const { documents } = (await (await fetch(new URL("api/v1/documents", url))).json()) as {
    documents: { id: string }[];
  };
  const held = new Set(documents.map(({ id }) => id));
  const questions = (await readDevelopmentSets())
    .flatMap((set) => set.questions)
    .filter(({ document }) => held.has(document));
  const access = createServerAccess(url, "es", null);
  const bare = await openBareRuntime();
  const askMs: number[] = [];
  let [serverMsBefore, bareProcessorMs] = [0, 0];
  const bareMs: number[] = [];
  for (const [position, { question, history = [] }] of questions.entries()) {
    const request = { question, history: history.map((text) => ({ question: text })) };
    if (position === warmUps) serverMsBefore = await readServerMs();
    const processorBefore = process.cpuUsage();
    const embedding = await timeMs(() => bare.embed(question, "query"));
    const { user, system } = process.cpuUsage(processorBefore);
    const asking = await timeMs(() => access.ask(request));
    if (position < warmUps) continue;
    bareProcessorMs += (user + system) / 1_000;
    bareMs.push(embedding);
    askMs.push(asking);
  }
  const serverMs = (await readServerMs()) - serverMsBefore;
  await bare.close();
  const [askMedian, bareMedian] = [percentile(askMs, 0.5), percentile(bareMs, 0.5)];
  const [askSlow, bareSlow] = [percentile(askMs, 0.95), percentile(bareMs, 0.95)];
  return [
    { name: `bare embedding of a question, p50 (${bareMs.length} questions)`, value: bareMedian, unit: "ms" },
    { name: "bare embedding of a question, p95", value: bareSlow, unit: "ms" },
    { name: "ask over HTTP, p50", value: askMedian, unit: "ms" },
    { name: "ask over HTTP, p95", value: askSlow, unit: "ms" },
    { name: "ask p50 against bare p50", value: askMedian / bareMedian, unit: "ratio", target: "≤ 20" },
    { name: "ask p95 against bare p50", value: askSlow / bareMedian, unit: "ratio", target: "≤ 60" },
    { name: "ask p95 against bare p95", value: askSlow / bareSlow, unit: "ratio", target: "≤ 60" },
    { name: "ask: the server's processor time, mean", value: serverMs / askMs.length, unit: "ms" },
    { name: "… against the bare embedding's", value: serverMs / bareProcessorMs, unit: "ratio" },
  ];
}

/** In units of USER_HZ, which Linux fixes at 100 a second for what it tells of processes (proc(5)). */
const ticksPerSecond = 100;

/** Processor time of a process and its threads: what other work on the machine takes does not count in it. */
async function readProcessorMs(processId: number | undefined): Promise<number> {
  const line = await readFile(join("/proc", String(processId), "stat"), "utf8");
  // The name of the program, in brackets, may hold spaces; user and system time are the 14th and 15th field.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
}

/** Linux tells of every process how much memory it holds, in kB (proc(5)). */
async function readMemory(processId: number | undefined): Promise<{ residentMb: number; highestMb: number }> {
  const status = await readFile(join("/proc", String(processId), "status"), "utf8");
  const readMb = (name: string): number => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
    return kilobytes === undefined ? Number.NaN : Number(kilobytes) / 1_024;
  };
  return { residentMb: readMb("VmRSS"), highestMb: readMb("VmHWM") };
}
