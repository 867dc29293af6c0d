import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { openChildReading, type ReadingLimits } from "../../../server/records/reading/child-reading.ts";
import { createInProcessReading } from "../../../server/records/reading/in-process-reading.ts";
import type { RecordReading } from "../../../server/records/reading/record-reading.ts";
import { describeRecordReading } from "../../contracts/record-reading-contract.ts";

const generous: ReadingLimits = { timeoutMs: 60_000, memoryBytes: 1_000_000_000 };

describeRecordReading("in this process", createInProcessReading);
describeRecordReading("in a child process", () => openChildReading({ limits: generous }));

describe("a process that reads", () => {
  const program = fileURLToPath(new URL("./hostile-reading-child.mjs", import.meta.url));
  let reading: RecordReading;
  afterEach(() => reading.close());
  const open = (limits: Partial<ReadingLimits> = {}) => {
    reading = openChildReading({ limits: { ...generous, ...limits }, program });
  };
  const read = (name: string, signal?: AbortSignal) =>
    reading.readFile({ id: "x", name, bytes: Buffer.from("x") }, signal ? { signal } : {});
  const processOf = async () => (await read("good")).document.id;

  it("is kept from one file to the next", async () => {
    open();
    expect(await processOf()).toBe(await processOf());
  });

  it("is stopped when a file takes too long, and another reads the next", async () => {
    open({ timeoutMs: 4000 });
    const first = await processOf();
    await expect(read("loop")).rejects.toMatchObject({ reason: "too-long" });
    expect(await processOf()).not.toBe(first);
    expect(() => process.kill(Number(first), 0)).toThrow();
  });

  it.each(["buffers", "heap"])("is stopped when a file takes too much memory, by %s", async (name) => {
    open({ memoryBytes: 300_000_000 });
    await expect(read(name)).rejects.toMatchObject({ reason: "too-much-memory" });
    expect(await processOf()).not.toBe("");
  });

  it("may end by itself: the file is refused, and those that wait are read", async () => {
    open();
    const crashed = expect(read("exit")).rejects.toMatchObject({ reason: "crashed" });
    const next = processOf();
    await crashed;
    expect(await next).not.toBe("");
  });

  it("is stopped at once when the call is aborted or the reading closed", async () => {
    open();
    await processOf();
    const controller = new AbortController();
    const aborted = expect(read("loop", controller.signal)).rejects.toThrow("taken back");
    setImmediate(() => controller.abort(new Error("taken back")));
    await aborted;
    const closed = expect(read("loop")).rejects.toMatchObject({ name: "RecordReadError" });
    setImmediate(() => void reading.close());
    await closed;
  });
});
