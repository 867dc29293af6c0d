import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openReadingRoom } from "./reading-room.ts";
import { type Screen, screens } from "./screens.ts";

const room = openReadingRoom();

/** All that the other colour scheme can change. */
const contrast: axe.RunOptions = { runOnly: { type: "rule", values: ["color-contrast"] } };

/** What a test provokes on purpose. */
const provoked = /WebSocket|404|422|500|503/;

const everyRule: axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};

/** Evaluated by the debugger, which the page's policy does not bind; only what is needed comes back. */
async function audit(page: Page, options: axe.RunOptions): Promise<readonly string[]> {
  const { violations } = await page.evaluate<Pick<axe.AxeResults, "violations">>(
    `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ["violations"] })})
      .then(({ violations }) => ({ violations }))`,
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}

/** The panes scroll, and neither the page nor, sideways, a pane. */
const pageOverflow = "document.documentElement.scrollHeight - document.documentElement.clientHeight";
const overflow = `document.documentElement.scrollWidth - document.documentElement.clientWidth +
  [...document.querySelectorAll(".pane")].reduce((sum, pane) => sum + pane.scrollWidth - pane.clientWidth, 0)`;

type VisitKind = readonly [language: "es" | "en", device: "desktop" | "phone", colorScheme: "light" | "dark"];

const visits = [
  ["es", "desktop", "light"],
  ["en", "phone", "dark"],
  ["en", "desktop", "dark"],
  ["es", "phone", "light"],
] as const satisfies readonly VisitKind[];

async function expectNoFault(screen: Screen, [language, device, colorScheme]: VisitKind): Promise<void> {
  const { page, server, tolerate } = await room.enter({ language, device, colorScheme });
  tolerate(provoked);
  await screen.reach(page, server, language);
  await page.evaluate(axe.source);
  expect(await audit(page, everyRule)).toEqual([]);
  expect(await page.evaluate(overflow)).toBe(0);
  expect(await page.evaluate(pageOverflow)).toBe(0);
  await page.emulateMedia({ colorScheme: colorScheme === "light" ? "dark" : "light" });
  expect(await audit(page, contrast)).toEqual([]);
}

const mainScreens = screens.filter(({ name }) =>
  [
    "arrival",
    "answer-list",
    "source-beside",
    "recommendations",
    "library",
    "library-added",
    "reading-paragraphs",
  ].includes(name),
);
const otherScreens = screens.filter((screen) => !mainScreens.includes(screen));

// Languages, devices and schemes take turns over the lesser screens, so that each is seen once and all are used.
describe.each(
  otherScreens.map((screen, index) => ({ screen, name: screen.name, turn: index % visits.length })),
)("the screen $name", ({ screen, turn }) => {
  it("has no fault that axe finds, and fits", async () => {
    await expectNoFault(screen, visits[turn] ?? visits[0]);
  });
});

// Either scheme's contrast is looked at on every visit; Spanish words are the longer, so they meet the narrow screen.
const mainVisits = [
  ["es", "phone", "light"],
  ["en", "desktop", "dark"],
] as const satisfies readonly VisitKind[];

describe.each(mainScreens)("the screen $name", (screen) => {
  it.each(mainVisits)("has no fault that axe finds, and fits (%s, %s, %s)", async (...visit) => {
    await expectNoFault(screen, visit);
  });

  it("fits 320 pixels, a page magnified to 400 %, and does without colours and motion", async () => {
    const { page, server } = await room.enter({
      viewport: { width: 320, height: 256 },
      forcedColors: "active",
      reducedMotion: "reduce",
    });
    await screen.reach(page, server, "es");
    expect(await page.evaluate(overflow)).toBe(0);
    const moving = await page.evaluate(
      "document.getAnimations().filter(({ playState }) => playState === 'running').length",
    );
    expect(moving).toBe(0);
    if ((await page.locator(".lit-answering").count()) === 0) return;
    const seen = await page.evaluate("getComputedStyle(document.querySelector('.lit-answering')).backgroundColor");
    expect(seen).toMatch(/^rgb\(/);
  });
});
