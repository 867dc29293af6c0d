import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const execute = promisify(execFile);

/** A breach of one rule of the house, and the rule that must catch it. */
const breaches: readonly { name: string; rule: string; files: Readonly<Record<string, string>> }[] = [
  {
    name: "corpus/ importing embeddings/",
    rule: "noRestrictedImports",
    files: { "corpus/planted.ts": 'import { planted } from "../embeddings/planted.ts";\nconsole.log(planted);\n' },
  },
  {
    name: "embeddings/ importing server/",
    rule: "noRestrictedImports",
    files: { "embeddings/planted.ts": 'import { planted } from "../server/planted.ts";\nconsole.log(planted);\n' },
  },
  {
    name: "server/ importing client/",
    rule: "noRestrictedImports",
    files: { "server/deep/planted.ts": 'import { planted } from "../../client/planted.ts";\nconsole.log(planted);\n' },
  },
  {
    name: "production code importing test/",
    rule: "noRestrictedImports",
    files: { "server/planted.ts": 'import { planted } from "../test/planted.ts";\nconsole.log(planted);\n' },
  },
  {
    name: "client/ importing anything of server/ but the protocol",
    rule: "noRestrictedImports",
    files: { "client/planted.ts": 'import { planted } from "../server/settings.ts";\nconsole.log(planted);\n' },
  },
  {
    name: "the assistant importing a door",
    rule: "noRestrictedImports",
    files: {
      "server/assistant/planted.ts": 'import { planted } from "../http/planted.ts";\nconsole.log(planted);\n',
    },
  },
  {
    name: "the assistant reading files",
    rule: "noRestrictedImports",
    files: {
      "server/assistant/answers/planted.ts": 'import { readFileSync } from "node:fs";\nconsole.log(readFileSync);\n',
    },
  },
  {
    name: "a room of the assistant importing one that builds on it",
    rule: "noRestrictedImports",
    files: {
      "server/assistant/retrieval/planted.ts":
        'import { planted } from "../understanding/planted.ts";\nconsole.log(planted);\n',
    },
  },
  {
    name: "the protocol importing another file",
    rule: "noRestrictedImports",
    files: { "server/protocol.ts": 'import { planted } from "./planted.ts";\nconsole.log(planted);\n' },
  },
  {
    name: "an import cycle",
    rule: "noImportCycles",
    files: {
      "server/first.ts": 'import { second } from "./second.ts";\nexport const first: number = second;\n',
      "server/second.ts": 'import { first } from "./first.ts";\nexport const second: number = first;\n',
    },
  },
  {
    name: "a barrel file",
    rule: "noBarrelFile",
    files: { "server/planted.ts": 'export * from "./planted-too.ts";\nexport * from "./planted-more.ts";\n' },
  },
  { name: "a default export", rule: "noDefaultExport", files: { "server/planted.ts": "export default 1;\n" } },
  { name: "an enum", rule: "noEnum", files: { "server/planted.ts": "export enum Planted {\n  One,\n}\n" } },
  {
    name: "any",
    rule: "noExplicitAny",
    files: { "server/planted.ts": "export const planted = (given: any) => given;\n" },
  },
  {
    name: "a floating promise",
    rule: "noFloatingPromises",
    files: { "server/planted.ts": "async function planted(): Promise<void> {}\nplanted();\n" },
  },
];

async function lint(directory: string): Promise<string> {
  try {
    const { stdout } = await execute(join(root, "node_modules/.bin/biome"), ["lint", "."], { cwd: directory });
    return stdout;
  } catch (error) {
    // Biome exits with 1 where it finds something, and prints it.
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr;
  }
}

describe("the rules of the house", () => {
  let base: string;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), "relator-house-"));
  });

  afterAll(() => rm(base, { recursive: true, force: true }));

  async function plant(files: Readonly<Record<string, string>>, name: string): Promise<string> {
    const directory = join(base, name.replace(/\W+/gu, "-"));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    for (const file of ["biome.json", ".gitignore"]) await cp(join(root, file), join(directory, file));
    return directory;
  }

  it.each(breaches)("catch $name", async ({ name, rule, files }) => {
    expect(await lint(await plant(files, name))).toContain(rule);
  });

  it("let the client import the protocol", async () => {
    const files = {
      "client/planted.ts": 'import { limits } from "../server/protocol.ts";\n\nconsole.log(limits);\n',
      "server/protocol.ts": "export const limits = 1;\n",
    };
    expect(await lint(await plant(files, "allowed"))).not.toContain("noRestrictedImports");
  });
});
