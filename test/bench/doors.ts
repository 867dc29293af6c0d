import { join } from "node:path";
import { readDevelopmentSets } from "../evaluation/question-sets.ts";
import { packageDirectory, startServer } from "../server/built-server.ts";
import { commandLineDoor, type Door, type DoorQuestion, openDoors, openPlainDoor } from "../server/doors/every-door.ts";
import { type BenchmarkRow, percentile, timeMs } from "./measurements.ts";

const embeddedRecord = "resumen-sesion-tematica-cam-2023-05-09";
/** Asked before anything is timed, by every door. */
const warmUps = 3;
const timedQuestions = 40;
/** Starting a process takes most of it, so that a few tell as much. */
const commandLineQuestions = 5;

/**
 * What each door costs beside plain HTTP: every question is put by all of them in turns, so that other work on the
 * machine weighs on all alike. What the models read of a question is kept for a while: so plain HTTP is asked twice, and
 * a door's time beyond the second, read from what was kept as the door's own, is told as a share of the first. Doors that
 * cite other places are a fault, and counted.
 */
export async function benchmarkDoors(dataDirectory: string): Promise<BenchmarkRow[]> {
  const environment = { DATA_DIR: dataDirectory, LOG_LEVEL: "silent" };
  const server = await startServer(environment);
  const stdio = {
    command: process.execPath,
    args: [join(packageDirectory, "dist", "server", "mcp.js")],
    cwd: packageDirectory,
    env: { PATH: process.env.PATH ?? "", ...environment },
  };
  const plain = openPlainDoor(server.url);
  const doors = await openDoors(server.url, stdio);
  try {
    const questions = await readQuestions();
    const rows = await compareDoors(plain, doors, questions.splice(0, warmUps + timedQuestions));
    const alone = questions.filter(({ history }) => history.length === 0).slice(0, warmUps + commandLineQuestions);
    return [...rows, ...(await compareDoors(plain, [commandLineDoor(environment)], alone))];
  } finally {
    await Promise.all(doors.map((door) => door.close()));
    await server.stop();
  }
}

async function readQuestions(): Promise<DoorQuestion[]> {
  return (await readDevelopmentSets())
    .flatMap((set) => set.questions)
    .filter(({ document }) => document === embeddedRecord)
    .map(({ question, history = [] }) => ({ question, history }));
}

async function compareDoors(
  plain: Door,
  doors: readonly Door[],
  questions: readonly DoorQuestion[],
): Promise<BenchmarkRow[]> {
  const ratios = new Map<string, number[]>(doors.map(({ name }) => [name, []]));
  let differing = 0;
  for (const [position, asked] of questions.entries()) {
    let expected: readonly string[] = [];
    const ask = async () => {
      expected = await plain.ask(asked);
    };
    const newMs = await timeMs(ask);
    const plainMs = await timeMs(ask);
    for (const door of doors) {
      let given: readonly string[] = [];
      const doorMs = await timeMs(async () => {
        given = await door.ask(asked);
      });
      if (given.join() !== expected.join()) differing += 1;
      if (position >= warmUps) ratios.get(door.name)?.push((newMs + doorMs - plainMs) / newMs);
    }
  }
  const count = questions.length - warmUps;
  return [
    ...[...ratios].map(([name, values]) => ({
      name: `${name} (${count} questions, median)`,
      value: percentile(values, 0.5),
      unit: "ratio",
    })),
    { name: "answers whose citations differ from plain HTTP's", value: differing, unit: "count", target: "0" },
  ];
}
