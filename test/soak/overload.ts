import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod/mini";
import { askResponseSchema, problemSchema } from "../../server/protocol.ts";
import { percentile } from "../bench/measurements.ts";
import { readDevelopmentSets } from "../evaluation/question-sets.ts";
import { createRandom } from "../fakes/random-vectors.ts";
import { type RunningServer, startServer } from "../server/built-server.ts";
import { type ChatClient, openChat } from "../server/chat-client.ts";

export interface OverloadReport {
  /** Questions a second. */
  readonly comfortableRate: number;
  readonly calm: PhaseReport;
  readonly overload: PhaseReport;
  readonly p99Ratio: number;
  readonly slowestHealthMs: number;
  readonly recoveryMs: number;
  readonly memoryRatio: number;
  readonly missed: readonly string[];
}

interface PhaseReport {
  readonly asked: number;
  readonly answered: number;
  readonly refused: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly slowestRefusalMs: number;
}

interface Outcome {
  readonly kind: "answered" | "refused" | "failed";
  readonly ms: number;
  readonly detail: string;
}

type Ask = (question: string) => Promise<Outcome>;

/** Of what two clients in turn get through: a load at which questions seldom wait. */
const comfortableShare = 0.6;
const warmUps = 40;
const calibrationSeconds = 6;
const leastCalm = 100;
/** Beyond this a longer time at ease would say nothing more. */
const mostCalmSeconds = 180;
const healthEveryMs = 250;
const goals = { p99Ratio: 5, healthMs: 1_000, recoveryMs: 10_000, memoryShare: 0.05, refusalMs: 1_000 };

/**
 * Asks the built server on the embedded record at random moments (a Poisson process), half over HTTP and half over
 * sockets: at ease, then at twice the comfortable load, then until it has recovered.
 * @throws Error with the whole report where the goal is missed.
 */
export async function run({ seconds, seed }: { seconds: number; seed: number }): Promise<OverloadReport> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "relator-overload-"));
  const server = await startServer({ DATA_DIR: dataDirectory, LOG_LEVEL: "silent", REQUESTS_PER_MINUTE: "10000000" });
  try {
    const report = await measure(server, { seconds, random: createRandom(seed) });
    if (report.missed.length > 0) throw new Error(JSON.stringify(report, null, 2));
    return report;
  } finally {
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

interface Measuring {
  readonly seconds: number;
  readonly random: () => number;
}

async function measure(server: RunningServer, { seconds, random }: Measuring): Promise<OverloadReport> {
  const questions = await readQuestions(server.url);
  const pick = () => questions[Math.floor(random() * questions.length)] ?? "";
  const chat = await openChat(new URL("ws", server.url.replace("http", "ws")).href);
  const overSocket = askOver(chat);
  const ask: Ask = (question) => (random() < 0.5 ? overSocket(question) : askHttp(server.url, question));

  for (let count = 0; count < warmUps; count += 1) await ask(pick());
  const comfortableRate = comfortableShare * (await calibrate(ask, pick));
  const phase = (load: number, forSeconds: number) =>
    askAtRandom(ask, { pick, random, perSecond: comfortableRate * load, seconds: forSeconds });
  // So many that one in a hundred of them says something.
  const calm = describePhase(
    await phase(1, Math.max(Math.min(seconds / 3, mostCalmSeconds), leastCalm / comfortableRate)),
  );
  const memoryBefore = await residentBytes(server);
  const health = watchHealth(server.url);
  const overload = describePhase(await phase(2, seconds));
  const slowestHealthMs = await health.stop();
  const recoveryMs = await recover(() => ask(pick()), calm.p99Ms);
  // The memory of answers goes with the next ones: that of a server at ease is compared.
  await phase(1, 10);
  const memoryRatio = (await residentBytes(server)) / memoryBefore;
  chat.socket.close();

  const p99Ratio = overload.p99Ms / calm.p99Ms;
  const missed = [
    calm.failed + overload.failed > 0 && "accepted requests failed",
    calm.refused > calm.asked / 100 && "at ease requests were refused",
    p99Ratio > goals.p99Ratio && "p99",
    slowestHealthMs > goals.healthMs && "health",
    overload.slowestRefusalMs > goals.refusalMs && "refusals came late",
    recoveryMs > goals.recoveryMs && "recovery",
    memoryRatio > 1 + goals.memoryShare && "memory",
  ].filter((goal) => goal !== false);
  return { comfortableRate, calm, overload, p99Ratio, slowestHealthMs, recoveryMs, memoryRatio, missed };
}

async function readQuestions(url: string): Promise<readonly string[]> {
  const response = await fetch(new URL("api/v1/documents", url));
  const { documents } = (await response.json()) as { documents: { id: string }[] };
  const held = new Set(documents.map(({ id }) => id));
  const sets = await readDevelopmentSets();
  return sets.flatMap((set) => set.questions.filter(({ document }) => held.has(document)).map((each) => each.question));
}

/** Questions a second that two clients get answered, each asking as soon as it was answered. */
async function calibrate(ask: Ask, pick: () => string): Promise<number> {
  const endsAt = performance.now() + calibrationSeconds * 1_000;
  let answered = 0;
  const client = async () => {
    while (performance.now() < endsAt) {
      await ask(pick());
      answered += 1;
    }
  };
  await Promise.all([client(), client()]);
  return answered / calibrationSeconds;
}

interface RandomLoad {
  readonly pick: () => string;
  readonly random: () => number;
  readonly perSecond: number;
  readonly seconds: number;
}

/** Asks whether or not the earlier ones were answered, as many people do. */
async function askAtRandom(ask: Ask, { pick, random, perSecond, seconds }: RandomLoad): Promise<readonly Outcome[]> {
  const asked: Promise<Outcome>[] = [];
  const startedAt = performance.now();
  for (let at = 0; at < seconds * 1_000; at += (-Math.log(1 - random()) / perSecond) * 1_000) {
    await wait(Math.max(0, startedAt + at - performance.now()));
    asked.push(ask(pick()));
  }
  return Promise.all(asked);
}

async function askHttp(url: string, question: string): Promise<Outcome> {
  const startedAt = performance.now();
  const outcome = (kind: Outcome["kind"], detail = "") => ({ kind, ms: performance.now() - startedAt, detail });
  try {
    const response = await fetch(new URL("api/v1/ask", url), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question }),
    });
    const body: unknown = await response.json();
    if (response.status === 200) {
      z.parse(askResponseSchema, body);
      return outcome("answered");
    }
    const honest = Number(response.headers.get("Retry-After")) >= 1 && isRefusal(body);
    return outcome(honest ? "refused" : "failed", JSON.stringify(body));
  } catch (error) {
    return outcome("failed", String(error));
  }
}

function isRefusal(body: unknown): boolean {
  const problem = z.safeParse(problemSchema, body);
  if (!problem.success) return false;
  const { status, type, retryAfterSeconds = 0 } = problem.data;
  return status === 503 && type === "/problems/overloaded" && retryAfterSeconds >= 1;
}

/** One socket takes eight questions at once; of more it says so, which is no fault of the server's. */
function askOver(chat: ChatClient): Ask {
  let count = 0;
  return async (question) => {
    const requestId = `q${count++}`;
    const startedAt = performance.now();
    chat.send({ type: "ask", requestId, question });
    const last = await chat.waitFor(
      (event) => event.requestId === requestId && (event.type === "answer-end" || event.type === "request-error"),
    );
    const ms = performance.now() - startedAt;
    if (last.type === "answer-end") return { kind: "answered", ms, detail: "" };
    const problem = last.type === "request-error" ? last.problem : null;
    const honest = isRefusal(problem) || problem?.status === 429;
    return { kind: honest ? "refused" : "failed", ms, detail: JSON.stringify(problem) };
  };
}

function describePhase(outcomes: readonly Outcome[]): PhaseReport {
  const of = (kind: Outcome["kind"]) => outcomes.filter((outcome) => outcome.kind === kind).map(({ ms }) => ms);
  const failed = outcomes.find(({ kind }) => kind === "failed");
  if (failed !== undefined) process.stderr.write(`${failed.detail}\n`);
  return {
    asked: outcomes.length,
    answered: of("answered").length,
    refused: of("refused").length,
    failed: of("failed").length,
    p50Ms: percentile(of("answered"), 0.5),
    p99Ms: percentile(of("answered"), 0.99),
    slowestRefusalMs: Math.max(0, ...of("refused")),
  };
}

function watchHealth(url: string): { stop(): Promise<number> } {
  let slowestMs = 0;
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      const startedAt = performance.now();
      await (await fetch(new URL("healthz", url))).text();
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      await wait(healthEveryMs);
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await watching;
      return slowestMs;
    },
  };
}

/** Until five questions after each other are answered as at ease. */
async function recover(ask: () => Promise<Outcome>, calmMs: number): Promise<number> {
  const startedAt = performance.now();
  for (let inTime = 0; inTime < 5; ) {
    const { kind, ms } = await ask();
    inTime = kind === "answered" && ms <= calmMs ? inTime + 1 : 0;
    if (performance.now() - startedAt > 6 * goals.recoveryMs) break;
  }
  return performance.now() - startedAt;
}

/** Linux tells of every process how much memory it holds, in kB (proc(5)). */
async function residentBytes({ child }: RunningServer): Promise<number> {
  const status = await readFile(join("/proc", String(child.pid), "status"), "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
}
