import { describe, expect, it } from "vitest";
import { camDocument } from "../fakes/record-fixture.ts";
import { ask, latestAnswer } from "./page-harness.ts";
import { openReadingRoom } from "./reading-room.ts";
import { sampleQuestions } from "./screens.ts";

const room = openReadingRoom();
const source = camDocument();

const combinations = [
  ["es", "desktop"],
  ["es", "phone"],
  ["en", "desktop"],
  ["en", "phone"],
] as const;

describe.each(combinations)("a whole visit in %s on a %s", (language, device) => {
  it("arrives, asks, opens the citation, follows up, takes a chip away and copies the citation", async () => {
    const { page, server } = await room.enter({ language, device });
    await page.goto(server.url);
    await page.locator("#question:focus").waitFor();
    await page.locator(".speaker-card").first().waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe(language);

    await ask(page, sampleQuestions[language].fact);
    const first = await latestAnswer(page);
    const quote = (await first.locator(".quote").first().textContent()) ?? "";
    expect(quote).toContain("19,6% del PIB de Haití");
    expect(source.text).toContain(quote);
    expect(await first.locator(".quote").first().getAttribute("lang")).toBe("es");
    // A reader of English has the translation at once, under the quote.
    expect(await first.locator('.translation [lang="en"]').count()).toBe(language === "en" ? 1 : 0);

    await first.locator(".passage-number").first().click();
    await page.locator("#p44:focus .lit-answering").waitFor();
    expect((await page.locator("#p44 .lit-cited").allTextContents()).join("")).toBe(quote);
    expect(await page.locator("#p44 .lit-answering").textContent()).toContain("19,6%");
    expect(new URL(page.url()).pathname).toBe(`/d/${source.detail.id}@${source.detail.revision}`);
    await page.locator(".source-back").click();
    await page.locator(".passage-number:focus").waitFor();

    await ask(page, sampleQuestions[language].followUp);
    const second = await latestAnswer(page);
    await second.locator(".chip-inherited").waitFor();
    expect(server.lastAsked?.history).toEqual([{ question: sampleQuestions[language].fact }]);

    await second.locator(".chip-remove").click();
    await second.locator(".chip-taken-back").waitFor();
    await latestAnswer(page);
    expect(server.lastAsked?.without).toEqual({ inherited: ["organizations"] });
    expect(await second.locator(".chip-inherited").count()).toBe(0);

    await second.locator(".passage-place button").first().click();
    await second.locator('.passage-place [data-outcome="copied"]').waitFor();
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(copied).toContain(await second.locator(".quote").first().textContent());
    expect(copied).toContain(`${server.url}/d/${source.detail.id}@${source.detail.revision.slice(7, 19)}#p49`);
    expect(copied).toContain(language === "es" ? "sesión del 9 de mayo de 2023" : "session of 9 May 2023");
  });
});
