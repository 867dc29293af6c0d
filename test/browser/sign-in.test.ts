import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { signInKey } from "../fakes/record-server.ts";
import { ask, latestAnswer } from "./page-harness.ts";
import { type PrefixProxy, startPrefixProxy } from "./prefix-proxy.ts";
import { openReadingRoom } from "./reading-room.ts";
import { sampleQuestions } from "./screens.ts";

const room = openReadingRoom();
const proxies: PrefixProxy[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close();
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await checker.run()).violations.map(({ id }) => id);
  });
}

describe("a reader who has not signed in", () => {
  it.each([
    "es",
    "en",
  ] as const)("asks and reads, and is told how to sign in where something would be added (%s)", async (language) => {
    const { page, server } = await room.enter({ language });
    server.signOut();
    await page.goto(`${server.url}/library`);
    const note = page.locator(".sign-in-note");
    await note.waitFor();
    expect(await note.textContent()).toContain("npm run key -- link");
    expect(await page.locator(".intake-zone").count()).toBe(0);
    expect(await page.getByRole("button", { name: /^(Eliminar|Remove)/ }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.locator(".record-table a").first().waitFor();
    await page.goto(`${server.url}/library/reading?document=cam-2024`);
  });

  it("signs in with a link, once, and the token leaves the address", async () => {
    const { page, server, tolerate } = await room.enter();
    tolerate(/401/);
    server.signOut();
    await page.goto(`${server.url}/sign-in#link=${server.signInLink}`);
    await page.waitForURL(`${server.url}/library`);
    await page.locator(".intake-zone").waitFor();
    await page.locator(".signed-in button").click();
    await page.locator(".sign-in-note").waitFor();
    await page.goto("about:blank");
    await page.goto(`${server.url}/sign-in#link=${server.signInLink}`);
    await page.locator("#form").waitFor();
    expect(page.url()).toBe(`${server.url}/sign-in`);
    expect(await page.locator("#outcome").textContent()).toContain("key");
  });

  it("signs in with a key, by keyboard, and comes back", async () => {
    const { page, server, tolerate } = await room.enter({ language: "en", device: "phone", colorScheme: "dark" });
    tolerate(/401/);
    server.signOut();
    await page.goto(`${server.url}/library/passages`);
    await page.goto(`${server.url}/library`);
    await page.locator(".sign-in-note a").click();
    await page.locator("#form").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator("#key").focus();
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("A key is needed").waitFor();
    await page.locator("#key").fill(signInKey);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${server.url}/library`);
    await page.locator(".intake-zone").waitFor();
  });
});

describe("a reader whose session ends while the page is open", () => {
  it("is told so, signs in again, and comes back to the conversation", async () => {
    const { page, server, tolerate } = await room.enter({ language: "en" });
    tolerate(/WebSocket/);
    await page.goto(server.url);
    await ask(page, sampleQuestions.en.fact);
    await latestAnswer(page);
    const conversation = page.url();
    server.endSession();
    await page.locator("[data-connection=signed-out] a").click();
    await page.locator("#key").fill(signInKey);
    await page.keyboard.press("Enter");
    await page.waitForURL(conversation);
    await latestAnswer(page);
    expect(await page.locator("[data-connection]").count()).toBe(0);
  });
});

describe("below a path that a proxy takes away", () => {
  it("the page asks over its socket, opens the record, keeps the path in its addresses and signs in", async () => {
    const { page, server } = await room.enter();
    const proxy = await startPrefixProxy(server.url, "/minutes/of/the/board");
    proxies.push(proxy);
    const outside: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(proxy.url)) outside.push(request.url());
    });
    await page.goto(proxy.url);
    await ask(page, sampleQuestions.es.fact);
    await latestAnswer(page);
    await page.locator(".passage-number").first().click();
    await page.locator(".source-paragraph").first().waitFor();
    expect(page.url()).toContain(`${proxy.url}d/`);
    // Deep addresses are opened anew, from one folder further down.
    await page.reload();
    await page.locator(".source-paragraph").first().waitFor();
    for (const path of ["library/reading?document=none", "recommendations"]) {
      await page.goto(`${proxy.url}${path}`);
      await page.locator("h1").first().waitFor();
    }
    // What a reader who is signed in is still told would be refused to one who is not any more.
    const listed = page.waitForResponse((response) => response.url().endsWith("/removed-documents"));
    await page.goto(`${proxy.url}library`);
    await page.locator("h1").first().waitFor();
    await listed;
    server.signOut();
    await page.goto(`${proxy.url}sign-in#link=${server.signInLink}`);
    await page.waitForURL(`${proxy.url}library`);
    await page.locator(".intake-zone").waitFor();
    expect(outside).toEqual([]);
  });
});
