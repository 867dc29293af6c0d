import { existsSync } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { packageDirectory } from "../server/built-server.ts";
import type { BenchmarkRow } from "./measurements.ts";

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional() })),
});

/** What an installation takes on disk, a data folder of the embedded record included. */
export async function benchmarkDisk(dataDirectory: string): Promise<BenchmarkRow[]> {
  const sizes: readonly (readonly [name: string, bytes: number])[] = [
    ["data folder of the embedded record", await sizeOf(dataDirectory)],
    ["dist/", await sizeOf(join(packageDirectory, "dist"))],
    ["the model", await sizeOf(join(packageDirectory, "embeddings", "model"))],
    ["packages of a production install", await sizeOfProductionPackages()],
  ];
  return sizes.map(([name, bytes]) => ({ name, value: bytes / 1_000_000, unit: "MB" }));
}

/** What `du` tells of `npm ci --omit=dev`: the installed packages that the lockfile does not mark as needed for development alone. */
async function sizeOfProductionPackages(): Promise<number> {
  const text = await readFile(join(packageDirectory, "package-lock.json"), "utf8");
  const { packages } = lockSchema.parse(JSON.parse(text));
  const folders = Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== "" && dev !== true && devOptional !== true)
    .map(([path]) => join(packageDirectory, path))
    .filter(existsSync);
  // A package within another's folder has its own entry in the lockfile.
  const sizes = await Promise.all(folders.map((folder) => sizeOf(folder, "node_modules")));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** Bytes on disk of a folder and all in it, as `du` counts them, but for folders of the name left out. */
async function sizeOf(directory: string, leftOut = ""): Promise<number> {
  let bytes = await diskBytes(directory);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) bytes += entry.name === leftOut ? 0 : await sizeOf(path, leftOut);
    else bytes += await diskBytes(path);
  }
  return bytes;
}

/** A block of `stat` has 512 bytes, whatever the file system's own have. */
async function diskBytes(path: string): Promise<number> {
  return (await lstat(path)).blocks * 512;
}
