import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { description } from "./described.ts";

/** Has the description of the interface judged by a linter: a part of `npm run check`, and of the test command. */
const folder = mkdtempSync(join(tmpdir(), "relator-openapi-"));
try {
  const file = join(folder, "openapi.json");
  // By which address it is served, a request tells.
  writeFileSync(file, JSON.stringify({ ...description, servers: [{ url: "https://relator.example.org" }] }));
  const require = createRequire(import.meta.url);
  const packageFile = require.resolve("@redocly/cli/package.json");
  const config = join(import.meta.dirname, "../../../server/http/openapi/redocly.yaml");
  const program = [join(dirname(packageFile), "bin/cli.js"), "lint", file, "--config", config, "--format=json"];
  const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { stdout, stderr } = spawnSync(process.execPath, program, { env: environment, encoding: "utf8" });
  const { problems } = readReport(stdout, stderr);
  for (const { ruleId, message, location } of problems) {
    process.stdout.write(`${ruleId}: ${message} (${location.map(({ pointer }) => pointer).join(", ")})\n`);
  }
  process.stdout.write(`${problems.length} problems in the description of the interface\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Report {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly location: readonly { readonly pointer: string }[];
  }[];
}

function readReport(stdout: string, stderr: string): Report {
  try {
    // The linter's own format; read here and nowhere else.
    return JSON.parse(stdout) as Report;
  } catch {
    throw new Error(`The linter has told nothing: ${stderr}`);
  }
}
