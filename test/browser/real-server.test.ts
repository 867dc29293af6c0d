import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildProduct, type RunningServer, startServer } from "../server/built-server.ts";
import { ask, latestAnswer, launchBrowser, type TestBrowser, type Visit, type VisitOptions } from "./page-harness.ts";

let browser: TestBrowser;
let server: RunningServer;
let dataDirectory: string;
const visits: Visit[] = [];

beforeAll(async () => {
  await buildProduct();
  dataDirectory = await mkdtemp(join(tmpdir(), "relator-page-data-"));
  [browser, server] = await Promise.all([
    launchBrowser(),
    startServer({ DATA_DIR: dataDirectory, LOG_LEVEL: "silent" }),
  ]);
});

afterEach(async () => {
  for (const { leave, complaints } of visits.splice(0)) {
    await leave();
    expect(complaints).toEqual([]);
  }
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

async function visit(options: VisitOptions) {
  const entered = await browser.visit(options);
  visits.push(entered);
  return entered.page;
}

const questions = [
  {
    language: "es",
    device: "desktop",
    question: "¿Qué recomendó Panamá sobre la desinformación?",
    answering: "combatir la desinformación promovida por redes de trata y tráfico de personas",
  },
  {
    language: "en",
    device: "phone",
    question: "How much of Haiti's GDP comes from remittances?",
    answering: "19,6% del PIB de Haití",
  },
] as const;

describe("the page on the real server", () => {
  it.each(questions)("answers in $language on a $device, and lights the quote", async (asked) => {
    const { language, device, question, answering } = asked;
    const page = await visit({ language, device });
    await page.goto(server.url);
    await ask(page, question);
    const answer = await latestAnswer(page);
    const quotes = await answer.locator(".evidence > .evidence-group .quote").allTextContents();
    expect(quotes.some((quote) => quote.includes(answering))).toBe(true);

    const passage = answer.locator(".passage", { hasText: answering }).first();
    const quote = (await passage.locator(".quote").textContent()) ?? "";
    await passage.locator(".passage-number").click();
    const lit = page.locator(".source-paragraph:focus");
    await lit.waitFor();
    expect((await lit.locator(".lit-cited").allTextContents()).join("")).toBe(quote);
    expect((await lit.locator(".lit-answering").allTextContents()).join("")).toContain(answering);

    const [documentId = ""] = new URL(page.url()).pathname.replace("/d/", "").split("@");
    const text = await (await page.request.get(`${server.url}api/v1/documents/${documentId}/text`)).text();
    expect(text).toContain(quote);
    const twinPath = await page.getByRole("link", { name: language === "es" ? "Texto" : "Text" }).getAttribute("href");
    const twin = await page.request.get(new URL(twinPath ?? "", server.url).href);
    expect(await twin.text()).toBe(text);

    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<axe.AxeResults>("axe.run(document)");
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it.each(["es", "en"] as const)("shows on arrival what it has just answered, in %s", async (language) => {
    const page = await visit({ language });
    await page.goto(server.url);
    const examples = page.locator("button.example");
    await examples.first().waitFor();
    expect(await examples.count()).toBeGreaterThanOrEqual(4);
    await examples.first().click();
    const answer = await latestAnswer(page);
    expect(await answer.locator(".evidence > .evidence-group .quote").count()).toBeGreaterThan(0);
  });

  it("says that the record does not answer, and keeps an opinion only on consent", async () => {
    const page = await visit({ language: "es" });
    await page.goto(server.url);
    await ask(page, "¿Quién ganó el mundial de fútbol de 1986?");
    const answer = await latestAnswer(page);
    await answer.locator("[data-reason]").waitFor();
    expect(await answer.locator(".evidence > .evidence-group").count()).toBe(0);
    await answer.getByRole("button", { name: "Útil", exact: true }).click();
    await answer.locator(".feedback-details input[type=checkbox]").check();
    await answer.getByRole("button", { name: "Enviar" }).click();
    await answer.getByRole("button", { name: "Borrarla" }).click();
    await answer.getByText("Valoración borrada.").waitFor();
  });

  it("follows up, and explains an answer", async () => {
    const page = await visit({ language: "es" });
    await page.goto(server.url);
    await ask(page, "¿Qué recomendó la CRM?");
    await latestAnswer(page);
    await ask(page, "¿Y la CSM?");
    await page.locator(".turn").nth(1).waitFor();
    const second = await latestAnswer(page);
    expect(await second.locator(".evidence > .evidence-group h3").first().textContent()).toContain("Farje Orna");
    await second.getByRole("button", { name: "Por qué esta respuesta" }).click();
    await second.locator(".why-steps li").first().waitFor();
  });
});
