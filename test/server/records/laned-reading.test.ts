import { describe, expect, it } from "vitest";
import { RecordReadError } from "../../../corpus/record-read-error.ts";
import { createInProcessReading } from "../../../server/records/reading/in-process-reading.ts";
import { createLanedReading } from "../../../server/records/reading/laned-reading.ts";
import type { RecordReading } from "../../../server/records/reading/record-reading.ts";
import { describeRecordReading } from "../../contracts/record-reading-contract.ts";

const largeBytes = 1000;

describeRecordReading("in two lanes", () =>
  createLanedReading({ quick: createInProcessReading(), patient: createInProcessReading(), largeBytes }),
);

describe("two lanes", () => {
  /** A reading that tells what came to it, and gives up on what is named "slow" where it is the quick one. */
  const laneOf = (name: string, read: string[]): RecordReading => {
    const own = createInProcessReading();
    return {
      ...own,
      readFile: async (file, options) => {
        read.push(`${name} ${file.name}`);
        if (name === "quick" && file.name === "slow.txt") throw new RecordReadError("Slow.", { reason: "too-long" });
        return own.readFile(file, options);
      },
    };
  };
  const open = () => {
    const read: string[] = [];
    return {
      read,
      reading: createLanedReading({ quick: laneOf("quick", read), patient: laneOf("patient", read), largeBytes }),
    };
  };
  const fileOf = (name: string, length = 10) => ({ id: "x", name, bytes: Buffer.from("Words. ".repeat(length)) });

  it("begin a file in the quick one, and what is too slow for that anew in the patient one", async () => {
    const { read, reading } = open();
    expect((await reading.readFile(fileOf("slow.txt"))).document.id).toBe("x");
    await reading.readFile(fileOf("short.txt"));
    expect(read).toEqual(["quick slow.txt", "patient slow.txt", "quick short.txt"]);
  });

  it("spare the quick one a file that is large", async () => {
    const { read, reading } = open();
    await reading.readFile(fileOf("long.txt", largeBytes));
    expect(read).toEqual(["patient long.txt"]);
  });

  it("refuse what cannot be read without trying twice", async () => {
    const { read, reading } = open();
    await expect(reading.readFile(fileOf("empty.txt", 0))).rejects.toMatchObject({ reason: "empty" });
    expect(read).toEqual(["quick empty.txt"]);
  });

  it("are tried no further once the call is aborted", async () => {
    const { read, reading } = open();
    const signal = AbortSignal.abort(new Error("taken back"));
    await expect(reading.readFile(fileOf("slow.txt"), { signal })).rejects.toThrow("taken back");
    expect(read).toEqual(["quick slow.txt"]);
  });
});
