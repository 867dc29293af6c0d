import type { BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ask, latestAnswer, launchBrowser, pageAssets, type TestBrowser } from "../browser/page-harness.ts";
import { buildProduct } from "./built-server.ts";
import { type CuttingRelay, startCuttingRelay } from "./cutting-relay.ts";
import { createGate } from "./gates.ts";
import { type Serving, type ServingOptions, serve } from "./serving.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let browser: TestBrowser;
const leaving: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [browser] = await Promise.all([launchBrowser(), buildProduct()]);
});
afterEach(async () => {
  for (const leave of leaving.splice(0).reverse()) await leave();
});
afterAll(() => browser.close());

async function start(options: ServingOptions = {}): Promise<Serving> {
  const serving = await serve({ ...options, clientDirectory: pageAssets });
  leaving.push(() => serving.close());
  return serving;
}
async function relayTo({ url }: Serving): Promise<CuttingRelay> {
  const relay = await startCuttingRelay(url);
  leaving.push(() => relay.close());
  return relay;
}
async function visit(): Promise<BrowserContext> {
  const { context, leave } = await browser.visit({ language: "en" });
  leaving.push(leave);
  return context;
}
async function openPage(context: BrowserContext, url: string) {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator("#question").waitFor();
  return page;
}
/** How often the reader's question was asked; the page asks others on its own. */
function createCount(text: string) {
  const count = { value: 0 };
  const gate = async (question: string) => {
    if (question === text) count.value += 1;
  };
  return { count, options: { gate } };
}

const question = "What was said of the harbour?";
const lead = "The record holds 2 passages that say so; they stand below, word for word, each at its place.";

describe("an answer whose line is cut", () => {
  it("in the middle of an event is shown whole, and was made once", async () => {
    const { count, options } = createCount(question);
    const serving = await start(options);
    const relay = await relayTo(serving);
    const page = await openPage(await visit(), relay.url);
    relay.cutAfter(2_900);
    await ask(page, question);
    const answer = await latestAnswer(page);
    expect(await answer.locator(".turn-lead").textContent()).toContain(lead);
    expect(await answer.locator(".quote").count()).toBe(2);
    expect(relay.cuts).toBe(1);
    expect(count.value).toBe(1);
    expect(serving.chat.state().sessions).toBe(1);
  });

  it("by a restart of the server is asked again, and shown whole", async () => {
    const gate = createGate();
    const held = await start({ gate: (_text, context) => gate.options.gate?.("gate", context) ?? Promise.resolve() });
    const relay = await relayTo(held);
    const page = await openPage(await visit(), relay.url);
    await ask(page, question);
    await expect.poll(() => held.chat.state().sessions).toBe(1);
    await gate.reached(1);
    const { count, options } = createCount(question);
    relay.leadTo((await start(options)).url);
    relay.cut();
    const answer = await latestAnswer(page);
    expect(await answer.locator(".turn-lead").textContent()).toContain(lead);
    expect(count.value).toBe(1);
    gate.open();
  });

  it("in its sleep, unnoticed, goes on when the network is back", async () => {
    const { count, options } = createCount(question);
    const gate = createGate();
    const serving = await start({
      gate: async (text, context) => {
        await options.gate(text);
        if (text === question) await gate.options.gate?.("gate", context);
      },
    });
    const relay = await relayTo(serving);
    const page = await openPage(await visit(), relay.url);
    await ask(page, question);
    await gate.reached(1);
    relay.fallSilent();
    gate.open();
    await page.evaluate('window.dispatchEvent(new Event("online"))');
    await latestAnswer(page);
    expect(count.value).toBe(1);
  });
});

describe("two tabs on one conversation", () => {
  it("show and keep the turns of both", async () => {
    const serving = await start();
    const context = await visit();
    const first = await openPage(context, serving.url);
    await ask(first, "harbour");
    await latestAnswer(first);
    const second = await openPage(context, first.url());
    await latestAnswer(second);
    // Neither knows of the other's question when it asks.
    await Promise.all([ask(first, "tariffs"), ask(second, "containers")]);
    for (const page of [first, second]) {
      await expect.poll(() => page.locator('.turn[data-phase="complete"]').count()).toBe(3);
    }
    await first.reload();
    await expect.poll(() => first.locator('.turn[data-phase="complete"]').count()).toBe(3);
  });
});
