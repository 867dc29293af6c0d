import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openNamedCollections } from "../../../server/records/named-collections.ts";
import { NotFoundError } from "../../../server/request-errors.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "relator-collections-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (onFileProblem: (problem: { readonly file: string }) => void = () => {}) =>
  openNamedCollections(join(folder, "data", "collections.json"), onFileProblem);

describe("named collections", () => {
  it("are found again after a restart, by name in any case and composition", async () => {
    await open().put({ name: "Comisión A", documents: ["one", "two"] });
    const again = open();
    expect(again.list()).toEqual([{ name: "Comisión A", documents: ["one", "two"] }]);
    expect(again.recordsOf("comisio\u0301n a")).toEqual(["one", "two"]);
    expect(again.recordsOf("Comisión B")).toBeNull();
  });

  it("take the place of the one of the same name, and are removed by it", async () => {
    const collections = open();
    await collections.put({ name: "Ports", documents: ["one"] });
    await collections.put({ name: "PORTS", documents: ["two"] });
    expect(collections.list()).toEqual([{ name: "PORTS", documents: ["two"] }]);
    await collections.remove("ports");
    expect(open().list()).toEqual([]);
    await expect(collections.remove("ports")).rejects.toBeInstanceOf(NotFoundError);
  });

  it("keep nothing of a record that is gone for good", async () => {
    const collections = open();
    await collections.put({ name: "Ports", documents: ["one", "two"] });
    await collections.forget("one");
    expect(collections.recordsOf("Ports")).toEqual(["two"]);
    expect(await readFile(join(folder, "data", "collections.json"), "utf8")).not.toContain('"one"');
  });

  it("keep every one of several changes at once", async () => {
    const collections = open();
    await Promise.all(["a", "b", "c"].map((name) => collections.put({ name, documents: [name] })));
    expect(open().list()).toHaveLength(3);
  });

  it("set a damaged file aside and say so", async () => {
    await open().put({ name: "Ports", documents: [] });
    await writeFile(join(folder, "data", "collections.json"), '{ "collections": [{]');
    const problems: { readonly file: string }[] = [];
    expect(open((problem) => problems.push(problem)).list()).toEqual([]);
    expect(problems).toMatchObject([{ file: "collections.json" }]);
    expect(await readdir(join(folder, "data"))).toEqual(["collections.json.damaged"]);
  });
});
