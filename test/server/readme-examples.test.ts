import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Serving, serve } from "./serving.ts";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");

/** The examples of a language that speak to a running server. */
function examplesIn(language: string): string[] {
  return readme
    .split(`\`\`\`${language}\n`)
    .slice(1)
    .map((rest) => rest.slice(0, rest.indexOf("```")))
    .filter((example) => example.includes("127.0.0.1:3000/"));
}

let serving: Serving;
beforeAll(async () => {
  serving = await serve();
});
afterAll(() => serving.close());

/** As a newcomer copies it, but for the port. */
async function run(program: string, options: readonly string[], example: string): Promise<string> {
  const here = example
    .replaceAll("127.0.0.1:3000", new URL(serving.url).host)
    .replaceAll("data/admin.key", join(serving.dataDirectory, "admin.key"));
  const { stdout } = await promisify(execFile)(program, [...options, here], { cwd: root, timeout: 60_000 });
  return stdout;
}

describe("the examples of the README", () => {
  test.each(examplesIn("sh"))("run in a shell: %s", async (example) => {
    const printed = await run("sh", ["-c"], example);
    expect(printed).toMatch(/"outcome"|"chat\.completion"|"corrections"/);
    expect(printed).not.toContain("/problems/");
  });

  test.each(examplesIn("js"))("run with Node: %s", async (example) => {
    const printed = await run(process.execPath, ["--input-type=module", "--eval"], example);
    expect(printed.trim()).not.toBe("");
    expect(printed).not.toContain("/problems/");
  });

  test("leave no record behind", () => {
    expect(serving.collection.documents().map(({ id }) => id)).toEqual(["ports-2024"]);
  });

  test("are there", () => {
    expect([examplesIn("sh").length, examplesIn("js").length]).toEqual([4, 1]);
  });
});
