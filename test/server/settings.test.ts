import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { linkBase } from "../../server/http/public-address.ts";
import { readSettings, SettingsError } from "../../server/settings.ts";

const failure = (environment: Record<string, string>): string => {
  try {
    readSettings(environment, "/package");
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error("the settings were accepted");
};

test("without any variable the server is for this machine alone, and writes no question down", () => {
  const settings = readSettings({}, "/package");
  expect(settings).toMatchObject({ host: "127.0.0.1", port: 3000, logQuestions: false, trustedProxies: 0 });
  expect(settings.corpusDirectory).toBe("/package/corpus/documents");
  expect(settings.modelDirectory).toBe("/package/embeddings/model/multilingual-e5-small");
  expect(settings.dataDirectory).toBe(`${process.cwd()}/data`);
});

test("an empty variable counts as absent", () => {
  expect(readSettings({ PORT: "", DATA_DIR: "" }, "/package")).toEqual(readSettings({}, "/package"));
});

test("variables are read into their types", () => {
  const environment = {
    PORT: "8080",
    LOG_QUESTIONS: "1",
    ALLOWED_HOSTS: "Relator.example.org, other.example",
    HOST: "::1",
  };
  expect(readSettings(environment, "/package")).toMatchObject({
    host: "::1",
    port: 8080,
    logQuestions: true,
    allowedHosts: ["relator.example.org", "other.example"],
  });
});

test("every bad variable is named at once, with its value and what it must be", () => {
  const message = failure({ PORT: "70000", LOG_LEVEL: "loud", REQUESTS_PER_MINUTE: "-1", ALLOWED_HOSTS: "a b" });
  expect(message.split("\n")).toHaveLength(5);
  expect(message).toMatch(/PORT=70000 {2}must be from 0 to 65535/);
  expect(message).toMatch(/LOG_LEVEL=loud {2}must be one of trace, debug/);
  expect(message).toMatch(/REQUESTS_PER_MINUTE=-1 {2}must be a whole number/);
  expect(message).toMatch(/ALLOWED_HOSTS=a b/);
});

describe("a host", () => {
  test.each(["0.0.0.0", "::", "localhost", "relator.example.org"])("may be %s", (host) => {
    expect(readSettings({ HOST: host }, "/package").host).toBe(host);
  });
  test.each(["http://localhost", "a b", "-x"])("may not be %s", (host) => {
    expect(failure({ HOST: host })).toContain(`HOST=${host}`);
  });
});

describe("the public address", () => {
  test("is kept without a slash at its end, so that paths go behind it", () => {
    expect(readSettings({ PUBLIC_URL: "https://Relator.example.org/minutes/" }, "/package").publicUrl).toBe(
      "https://relator.example.org/minutes",
    );
    expect(readSettings({}, "/package").publicUrl).toBeNull();
  });
  test.each([
    "relator.example.org",
    "ftp://relator.example.org",
    "https://a.example/?q=1",
    "https://u:p@a.example",
  ])("may not be %s", (value) => expect(failure({ PUBLIC_URL: value })).toContain(`PUBLIC_URL=${value}`));
  test("begins links; without it the address asked does, and without a request the one listened on", () => {
    const settings = { publicUrl: null, host: "::1", port: 3000 };
    const request = { headers: { host: "localhost:8080" } };
    expect(linkBase({ ...settings, publicUrl: "https://a.example/m" }, request)).toBe("https://a.example/m");
    expect(linkBase(settings, request)).toBe("http://localhost:8080");
    expect(linkBase(settings)).toBe("http://[::1]:3000");
  });
});

test("origins are written as browsers send them, and a header names persons only behind a trusted proxy", () => {
  const { allowedOrigins, proxyUserHeader } = readSettings(
    {
      ALLOWED_ORIGINS: "https://a.example, http://b.example:8080",
      PROXY_USER_HEADER: "X-Remote-User",
      TRUST_PROXY: "1",
    },
    "/package",
  );
  expect([allowedOrigins, proxyUserHeader]).toEqual([["https://a.example", "http://b.example:8080"], "x-remote-user"]);
  expect(failure({ ALLOWED_ORIGINS: "https://a.example/" })).toMatch(/ALLOWED_ORIGINS=.*must be origins/);
  expect(failure({ PROXY_USER_HEADER: "X-Remote-User" })).toMatch(/needs TRUST_PROXY/);
  expect(failure({ PROXY_USER_HEADER: "a b", TRUST_PROXY: "1" })).toMatch(/must be the name of a header/);
});

test("each stands in the README's table, which names no other", () => {
  const read = new Set<string>();
  const environment = new Proxy<Record<string, string>>({}, { get: (_target, name) => void read.add(String(name)) });
  readSettings(environment, "/package");
  const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
  const section = readme.split("## Settings\n")[1]?.split("\n## ")[0] ?? "";
  const firstCells = section.split("\n").flatMap((line) => line.match(/^\| (`[^|]*`) \|/u)?.[1] ?? []);
  const named = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/gu)].map(([, name]) => name));
  expect(named.toSorted()).toEqual([...read].toSorted());
});
