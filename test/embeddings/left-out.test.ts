import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const leftOut = join(process.cwd(), "embeddings", "left-out");
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A checkout with the runtime's binaries as its package brings them, and what pruning leaves of them. */
function prune(binaries: Readonly<Record<string, string>>): {
  readonly files: readonly string[];
  readonly status: number | null;
  readonly printed: string;
  readonly binaries: string;
} {
  const folder = mkdtempSync(join(tmpdir(), "relator-left-out-"));
  folders.push(folder);
  cpSync(leftOut, join(folder, "embeddings", "left-out"), { recursive: true });
  const directory = join(folder, "node_modules", "onnxruntime-node", "bin");
  for (const [path, text] of Object.entries(binaries)) {
    mkdirSync(join(directory, path, ".."), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, "embeddings", "left-out", "prune.mjs")],
    {
      encoding: "utf8",
    },
  );
  const files = Object.keys(binaries).length === 0 ? [] : filesIn(directory);
  return { files, status, printed: stdout + stderr, binaries: directory };
}

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1))
    .sort();

const own = join("napi-v6", process.platform, process.arch);

describe("what is left out of an installation", () => {
  it.each(["adm-zip", "global-agent", "onnxruntime-web", "sharp"])("has our stub in place of %s", (name) => {
    expect(realpathSync(join("node_modules", name))).toBe(leftOut);
  });

  it("holds the runtime of this platform and no other", () => {
    expect(readdirSync(join("node_modules", "onnxruntime-node", "bin", "napi-v6"))).toEqual([process.platform]);
  });

  it("ends the install script that would download more before it begins", () => {
    const script = join("node_modules", "onnxruntime-node", "script", "install.js");
    const { ONNXRUNTIME_NODE_INSTALL: _, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8", env });
    expect({ status, printed: stdout + stderr }).toEqual({ status: 0, printed: "" });
  });

  it("has no setting that npm warns of", () => {
    expect(readFileSync(".npmrc", "utf8")).toBe("save-exact=true\n");
  });
});

describe("the pruning", () => {
  it("takes other platforms and architectures away, and keeps what is this machine's", () => {
    const pruned = prune({
      [join(own, "runtime.node")]: "own",
      [join("napi-v6", process.platform, "other", "runtime.node")]: "other architecture",
      [join("napi-v6", "another", process.arch, "runtime.node")]: "other platform",
    });
    expect(pruned).toMatchObject({ files: [join(own, "runtime.node")], status: 0, printed: "" });
  });

  it("leaves all where this machine's is not among them", () => {
    const files = { [join("napi-v6", "another", process.arch, "runtime.node")]: "other platform" };
    expect(prune(files)).toMatchObject({ files: Object.keys(files), status: 0, printed: "" });
  });

  it("keeps one copy of files that are the same, under both names", () => {
    const [library, alias] = [join(own, "libruntime.1.30.0.dylib"), join(own, "libruntime.1.dylib")];
    const { binaries, files } = prune({ [library]: "same", [alias]: "same", [join(own, "runtime.node")]: "else" });
    const inode = (path: string) => statSync(join(binaries, path)).ino;
    expect(files).toHaveLength(3);
    expect(inode(library)).toBe(inode(alias));
    expect(readFileSync(join(binaries, alias), "utf8")).toBe("same");
  });

  it("does nothing, and says nothing, where the runtime is not installed", () => {
    expect(prune({})).toMatchObject({ status: 0, printed: "" });
  });
});
