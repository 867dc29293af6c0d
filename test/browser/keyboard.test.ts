import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { sampleFiles } from "./library-screens.ts";
import { latestAnswer } from "./page-harness.ts";
import { openReadingRoom } from "./reading-room.ts";
import { sampleQuestions } from "./screens.ts";

const room = openReadingRoom();

/** Tabs (backwards with a shift) until what matches has the focus; fails when the page has been gone through. */
async function tabTo(page: Page, selector: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key);
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`${selector} cannot be reached by keyboard.`);
}

/**
 * Presses Enter, and waits until the input for files has been asked to open the system's dialog. The dialog itself is
 * kept shut: whether a browser without a screen tells of it in time does not depend on the page.
 */
async function pressToChoose(page: Page, input: string): Promise<void> {
  const asked = page.locator(input).evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        element.addEventListener(
          "click",
          (event) => {
            event.preventDefault();
            resolve();
          },
          { once: true },
        );
        element.setAttribute("data-watched", "");
      }),
  );
  await page.locator(`${input}[data-watched]`).waitFor({ state: "attached" });
  await page.keyboard.press("Enter");
  await asked;
}

describe("by keyboard alone", () => {
  it("goes from the question to the citation, to its source, back, and copies the quote", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.locator("#question:focus").waitFor();
    await page.keyboard.type(sampleQuestions.es.fact);
    await page.keyboard.press("Enter");
    await latestAnswer(page);
    await page.locator("#question:focus").waitFor();
    await tabTo(page, ".passage-number", "Shift+Tab");
    const ring = await page.evaluate(
      "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth",
    );
    expect(ring).toBe("solid3px");
    await page.keyboard.press("Enter");
    await page.locator("#p44:focus .lit-answering").waitFor();
    await tabTo(page, ".source-back", "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.locator(".passage-number:focus").waitFor();
    await tabTo(page, ".passage-place button");
    await page.keyboard.press("Enter");
    await page.locator('button:focus[data-outcome="copied"]').waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toContain("19,6% del PIB de Haití");
  });

  it("has shortcuts that rest while the reader types, and can be turned off", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.locator("#question:focus").waitFor();
    await page.keyboard.type("?/");
    expect(await page.locator("#question").inputValue()).toBe("?/");
    await page.locator("#question").fill("");
    await tabTo(page, ".header-item", "Shift+Tab");
    await page.keyboard.press("?");
    await page.locator(".dialog .keys").waitFor();
    await page.locator(".dialog input[type=checkbox]").uncheck();
    await page.keyboard.press("Escape");
    await page.locator(".dialog").waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await page.keyboard.press("/");
    expect(await page.locator(".dialog").count()).toBe(0);
    expect(await page.locator("#question:focus").count()).toBe(0);
    await page.reload();
    await tabTo(page, ".header-item");
    await page.keyboard.press("?");
    expect(await page.locator(".dialog").count()).toBe(0);
  });

  it("goes to the library, adds a file, reads its doubts, removes it and takes that back", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.locator("#question:focus").waitFor();
    await tabTo(page, '.header-place[href$="/library"]', "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.locator(".intake-zone").waitFor();
    await tabTo(page, ".intake-ways button");
    await pressToChoose(page, ".intake-input");
    await page.locator(".intake-input").setInputFiles([sampleFiles.doubtful]);
    await page.locator(".record-table tr", { hasText: "cuenca" }).waitFor();
    await tabTo(page, ".reading-places a");
    await tabTo(page, ".record-actions button");
    await page.keyboard.press("Enter");
    await page.locator(".dialog .button:focus").waitFor();
    await page.keyboard.press("Tab");
    await page.locator(".button-danger:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("[data-notice=removed] button:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("[data-notice=restored] button:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("#library-heading:focus").waitFor();
    await page.keyboard.press("/");
    await page.locator("#library-find:focus").waitFor();
    await page.keyboard.type("cuenca");
    await tabTo(page, ".record-title");
    await page.keyboard.press("Enter");
    await page.locator(".source-paragraph").first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".record-title:focus").waitFor();
  });

  it("gives the focus back when the help closes, and offers a way past the header", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.locator(".speaker-card").first().waitFor();
    const help = page.getByRole("button", { name: "Ayuda" });
    await help.focus();
    await page.keyboard.press("Enter");
    await page.locator(".dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".header-item:focus", { hasText: "Ayuda" }).waitFor();
    await tabTo(page, ".skip-link", "Shift+Tab");
    expect(await page.locator(".skip-link").isVisible()).toBe(true);
    await page.keyboard.press("Enter");
    await page.locator("#question:focus").waitFor();
  });
});
