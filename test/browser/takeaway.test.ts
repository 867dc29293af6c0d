import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { parseCsv } from "../client/csv-reader.ts";
import { readMarkdown } from "../client/markdown-reader.ts";
import { camDocument } from "../fakes/record-fixture.ts";
import { ask, latestAnswer } from "./page-harness.ts";
import { openReadingRoom } from "./reading-room.ts";
import { sampleQuestions } from "./screens.ts";

const room = openReadingRoom();
const source = camDocument();
const { es } = sampleQuestions;
const shortRevision = source.detail.revision.slice("sha256:".length, "sha256:".length + 12);

async function download(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

describe("taking it away", () => {
  it("exports an answer whose links light the same quotes", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.list);
    const answer = await latestAnswer(page);
    const quotes = await answer.locator(".quote").allTextContents();
    const markdown = await download(page, () =>
      answer.locator(".export-buttons").getByRole("button", { name: "Markdown" }).click(),
    );
    expect(markdown.name).toBe("que-recomendaciones-se-hicieron.md");
    const read = readMarkdown(markdown.text);
    expect(quotes.filter((quote) => !read.quotes.includes(quote))).toEqual([]);
    expect(read.links).toHaveLength(quotes.length);
    const link = read.links[1] ?? "";
    await page.goto(link);
    await page.locator(".source-paragraph:focus .lit-cited").waitFor();
    expect((await page.locator(".lit-cited").allTextContents()).join("")).toContain(quotes[1]);

    const csv = await download(page, async () => {
      await page.goBack();
      const again = await latestAnswer(page);
      await again.locator(".export-buttons").getByRole("button", { name: "CSV" }).click();
    });
    expect(parseCsv(csv.text).map((row) => row["cita textual"])).toEqual(quotes);
  });

  it("exports the conversation and the table of recommendations", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await ask(page, es.followUp);
    await page.locator(".turn").nth(1).waitFor();
    await latestAnswer(page);
    const conversation = await download(page, () =>
      page.locator(".conversation-tools").getByRole("button", { name: "Markdown" }).click(),
    );
    expect(readMarkdown(conversation.text).text).toContain(es.followUp.replace("?", ""));
    expect(readMarkdown(conversation.text).links).toHaveLength(2);

    await page.goto(`${server.url}/recommendations?document=${source.detail.id}`);
    await page.locator(".recommendation-table tbody tr").nth(8).waitFor();
    const table = await download(page, () => page.getByRole("button", { name: "CSV" }).click());
    expect(parseCsv(table.text)).toHaveLength(9);
  });

  it("prints an answer without the page's controls, dated, each quote with its formal citation", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    const answer = await latestAnswer(page);
    await page.emulateMedia({ media: "print" });
    for (const control of [".question-dock", ".header", ".turn-tools-block", ".passage-place button"]) {
      expect(await page.locator(control).first().isVisible()).toBe(false);
    }
    expect(await answer.locator(".quote").isVisible()).toBe(true);
    const [asked = "", cited = ""] = await answer.locator(".print-only:visible").allTextContents();
    expect(asked).toMatch(/^Consultado en Relator el \d{1,2} .+ 20\d\d/);
    expect(cited).toMatch(
      /^Jeremy T Harris, .*, en «Resumen .*», Comisión .*, sesión del 9 de mayo de 2023 \(documento/,
    );
    expect(cited).toContain(`${server.url}/d/${source.detail.id}@${shortRevision}#p44`);
    await page.emulateMedia({ media: "screen" });
    expect(await answer.locator(".print-only:visible").count()).toBe(0);
  });

  it("prints the table as a table, whose head a printer can repeat, each row with its address", async () => {
    const { page, server } = await room.enter({ viewport: { width: 640, height: 900 } });
    await page.goto(`${server.url}/recommendations`);
    await page.locator(".recommendation-table tbody tr").nth(8).waitFor();
    await page.emulateMedia({ media: "print" });
    const displayOf = (selector: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).display`);
    expect(await displayOf(".recommendation-table thead")).toBe("table-header-group");
    expect(await displayOf(".recommendation-table th")).toBe("table-cell");
    expect(await displayOf(".recommendation-table th button")).toBe("contents");
    expect(await displayOf(".recommendation-table tbody tr")).toBe("table-row");
    const [first] = await page.locator("tbody .print-only:visible").allTextContents();
    expect(first).toMatch(new RegExp(`^${server.url}/d/${source.detail.id}@${shortRevision}#p\\d+`));
  });

  it.each([
    ["es", "Vladimir Adolfo Franco"],
    ["en", "Vladimir Adolfo Franco"],
  ] as const)("copies a quote with its formal citation as text and as rich text (%s)", async (language, speaker) => {
    const { page, server } = await room.enter({ language });
    await page.goto(server.url);
    await ask(page, sampleQuestions[language].list);
    const answer = await latestAnswer(page);
    await answer.locator(".passage-place button").first().click();
    await answer.locator("[data-outcome=copied]").first().waitFor();
    const copied = await page.evaluate<readonly string[]>(
      `navigator.clipboard.read().then(([item]) => Promise.all(["text/plain", "text/html"].map(async (type) => (await item.getType(type)).text())))`,
    );
    const [text = "", html = ""] = copied;
    const quote = (await answer.locator(".quote").first().textContent()) ?? "";
    expect(text).toContain(quote);
    expect(text).toContain(`${speaker}, `);
    expect(text).toContain(language === "es" ? "sesión del 9 de mayo de 2023" : "session of 9 May 2023");
    const link = /http\S+$/.exec(text)?.[0] ?? "";
    expect(html).toContain(`<a href="${link}"`);
    await page.goto(link);
    await page.locator(".source-paragraph[data-lit=true] .lit-cited").waitFor();
  });
});
