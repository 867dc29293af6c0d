import { describe, expect, it } from "vitest";
import { camDocument } from "../fakes/record-fixture.ts";
import { ask, latestAnswer } from "./page-harness.ts";
import { openReadingRoom } from "./reading-room.ts";
import { sampleQuestions } from "./screens.ts";

const room = openReadingRoom();
const { es } = sampleQuestions;
const cam = camDocument().detail.id;

describe("a lost connection", () => {
  it("is shown, recovers by itself, and the question under way is asked again", async () => {
    const { page, server, tolerate } = await room.enter();
    tolerate(/WebSocket/);
    await page.goto(server.url);
    server.holdAnswers();
    await ask(page, es.fact);
    await page.locator(".turn-lead").waitFor();
    server.refuseSockets(true);
    server.dropConnections();
    await page.locator("[data-connection=reconnecting]").waitFor();
    server.release();
    // While nothing comes of it: the notice goes with the connection's return, which a busy machine may be first to see.
    await page.getByRole("button", { name: "Reintentar ahora" }).click();
    server.refuseSockets(false);
    await latestAnswer(page);
    expect(await page.locator("[data-connection]").count()).toBe(0);
    expect(server.asked.filter((request) => request.question === es.fact)).toHaveLength(2);
    expect(await page.locator(".turn-lead").textContent()).toBe("Se encontraron 1 pasajes de 1 intervenciones.");
  });

  it("is told from a network that is gone", async () => {
    const { page, context, server, tolerate } = await room.enter();
    tolerate(/WebSocket|ERR_INTERNET_DISCONNECTED/);
    await page.goto(server.url);
    await page.locator("button.example").first().waitFor();
    await context.setOffline(true);
    await page.locator("[data-connection=offline]").waitFor();
    await context.setOffline(false);
    await page.locator("[data-connection]").waitFor({ state: "detached" });
  });
});

describe("a network that lets no WebSocket through", () => {
  it("is answered by plain requests, and the page says so", async () => {
    const { page, server, tolerate } = await room.enter();
    tolerate(/WebSocket/);
    server.refuseSockets(true);
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.locator("[data-connection=http]").waitFor();
    expect(await page.locator(".quote").first().textContent()).toContain("19,6%");
  });
});

describe("a server that is not ready", () => {
  it("is waited for, with how far it has come", async () => {
    const { page, server, tolerate } = await room.enter();
    tolerate(/503/);
    server.prepare({ done: 15, total: 60 });
    await page.goto(server.url);
    await page.getByText("Se está preparando el índice: 25").waitFor();
    server.prepare(null);
    await page.locator("button.example").first().waitFor();
    expect(await page.locator(".connection").count()).toBe(0);
  });

  it("whose records cannot be read can be asked for them again", async () => {
    const { page, server, tolerate } = await room.enter();
    tolerate(/500/);
    server.failDocuments(true);
    await page.goto(server.url);
    await page.getByText("No se pudieron leer las sesiones.").waitFor();
    server.failDocuments(false);
    await page.getByRole("button", { name: "Reintentar ahora" }).click();
    await page.locator(".speaker-card").first().waitFor();
  });

  it("draws what was fetched before the first paint, which a busy machine puts off", async () => {
    // A visit of its own: its page paints late for good.
    const { page, server, tolerate } = await room.enter({ viewport: { width: 1200, height: 800 } });
    tolerate(/WebSocket/);
    server.refuseSockets(true);
    await page.addInitScript(`{
      const later = window.setTimeout;
      window.requestAnimationFrame = (act) => later(act, 1500);
      // The library's own fallback, for pages that are not painted.
      window.setTimeout = (act, delay, ...rest) => later(act, delay === 35 || delay === 100 ? 1500 : delay, ...rest);
    }`);
    await page.goto(`${server.url}/library/reading?document=${cam}`);
    await page.locator(".reading-facts").waitFor();
  });
});
