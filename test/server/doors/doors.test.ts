import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AskResponse } from "../../../server/protocol.ts";
import { readDevelopmentSets } from "../../evaluation/question-sets.ts";
import {
  buildProduct,
  makeDataDirectory,
  packageDirectory,
  type RunningServer,
  runNode,
  startServer,
} from "../built-server.ts";
import { connectOverStdio, type Program } from "../mcp/agent-clients.ts";
import { agentDoor, commandLineDoor, type Door, type DoorQuestion, openDoors, openPlainDoor } from "./every-door.ts";

const timeoutMs = 300_000;
const execute = promisify(execFile);
const question = "How much of Haiti's GDP comes from remittances?";
const answering = "19,6% del PIB de Haití";

let directory: string;
let environment: Record<string, string>;
let stdio: Program;
let server: RunningServer;
let plain: Door;
let doors: Door[];
let questions: DoorQuestion[];

beforeAll(async () => {
  await buildProduct();
  directory = await makeDataDirectory("doors");
  // All doors are asked at once, and none may be told to come back later.
  environment = { DATA_DIR: directory, LOG_LEVEL: "silent", ASKS_AT_ONCE: "16" };
  stdio = {
    command: process.execPath,
    args: [join(packageDirectory, "dist", "server", "mcp.js")],
    cwd: directory,
    env: { PATH: process.env.PATH ?? "", LANG: "en_US.UTF-8", ...environment },
  };
  server = await startServer(environment);
  plain = openPlainDoor(server.url);
  doors = await openDoors(server.url, stdio);
  questions = [{ question: "List the recommendations of Panama.", history: [] }, ...(await sampleQuestions(5))];
}, timeoutMs);

afterAll(async () => {
  await Promise.all(doors.map((door) => door.close()));
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
}, timeoutMs);

/** Spread evenly over the questions to the embedded record; with history among them. */
async function sampleQuestions(count: number): Promise<DoorQuestion[]> {
  const held = "resumen-sesion-tematica-cam-2023-05-09";
  const all = (await readDevelopmentSets())
    .flatMap((set) => set.questions)
    .filter(({ document }) => document === held)
    .map(({ question: text, history = [] }) => ({ question: text, history }));
  const withHistory = all.filter(({ history }) => history.length > 0);
  const step = Math.floor(all.length / count);
  return [...all.filter((_, index) => index % step === 0).slice(0, count - 1), ...withHistory.slice(0, 1)];
}

test(
  "every door gives the citations that plain HTTP gives, for a sample of the development questions",
  async () => {
    let cited = 0;
    for (const asked of questions) {
      const expected = await plain.ask(asked);
      cited += expected.length;
      const given = await Promise.all(doors.map(async (door) => [door.name, await door.ask(asked)] as const));
      for (const [name, places] of given) expect(places, `${name}: ${asked.question}`).toEqual(expected);
    }
    expect(questions.some(({ history }) => history.length > 0)).toBe(true);
    expect(cited).toBeGreaterThan(5);
    const alone = { question, history: [] };
    expect(await commandLineDoor(environment).ask(alone)).toEqual(await plain.ask(alone));
  },
  timeoutMs,
);

test(
  "texts are embedded as the index embeds them: a question is near to the passage that answers it",
  async () => {
    const input = [
      `query: ${question}`,
      `passage: El ${answering} proviene de remesas.`,
      "passage: Se levanta la sesión.",
    ];
    const response = await fetch(new URL("v1/embeddings", server.url), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ model: "multilingual-e5-small", input }),
    });
    const { data } = (await response.json()) as { data: { embedding: number[] }[] };
    const [asked = [], near = [], far = []] = data.map(({ embedding }) => embedding);
    const similarity = (other: readonly number[]) =>
      asked.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
    expect(asked).toHaveLength(384);
    expect(similarity(near)).toBeGreaterThan(similarity(far));
  },
  timeoutMs,
);

test(
  "each example gives a cited answer, as it is printed",
  async () => {
    const tool = (name: string) => join(packageDirectory, "node_modules", ".bin", name);
    await execute(tool("tsc"), ["-p", "client/api"], { cwd: packageDirectory });
    const env = { ...process.env, RELATOR_URL: server.url };
    const example = (name: string) => `client/api/examples/${name}`;
    const run = async (command: string, ...parameters: string[]) =>
      (await execute(command, parameters, { cwd: packageDirectory, env })).stdout;
    const [curl, ...others] = await Promise.all([
      run("sh", example("ask.sh")),
      run("python3", example("ask.py"), question),
      run(tool("tsx"), example("ask.ts"), question),
      run(tool("tsx"), example("chat.ts"), question, question),
      run(process.execPath, example("agent.mjs"), question),
    ]);
    const [first] = (JSON.parse(curl) as AskResponse).citations;
    expect(first?.quote).toContain(answering);
    for (const output of others) expect(output).toMatch(new RegExp(`\\[1\\] Jeremy T Harris, ¶\\d+: .*${answering}`));
  },
  timeoutMs,
);

test(
  "the bot's webhook answers with the quote and its link",
  async () => {
    const bot = runNode(["client/api/examples/bot.mjs"], { RELATOR_URL: server.url, PORT: "0" });
    try {
      const url = await new Promise<string>((resolve) => {
        bot.child.stdout?.on("data", () => {
          const listening = /http:\S+/.exec(bot.output());
          if (listening) resolve(listening[0]);
        });
      });
      const response = await fetch(url, { method: "POST", body: JSON.stringify({ text: question }) });
      const { text } = (await response.json()) as { text: string };
      expect(text).toContain(answering);
      expect(text).toContain(`](${server.url}d/`);
    } finally {
      bot.child.kill();
      await bot.ended;
    }
  },
  timeoutMs,
);

test(
  "without a server, the tools over standard input and output answer from the collection itself",
  async () => {
    const asked = { question, history: [] };
    const expected = await plain.ask(asked);
    await server.stop();
    const alone = agentDoor("alone", await connectOverStdio("earlier", stdio));
    try {
      expect(await alone.ask(asked)).toEqual(expected);
    } finally {
      await alone.close();
    }
  },
  timeoutMs,
);
