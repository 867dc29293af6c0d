import { describe, expect, it } from "vitest";
import { fixtureAnswer } from "../fakes/fixture-answers.ts";
import { camDocument } from "../fakes/record-fixture.ts";
import { ask, latestAnswer } from "./page-harness.ts";
import { openReadingRoom } from "./reading-room.ts";
import { sampleQuestions } from "./screens.ts";

const room = openReadingRoom();
const source = camDocument();
const documentPath = `/d/${source.detail.id}`;
const { es } = sampleQuestions;

describe("the document beside an answer", () => {
  it("is walked through citation by citation, and gives the focus back to the last one", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.list);
    await latestAnswer(page);
    await page.locator(".passage-number").first().click();
    await page.locator("#p12:focus").waitFor();
    expect(await page.locator("#p12 .lit-cited").textContent()).toContain("el diálogo para implementar");
    await page.getByRole("button", { name: "Cita siguiente" }).click();
    await page.locator("#p12 .lit-cited", { hasText: "reforzar el intercambio" }).waitFor();
    expect(await page.locator(".source-bar").textContent()).toContain("Cita 2 de 9");
    await page.getByRole("button", { name: "Cita anterior" }).click();
    await page.locator("#p12 .lit-cited", { hasText: "el diálogo" }).waitFor();
    await page.keyboard.press("n");
    await page.locator("#p12 .lit-cited", { hasText: "reforzar" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator('.passage-number:focus[aria-label^="Cita 2:"]').waitFor();
    expect(await page.locator(".pane-source").count()).toBe(0);
  });

  it("is walked through intervention by intervention", async () => {
    const { page, server } = await room.enter();
    await page.goto(`${server.url}${documentPath}#p8`);
    await page.locator("#p8:focus").waitFor();
    await page.getByRole("button", { name: "Intervención siguiente" }).click();
    await page.locator("#p14:focus").waitFor();
    await page.getByRole("button", { name: "Intervención anterior" }).click();
    await page.locator("#p6:focus").waitFor();
  });

  it("has an outline by speaker that leads to each intervention", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url + documentPath);
    await page.getByText("Índice por intervención").click();
    expect(await page.locator(".outline li").count()).toBe(6);
    await page.locator(".outline a", { hasText: "Jeremy T Harris" }).click();
    await page.locator("#p38:focus").waitFor();
  });

  it("shows the translation aligned by paragraph, and which text is authoritative", async () => {
    const { page, server } = await room.enter();
    await page.goto(`${server.url}${documentPath}#p44`);
    await page.getByRole("button", { name: "Original y traducción" }).click();
    const paragraph = page.locator("#p44");
    await paragraph.locator('.source-translation[lang="en"]').waitFor();
    const [original, translation] = await Promise.all([
      paragraph.locator(".source-original").boundingBox(),
      paragraph.locator(".source-translation").boundingBox(),
    ]);
    expect(translation?.y).toBe(original?.y);
    expect(await page.locator(".source-columns").textContent()).toContain("Original en español. Texto auténtico");
    expect(await page.locator('[data-official="false"]').textContent()).toBe("Traducción al inglés, no oficial");
  });

  it("finds text whatever its accents and case, forwards and backwards", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url + documentPath);
    await page.locator("#find").fill("TRAFICO");
    const current = page.locator(".lit-found-current");
    await current.waitFor();
    expect(await current.textContent()).toBe("tráfico");
    const count = await page.locator(".lit-found").count();
    const status = page.locator(".source-find [role=status]");
    expect(await status.textContent()).toBe(`1 de ${count}`);
    await page.locator("#find").press("Enter");
    expect(await status.textContent()).toBe(`2 de ${count}`);
    await page.locator("#find").press("Shift+Enter");
    expect(await status.textContent()).toBe(`1 de ${count}`);
    await page.locator("#find").fill("zzz");
    await page.getByText("Sin resultados").waitFor();
  });
});

describe("the permanent link of a paragraph", () => {
  it("names the revision, and lights the paragraph again", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url + documentPath);
    await page.locator("#p20 .source-number").click();
    await page.locator("#p20:focus .lit-cited").waitFor();
    const address = page.url();
    expect(address).toBe(`${server.url}${documentPath}@${source.detail.revision}#p20`);
    await page.goto("about:blank");
    await page.goto(address);
    await page.locator("#p20:focus .lit-cited").waitFor();
  });

  it("lights one item of an enumeration", async () => {
    const { page, server } = await room.enter();
    await page.goto(`${server.url}${documentPath}#p12.3`);
    await page.locator("#p12:focus").waitFor();
    expect(await page.locator("#p12 .lit-cited").textContent()).toBe(
      "facilitar el acceso a los sistemas de asilo y protección internacional a las personas que así lo requieran",
    );
  });

  it("of another revision is not lit, and says why", async () => {
    const { page, server } = await room.enter();
    await page.goto(`${server.url}${documentPath}@sha256:0#p12`);
    await page.locator("[data-problem=other-revision]").waitFor();
    expect(await page.locator(".source-text mark").count()).toBe(0);
    await page.getByRole("link", { name: "Ver la revisión actual" }).click();
    await page.locator("#p12 .lit-cited").waitFor();
  });

  it("of a document that is not held says so", async () => {
    const { page, server, tolerate } = await room.enter();
    tolerate(/404/);
    await page.goto(`${server.url}/d/no-such-record#p1`);
    await page.getByText("Este documento no está en la colección.").waitFor();
  });
});

describe("a citation that is not in its source", () => {
  it("is never lit: the page says what is wrong", async () => {
    const { page, server } = await room.enter({
      answer(request) {
        const answer = fixtureAnswer([source], request);
        return {
          ...answer,
          citations: answer.citations.map((citation) => ({ ...citation, start: citation.start + 1 })),
        };
      },
    });
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.locator(".passage-number").first().click();
    await page.locator("[data-problem=not-in-source]").waitFor();
    expect(await page.locator(".source-text mark").count()).toBe(0);
  });
});

describe("an address at which nothing is", () => {
  it.each([
    ["es", "desktop", "No existe esa página"],
    ["en", "phone", "No such page"],
  ] as const)("says so, and shows the ways on (%s, %s)", async (language, device, heading) => {
    const { page, server } = await room.enter({ language, device });
    await page.goto(`${server.url}/nowhere/at-all`);
    await page.getByRole("heading", { name: heading }).waitFor();
    expect(await page.locator("main").textContent()).toContain("/nowhere/at-all");
    expect(await page.title()).toBe(`${heading} · Relator`);
    await page.locator("main a").first().click();
    await page.locator("#question").waitFor();
  });
});

describe("the recommendations of the sessions", () => {
  it("are counted, narrowed, sorted, and open their place", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.getByRole("link", { name: "Recomendaciones" }).first().click();
    const rows = page.locator(".recommendation-table tbody tr");
    await rows.nth(8).waitFor();
    await page.getByText("9 recomendaciones", { exact: true }).waitFor();
    await page.getByLabel("Orador").selectOption("Vladimir Adolfo Franco");
    await page.getByText("5 de 9 recomendaciones").waitFor();
    await page.getByLabel("Texto").fill("XENOFOBIA");
    await page.getByText("1 de 9 recomendaciones").waitFor();
    // The address says so: to another reader, and to who goes back.
    expect(new URL(page.url()).search).toBe("?speaker=Vladimir+Adolfo+Franco&text=XENOFOBIA");
    await page.reload();
    await page.getByText("1 de 9 recomendaciones").waitFor();
    expect(await page.getByLabel("Orador").inputValue()).toBe("Vladimir Adolfo Franco");
    await page.goBack();
    await page.getByText("9 recomendaciones", { exact: true }).waitFor();
    await page.goForward();
    await page.getByText("1 de 9 recomendaciones").waitFor();
    await page.getByRole("button", { name: "Quitar los filtros" }).click();
    await page.getByRole("button", { name: "Orador" }).click();
    await page.locator('th[aria-sort="ascending"]', { hasText: "Orador" }).waitFor();
    expect(await rows.first().textContent()).toContain("Alberto Alejandro Farje Orna");
    await rows.first().getByRole("link").click();
    await page.locator(".source-paragraph:focus .lit-cited").waitFor();
    expect(await page.locator(".lit-cited").first().textContent()).not.toBe("");
    await page.goBack();
    await rows.first().waitFor();
  });
});
