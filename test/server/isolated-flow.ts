/**
 * Runs the built server and a whole flow in a network namespace that has the loopback interface alone, and prints what
 * the kernel counted: every attempt to reach another address finds no route, and the kernel counts it, whatever code
 * made it. Started by `unshare --net`; see no-network.test.ts.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { startServer } from "./built-server.ts";
import { openChat } from "./chat-client.ts";

/** Attempts without a route since the namespace was made, IPv4 and IPv6. See RFC 4293, ipSystemStatsOutNoRoutes. */
function countUnroutable(): number {
  const [names, values] = readFileSync("/proc/net/snmp", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("Ip: "))
    .map((line) => line.split(" "));
  const version4 = values?.[names?.indexOf("OutNoRoutes") ?? -1];
  const version6 = /^Ip6OutNoRoutes\s+(\d+)$/m.exec(readFileSync("/proc/net/snmp6", "utf8"))?.[1];
  if (version4 === undefined || version6 === undefined) throw new Error("The kernel does not count what has no route.");
  return Number(version4) + Number(version6);
}

execFileSync("ip", ["link", "set", "lo", "up"]);
const [dataDirectory = "", nodeOptions = ""] = process.argv.slice(2);
const before = countUnroutable();

const server = await startServer({ DATA_DIR: dataDirectory, NODE_OPTIONS: nodeOptions });
const question = "¿Cuánto del PIB de Haití proviene de remesas?";
const page = await fetch(server.url, { headers: { Accept: "text/html" } });
const assets = [...(await page.text()).matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, path]) => path ?? "");
const assetStatuses = await Promise.all(assets.map(async (path) => (await fetch(new URL(path, server.url))).status));
const asked = await fetch(new URL("api/v1/ask", server.url), {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ question }),
});
const answer = (await asked.json()) as { outcome: string };
const added = await fetch(new URL("api/v1/documents?name=note.txt", server.url), {
  method: "POST",
  headers: { "Content-Type": "text/plain" },
  body: "Summary of a session\n\nDelegation of Peru\n\n- Peru recommends dredging the harbour.\n",
});
const chat = await openChat(`${server.url.replace("http", "ws")}ws`);
chat.send({ type: "ask", requestId: "one", question });
const last = (await chat.eventsOf("one")).at(-1);
const { exitCode } = await server.stop();

const result = {
  pageStatus: page.status,
  assetStatuses,
  httpOutcome: answer.outcome,
  addedStatus: added.status,
  socketEnd: last?.type,
  exitCode,
  unroutable: countUnroutable() - before,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
