import { describe, expect, it } from "vitest";
import { camDocument, fixtureDocument } from "../fakes/record-fixture.ts";
import { ask, latestAnswer } from "./page-harness.ts";
import { openReadingRoom } from "./reading-room.ts";

const room = openReadingRoom();

const script = `<img src=x onerror="document.title='pwned'"><script>document.title='pwned'</script>`;
const override = "izquierda \u202Eahcered\u202C \u2066\u2067 \u0000\u0007\u001B[31m fin";
const longLine = "palabra".repeat(7500);

const hostile = fixtureDocument({
  id: `hostil"><b>&`,
  title: `Título ${script} ${override}`,
  text: [
    "Portada",
    "· Recomendaciones hostiles",
    `Orador ${script}`,
    `· ${script} recomienda`,
    `· ${override}`,
    `· ${longLine}`,
  ].join("\n"),
  language: "es",
  speakers: [
    { speaker: `${script}Orador`, role: override, organization: `<i>Organización</i> (${override})`, country: null },
  ],
  translation: {
    language: "en",
    lines: ["Cover", "· Hostile", script, `· ${script} translated`, `· ${override}`, "· word"],
  },
});

const overflows = `document.documentElement.scrollWidth > document.documentElement.clientWidth ||
  [...document.querySelectorAll(".pane")].some((pane) => pane.scrollWidth > pane.clientWidth)`;

describe.each(["desktop", "phone"] as const)("hostile content on a %s", (device) => {
  it("in a record and a question is shown as text, breaks no layout and runs nothing", async () => {
    const { page, server } = await room.enter({ device, documents: [hostile, camDocument()] });
    await page.goto(server.url);
    await page.locator(".speaker-card").first().waitFor();
    expect(await page.evaluate(overflows)).toBe(false);
    await ask(page, `${script} ${override.replace("\u0000", "")}`);
    const first = await latestAnswer(page);
    expect(await first.locator(".turn-question").textContent()).toContain("<script>");
    await ask(page, "palabrapalabra");
    await page.locator(".turn").nth(1).waitFor();
    const answer = await latestAnswer(page);
    expect(await answer.locator(".quote").first().textContent()).toBe(longLine);
    expect(await page.evaluate(overflows)).toBe(false);
    await answer.locator(".passage-number").first().click();
    await page.locator(".source-paragraph:focus").waitFor();
    expect((await page.locator(".source-original").allTextContents()).some((text) => text.includes(script))).toBe(true);
    expect(await page.evaluate(overflows)).toBe(false);
    expect(await page.title()).not.toBe("pwned");
    expect(await page.locator(".pane img, .pane b, .pane i, body script:not([src])").count()).toBe(0);
    await page.goto(`${server.url}/recommendations`);
    await page.locator(".recommendation-table tbody tr").first().waitFor();
    expect(await page.evaluate(overflows)).toBe(false);
    expect(await page.title()).not.toBe("pwned");
  });
});

describe("an address made to harm", () => {
  it("is read as a question or a document and nothing else", async () => {
    const { page, server, tolerate } = await room.enter();
    tolerate(/404/);
    await page.goto(`${server.url}/?q=${encodeURIComponent(script)}`);
    await latestAnswer(page);
    expect(await page.locator(".turn-question").textContent()).toBe(script);
    await page.goto(`${server.url}/d/${encodeURIComponent(script)}#p1`);
    await page.getByText("Este documento no está en la colección.").waitFor();
    expect(await page.title()).not.toBe("pwned");
  });
});
