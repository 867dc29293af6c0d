import { describe, expect, test } from "vitest";
import { type AllowanceKind, createAllowances } from "../../../server/load/allowances.ts";
import { networkOf } from "../../../server/load/caller-key.ts";

function makeAllowances(perMinute: number, mostCallers?: number) {
  let now = 0;
  const limits: Record<AllowanceKind, number> = {
    ask: perMinute,
    search: perMinute,
    ingest: perMinute,
    read: perMinute,
  };
  const allowances = createAllowances({
    perMinute: limits,
    nowMs: () => now,
    ...(mostCallers !== undefined && { mostCallers }),
  });
  return {
    ...allowances,
    wait: (caller: string, kind: AllowanceKind = "ask") => allowances.take(kind, caller).waitSeconds,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe("an allowance", () => {
  test("is spent one by one, and says how long until the next", () => {
    const { wait, pass } = makeAllowances(2);
    expect([wait("a"), wait("a"), wait("a")]).toEqual([0, 0, 30]);
    pass(29_000);
    expect(wait("a")).toBe(1);
    pass(1_000);
    expect(wait("a")).toBe(0);
  });

  test("never holds more than a minute's worth", () => {
    const { wait, pass } = makeAllowances(3);
    wait("a");
    pass(3_600_000);
    expect([wait("a"), wait("a"), wait("a"), wait("a") > 0]).toEqual([0, 0, 0, true]);
  });

  test("is another for each caller and each kind", () => {
    const { wait } = makeAllowances(1);
    expect([wait("a"), wait("b"), wait("a", "search"), wait("a", "read"), wait("a") > 0]).toEqual([0, 0, 0, 0, true]);
  });

  test("tells what is left, and when it is whole again", () => {
    const { take, pass } = makeAllowances(4);
    expect(take("ask", "a")).toEqual({ waitSeconds: 0, limit: 4, remaining: 3, resetSeconds: 15 });
    take("ask", "a");
    pass(15_000);
    expect(take("ask", "a")).toEqual({ waitSeconds: 0, limit: 4, remaining: 2, resetSeconds: 30 });
  });

  test("is remembered of a bounded number of callers, those first who have least left", () => {
    const { wait, take, size } = makeAllowances(2, 10);
    wait("spent");
    wait("spent");
    for (let caller = 0; caller < 1_000; caller += 1) take("ask", `passing-${caller}`);
    expect(size()).toBeLessThanOrEqual(10);
    expect(wait("spent")).toBeGreaterThan(0);
  });

  test("that is whole again needs no memory", () => {
    const { take, pass, size } = makeAllowances(2, 10);
    for (let caller = 0; caller < 10; caller += 1) take("ask", `early-${caller}`);
    pass(60_000);
    take("ask", "late");
    expect(size()).toBe(1);
  });
});

describe("a caller's network", () => {
  test.each([
    ["203.0.113.9", "203.0.113.9"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["not an address", "not an address"],
    ["", ""],
  ])("of %j is %s", (address, expected) => {
    expect(networkOf(address)).toBe(expected);
  });
});
