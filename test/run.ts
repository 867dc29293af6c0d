import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The test command: prerequisites, then types, lint, unused code, the build, and every suite. Ends in one line
 * `N passed, N failed`; each gate counts as one test. Exit code 0 only where nothing failed.
 */

const chromium = "/usr/bin/chromium";
const missingChromium =
  "The browser tests need Debian's Chromium at /usr/bin/chromium. Install it, then run the tests again:\n" +
  "  sudo apt-get update && sudo apt-get install -y chromium\n";

interface Tally {
  passed: number;
  failed: number;
}

function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): boolean {
  process.stdout.write(`\n$ ${[command, ...args].join(" ")}\n`);
  return spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...environment } }).status === 0;
}

/** Runs beside others, and shows what it printed in one piece. */
function runBeside(command: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => printed.push(part));
  return new Promise((resolve) => {
    const end = (passed: boolean, added = "") => {
      process.stdout.write(`\n$ ${[command, ...args].join(" ")}\n${Buffer.concat(printed).toString()}${added}`);
      resolve(passed);
    };
    child.once("error", (error) => end(false, `${error.message}\n`));
    child.once("close", (status) => end(status === 0));
  });
}

/** Installs Chromium where this user can; says what to install where not. */
function provideChromium(): boolean {
  if (existsSync(chromium)) return true;
  const canInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (
    canInstall &&
    run("apt-get", ["update"]) &&
    run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"])
  ) {
    return existsSync(chromium);
  }
  process.stderr.write(missingChromium);
  return false;
}

const gates: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["types of the server", "npx", "tsc", "--noEmit"],
  ["types of the client", "npx", "tsc", "-p", "client"],
  ["lint, format and folder rules", "npx", "biome", "check", "--error-on-warnings", "."],
  ["unused files, exports and dependencies", "npx", "knip"],
  ["description of the interface", "npx", "tsx", "test/server/openapi/lint.ts"],
  ["build", "npm", "run", "build"],
];

interface SuiteReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      /** Of every try. */
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Tests that failed at first, and passed at their second try. */
function unsteadyTests({ testResults }: SuiteReport): string[] {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === "passed" && failureMessages.length > 0)
    .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]?.split("\n")[0] ?? ""}`);
}

/** Runs every suite; a file that fails to load has no failed test, and counts as one. */
function runSuites(): Tally {
  const directory = mkdtempSync(join(tmpdir(), "relator-test-"));
  const report = join(directory, "report.json");
  try {
    const parameters = ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    // No suite need look again whether what it starts is what is written.
    const succeeded = run("npx", parameters, { RELATOR_TEST_BUILT: "true" });
    // The reporter's own format; read here and nowhere else.
    const suites = JSON.parse(readFileSync(report, "utf8")) as SuiteReport;
    const { numPassedTests, numFailedTests } = suites;
    for (const told of unsteadyTests(suites)) process.stdout.write(`Passed only at its second try: ${told}\n`);
    return { passed: numPassedTests, failed: succeeded ? numFailedTests : Math.max(1, numFailedTests) };
  } catch (error) {
    process.stderr.write(`The suites left no report: ${String(error)}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const tally: Tally = { passed: 0, failed: 0 };
  const count = (name: string, passed: boolean): boolean => {
    tally[passed ? "passed" : "failed"] += 1;
    if (!passed) process.stdout.write(`FAILED: ${name}\n`);
    return passed;
  };
  count("Chromium for the browser tests", provideChromium());
  // None reads what another writes, and each leaves a processor idle at times.
  const results = await Promise.all(
    gates.map(async ([name, command, ...args]) => count(name, await runBeside(command, args))),
  );
  // Without a build the suites would test another one, or none.
  if (results.at(-1) === true) {
    const suites = runSuites();
    tally.passed += suites.passed;
    tally.failed += suites.failed;
  }
  process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed\n`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

await main();
