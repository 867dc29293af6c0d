import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { announceServer, findRunningServer, type ServerPresence } from "../../server/process/server-presence.ts";

let directory: string;
const servers: Server[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-presence-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(directory, { recursive: true });
});

async function listen(instanceId: string): Promise<ServerPresence> {
  const server = createServer((_request, response) => response.end(JSON.stringify({ status: "up", instanceId })));
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { pid: process.pid, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, instanceId };
}
const gone: ServerPresence = { pid: process.pid, url: "http://127.0.0.1:1/", instanceId: "gone" };
const file = () => join(directory, "server.json");

test("a server that has announced itself is found, until it withdraws", async () => {
  const presence = await listen("first");
  const announced = await announceServer(directory, presence);
  expect(await findRunningServer(directory)).toEqual(presence);
  await announced.withdraw();
  expect(await findRunningServer(directory)).toBeNull();
  expect(await readdir(directory)).toEqual([]);
});

test("a second server on the folder is refused, and the first one's claim stays", async () => {
  const first = await listen("first");
  await announceServer(directory, first);
  await expect(announceServer(directory, await listen("second"))).rejects.toMatchObject({
    name: "ServerRunningError",
    presence: first,
  });
  expect(await findRunningServer(directory)).toEqual(first);
});

test("a claim that nobody stands behind is taken over", async () => {
  await announceServer(directory, gone);
  expect(await findRunningServer(directory)).toBeNull();
  const second = await listen("second");
  await announceServer(directory, second);
  expect(await findRunningServer(directory)).toEqual(second);
});

test("another server that answers at a stale claim's address is not taken for it", async () => {
  const other = await listen("other");
  await announceServer(directory, { ...other, instanceId: "gone" });
  expect(await findRunningServer(directory)).toBeNull();
});

test.each([
  "",
  "{",
  "[]",
  '{"pid":1}',
  '{"pid":1,"url":"x","instanceId":"y"}',
])("a damaged claim %j is taken over", async (text) => {
  await writeFile(file(), text);
  expect(await findRunningServer(directory)).toBeNull();
  const presence = await listen("first");
  await announceServer(directory, presence);
  expect(await findRunningServer(directory)).toEqual(presence);
});

test("of many servers that start at once over a stale claim exactly one gets the folder", async () => {
  await announceServer(directory, gone);
  const presences = await Promise.all(Array.from({ length: 8 }, (_unused, index) => listen(`server-${index}`)));
  const outcomes = await Promise.allSettled(presences.map((presence) => announceServer(directory, presence)));
  const winners = presences.filter((_presence, index) => outcomes[index]?.status === "fulfilled");
  expect(winners).toEqual([JSON.parse(await readFile(file(), "utf8"))]);
  expect(await readdir(directory)).toEqual(["server.json"]);
});

test("a server does not withdraw another's claim", async () => {
  const announced = await announceServer(directory, gone);
  const second = await listen("second");
  await announceServer(directory, second);
  await announced.withdraw();
  expect(await findRunningServer(directory)).toEqual(second);
});
