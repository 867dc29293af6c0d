import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { buildProduct, packageDirectory } from "./built-server.ts";

const timeoutMs = 600_000;
/** Only Linux has network namespaces. */
const onLinux = test.skipIf(process.platform !== "linux");

let directory: string;
beforeAll(buildProduct, timeoutMs);
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-isolated-"));
  // A resolver on the loopback interface would hide what is looked up.
  await writeFile(join(directory, "resolv.conf"), "nameserver 192.0.2.53\noptions timeout:1 attempts:1\n");
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function runIsolated(nodeOptions: string): Promise<Record<string, unknown>> {
  const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  const script = 'mount --bind "$1" "$(readlink -f /etc/resolv.conf)" && shift && exec "$@"';
  const flow = [
    process.execPath,
    "--import",
    "tsx",
    "test/server/isolated-flow.ts",
    join(directory, "data"),
    nodeOptions,
  ];
  const parameters = [...asRoot, "--net", "--mount", "sh", "-c", script, "sh", join(directory, "resolv.conf"), ...flow];
  const { stdout } = await promisify(execFile)("unshare", parameters, { cwd: packageDirectory });
  return JSON.parse(stdout) as Record<string, unknown>;
}

onLinux(
  "nothing leaves the machine: a start, questions, an addition and the page need the loopback interface alone",
  async () => {
    const result = await runIsolated("");
    expect(result).toMatchObject({
      pageStatus: 200,
      httpOutcome: "answered",
      addedStatus: 201,
      socketEnd: "answer-end",
      exitCode: 0,
    });
    expect(new Set(result.assetStatuses as number[])).toEqual(new Set([200]));
    expect(result.unroutable).toBe(0);
  },
  timeoutMs,
);

onLinux(
  "attempts that are planted in the server are counted",
  async () => {
    const result = await runIsolated(`--import ${join(packageDirectory, "test", "server", "planted-attempts.mjs")}`);
    expect(result.httpOutcome).toBe("answered");
    expect(result.unroutable).toBeGreaterThanOrEqual(4);
  },
  timeoutMs,
);
