import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { camDocument } from "../fakes/record-fixture.ts";
import { type FakeRecordServer, startFakeRecordServer } from "../fakes/record-server.ts";
import { buildPage } from "./built-page.ts";
import { ask, latestAnswer, launchBrowser, patience, type TestBrowser } from "./page-harness.ts";

vi.setConfig(patience);

let browser: TestBrowser;
let server: FakeRecordServer;

beforeAll(async () => {
  const assets = await buildPage();
  [browser, server] = await Promise.all([
    launchBrowser(),
    startFakeRecordServer({ documents: [camDocument()], assets }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const questions = {
  es: "¿Cuánto del PIB de Haití proviene de remesas?",
  en: "How much of Haiti's GDP comes from remittances?",
};

describe.each(["es", "en"] as const)("asking in %s", (language) => {
  it("reads a verbatim excerpt and finds it lit at its place in the source", async () => {
    const { page, complaints, leave } = await browser.visit({ language });
    await page.goto(server.url);
    await ask(page, questions[language]);
    const answer = await latestAnswer(page);
    const quote = (await answer.locator(".quote").first().textContent()) ?? "";
    expect(quote).toContain("19,6% del PIB de Haití");
    expect(camDocument().text).toContain(quote);
    expect(await answer.locator(".quote").first().getAttribute("lang")).toBe("es");

    await answer.locator(".passage-number").first().click();
    const lit = page.locator("#p44");
    await lit.locator(".lit-answering").waitFor();
    expect((await lit.locator(".lit-cited").allTextContents()).join("")).toBe(quote);
    expect(await lit.locator(".lit-answering").textContent()).toContain("19,6%");
    await page.locator("#p44:focus").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    expect(complaints).toEqual([]);
    await leave();
  });
});
