import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { fixtureDocument } from "../fakes/record-fixture.ts";
import { shelfOfRecords } from "../fakes/record-shelf.ts";
import { openReadingOf, refusedCorrection, sampleFiles } from "./library-screens.ts";
import { openReadingRoom } from "./reading-room.ts";

const room = openReadingRoom();

const words = {
  es: {
    turn: "Aquí empieza la intervención de…",
    nobody: "No son palabras de nadie",
    heading: "Es un encabezado",
    notHeading: "No es un encabezado",
    recommendation: "Es una recomendación",
    notRecommendation: "No es una recomendación",
    apply: "Corregir",
    undo: "Deshacer",
    turnDone: "Corregido. En ¶6 empieza la intervención de Mary O'Neil (Comisión de Aguas).",
    undone: "Deshecho: En ¶6 empieza la intervención de Mary O'Neil (Comisión de Aguas).",
    nothingDoubtful: "Nada está en duda.",
    required: "Diga quién habla.",
  },
  en: {
    turn: "Here begins the turn of…",
    nobody: "These are nobody’s words",
    heading: "This is a heading",
    notHeading: "This is not a heading",
    recommendation: "This is a recommendation",
    notRecommendation: "This is not a recommendation",
    apply: "Correct",
    undo: "Undo",
    turnDone: "Corrected. At ¶6 begins the turn of Mary O'Neil (Comisión de Aguas).",
    undone: "Undone: At ¶6 begins the turn of Mary O'Neil (Comisión de Aguas).",
    nothingDoubtful: "Nothing is in doubt.",
    required: "Say who speaks.",
  },
} as const;

const combinations = [
  ["es", "desktop"],
  ["es", "phone"],
  ["en", "desktop"],
  ["en", "phone"],
] as const;

const doubts = (page: Page) => page.locator('[data-doubt="doubts"] .reading-places li');
const made = (page: Page) => page.locator(".correction");
/** The row of a paragraph, by its number. */
const row = (page: Page, number: number) =>
  page.locator(".paragraph", { has: page.locator(`.paragraph-number:text-is("¶${number}")`) });
const done = (page: Page, text: string) => page.locator("[data-change=done]", { hasText: text });

describe.each(combinations)("corrections in %s on a %s", (language, device) => {
  const said = words[language];

  it("say whose turn a doubt begins, with the actions right there, and take it back", async () => {
    const { page, server } = await room.enter({ language, device });
    await openReadingOf(page, server, sampleFiles.doubtful);
    const doubt = doubts(page).first();
    await doubt.getByRole("button", { name: said.turn }).click();
    const speaker = page.locator(".mend-form input:focus");
    await speaker.fill(" ");
    await speaker.press("Enter");
    await page.locator(".mend-missing", { hasText: said.required }).waitFor();
    // A speaker who is known brings the rest along.
    await speaker.fill("Luis Ramos");
    expect(await page.locator(".mend-form input").nth(1).inputValue()).toBe("Regidor");
    await speaker.fill("Mary O'Neil");
    await page.locator(".mend-form").getByRole("button", { name: said.apply }).click();
    await done(page, said.turnDone).waitFor();
    // What had the focus is gone with the doubt: the next one has it.
    await doubts(page).first().locator("button:focus", { hasText: said.turn }).waitFor();
    expect(await doubts(page).count()).toBe(1);
    await page.locator(".record-speaker", { hasText: "Mary O'Neil" }).waitFor();
    expect(await made(page).count()).toBe(1);

    await made(page).first().getByRole("button", { name: said.undo }).click();
    await done(page, said.undone).waitFor();
    await made(page).waitFor({ state: "detached" });
    expect(await doubts(page).count()).toBe(2);
    expect(await page.locator(".record-speaker", { hasText: "Mary O'Neil" }).count()).toBe(0);
  });

  it("say what a paragraph is, one after the other, and all of them are taken back at once", async () => {
    const { page, server } = await room.enter({ language, device });
    await openReadingOf(page, server, sampleFiles.doubtful);
    await doubts(page).first().getByRole("button", { name: said.notHeading }).click();
    await made(page).first().waitFor();
    await doubts(page).first().getByRole("button", { name: said.nobody }).click();
    await page.locator(".reading-clear", { hasText: said.nothingDoubtful }).waitFor();

    await row(page, 7).locator(".paragraph-correct").click();
    await row(page, 7).getByRole("button", { name: said.recommendation }).click();
    await page.locator('.paragraph[data-kind="recommendation"]', { hasText: "presupuesto" }).waitFor();
    await page.locator(".paragraph-correct:focus").waitFor();
    await row(page, 7).locator(".paragraph-correct").click();
    await row(page, 7).getByRole("button", { name: said.heading, exact: true }).click();
    await page.locator('.paragraph[data-kind="heading"]', { hasText: "presupuesto" }).waitFor();
    expect(await made(page).count()).toBe(4);

    await page.locator(".reading-part > [aria-haspopup=dialog]").click();
    await page.locator(".dialog .button-danger").click();
    await made(page).first().waitFor({ state: "detached" });
    expect(await doubts(page).count()).toBe(2);
  });

  it("say what the record is, in the list of records too", async () => {
    const { page, server } = await room.enter({ language, device });
    await openReadingOf(page, server, sampleFiles.plain);
    await page.locator("#mend-facts").click();
    await page.locator(".mend-form textarea:focus").fill("Acta de Puno");
    await page.locator(".mend-form input").first().fill("");
    await page.locator('.mend-form input[type="date"]').first().fill("2024-02-29");
    await page.locator(".mend-form select").selectOption("pt");
    await page.locator(".mend-form [type=submit]").click();
    await page.locator(".reading-title", { hasText: "Acta de Puno" }).waitFor();
    await page.locator("#mend-facts:focus").waitFor();
    const facts = await page.locator(".reading-facts").textContent();
    expect(facts).toContain(language === "es" ? "29 de febrero de 2024" : "29 February 2024");
    expect(facts).toContain(language === "es" ? "portugués" : "Portuguese");
    expect(facts).not.toContain("Asuntos Migratorios");
    await page.locator(".reading-back a").click();
    await page.locator(".record-title", { hasText: "Acta de Puno" }).waitFor();
  });

  it("say that two names are one", async () => {
    const { page, server } = await room.enter({ language, device });
    await openReadingOf(page, server, sampleFiles.plain);
    await page.locator(".record-speaker button").first().click();
    await page.locator(".mend-form select:focus").selectOption("Luis Ramos");
    await page.locator(".mend-form input").fill("Ana Ramos");
    await page.keyboard.press("Enter");
    await page.locator(".record-speaker", { hasText: "Ana Ramos" }).waitFor();
    expect(await page.locator(".record-speaker").count()).toBe(1);
    await page.locator(".change-ways .button").click();
    await page.locator(".record-speaker").nth(1).waitFor();
  });
});

describe("corrections", () => {
  it("are made with the keyboard only, and the focus returns", async () => {
    const { page, server } = await room.enter({ language: "en" });
    await openReadingOf(page, server, sampleFiles.plain);
    await row(page, 4).locator(".paragraph-correct").focus();
    await page.keyboard.press("Enter");
    await row(page, 4).locator(".mend-actions").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".mend-form input:focus").waitFor();
    await page.keyboard.press("Escape");
    await row(page, 4).locator(".paragraph-correct:focus").waitFor();
    expect(await page.locator(".mend").count()).toBe(1);

    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".mend-form input:focus").waitFor();
    await page.keyboard.type("Inés Ñahui");
    await page.keyboard.press("Enter");
    await page.locator("[data-change=done]", { hasText: "Inés Ñahui" }).waitFor();
    await row(page, 4).locator(".paragraph-correct:focus").waitFor();
    await page.locator(".paragraph-section", { hasText: "Inés Ñahui" }).waitFor();

    // What is said already is not said again.
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".mend-form input:focus").fill("Inés Ñahui");
    await page.locator(".mend-form [role=status]", { hasText: "said of it already" }).waitFor();
    await page.keyboard.press("Enter");
    expect(await made(page).count()).toBe(1);
  });

  it("lose nothing where they fail, say why, and are tried again", async () => {
    const { page, server, tolerate } = await room.enter();
    tolerate(/422/);
    await openReadingOf(page, server, sampleFiles.doubtful);
    await page.route("**/corrections", (route) =>
      route.request().method() === "POST" ? route.fulfill(refusedCorrection) : route.fallback(),
    );
    await doubts(page).first().getByRole("button", { name: words.es.turn }).click();
    await page.locator(".mend-form input:focus").fill("Mary O'Neil");
    await page.keyboard.press("Enter");
    await page.locator("[data-change=failed]", { hasText: "El texto ya no dice eso ahí." }).waitFor();
    expect(await page.locator(".mend-form input").first().inputValue()).toBe("Mary O'Neil");
    expect(await doubts(page).count()).toBe(2);
    await page.unroute("**/corrections");
    await page.locator("[data-change=failed] button").click();
    await made(page).first().waitFor();
    expect(await page.locator("[data-change=failed]").count()).toBe(0);
  });

  it("show that they are under way, and wait for each other", async () => {
    const { page, server } = await room.enter();
    await openReadingOf(page, server, sampleFiles.doubtful);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/corrections", async (route) => {
      if (route.request().method() === "POST") await released;
      await route.fallback();
    });
    await doubts(page).first().getByRole("button", { name: words.es.nobody }).click();
    await doubts(page).nth(1).getByRole("button", { name: words.es.nobody }).click();
    await doubts(page).first().getByRole("button", { name: words.es.nobody }).waitFor({ state: "detached" });
    await page.locator('.change-bar[data-state="working"]', { hasText: "2 cambios" }).waitFor();
    release();
    await page.locator(".reading-clear").waitFor();
    expect(await made(page).count()).toBe(2);
    await page.unroute("**/corrections");
  });

  it("are made to one item of a paragraph", async () => {
    const { page, server } = await room.enter();
    await page.goto(`${server.url}/library/reading?document=resumen-sesion-tematica-cam-2023-05-09#p12`);
    await row(page, 12).locator(".paragraph-correct:focus").click();
    await row(page, 12)
      .getByRole("button", { name: `¶12 (2): ${words.es.notRecommendation}` })
      .click();
    await done(page, "Corregido. ¶12 (2) no es una recomendación.").waitFor();
    await row(page, 12).locator(".paragraph-correct").click();
    await row(page, 12)
      .getByRole("button", { name: `¶12 (2): ${words.es.recommendation}` })
      .waitFor();
    expect(await row(page, 12).getAttribute("data-kind")).toBe("recommendation");
  });

  it("are reached from the open record, at the paragraph", async () => {
    const { page, server } = await room.enter();
    await page.goto(`${server.url}/d/resumen-sesion-tematica-cam-2023-05-09#p44`);
    await page.locator(".source-mend a").click();
    await page.locator('.paragraph[data-sought="true"] .paragraph-correct:focus').waitFor();
    expect(await page.locator('.paragraph[data-sought="true"] .paragraph-number').textContent()).toBe("¶44");
    await page.goBack();
    await page.locator("#p44").waitFor();
  });

  it("keep a record of fifteen hundred paragraphs quick: folded, and a part at a time", async () => {
    const text = Array.from({ length: 1500 }, (_, index) => `Párrafo ${index + 1} de la sesión.`).join("\n");
    const source = { id: "larga", title: "Larga", text, language: "es", speakers: [], translation: null };
    const { page, server } = await room.enter({ documents: [fixtureDocument(source)] });
    await page.goto(`${server.url}/library/reading?document=larga`);
    await page.locator(".paragraph-section").waitFor();
    expect(await page.locator(".paragraph").count()).toBe(0);
    await page.locator(".paragraph-section").click();
    await page.locator(".paragraph").nth(59).waitFor();
    expect(await page.locator(".paragraph").count()).toBe(60);
    await page.goto(`${server.url}/library/reading?document=larga#p700`);
    await row(page, 700).locator("button:focus").waitFor();
    expect(await page.locator(".paragraph").count()).toBe(60);
    await page.getByRole("button", { name: "Mostrar 60 anteriores" }).click();
    await row(page, 620).waitFor();
  });
});

describe("the library's address", () => {
  it("says what the list is narrowed to, in what order, and at which page", async () => {
    const { page, server } = await room.enter();
    server.setDocuments(shelfOfRecords(200));
    await page.goto(`${server.url}/library?language=es&sort=title&page=2`);
    await page.locator(".records-count", { hasText: /de 200 documentos.*51–100/ }).waitFor();
    await page.locator('th[data-column="title"][aria-sort="ascending"]').waitFor();
    await page.locator("#library-find").fill("ordinaria");
    await page.locator(".records-count", { hasText: "1–50" }).waitFor();
    expect(new URL(page.url()).search).toBe("?words=ordinaria&language=es&sort=title");
    await page.locator(".records-pages button").last().click();
    await page.locator(".records-count", { hasText: "51–100" }).waitFor();
    await page.goBack();
    await page.locator(".records-count", { hasText: "1–50" }).waitFor();
    expect(await page.locator("#library-find").inputValue()).toBe("ordinaria");
    await page.locator(".record-actions a").first().click();
    await page.locator(".reading-back a").click();
    await page.locator(".records-count", { hasText: "1–50" }).waitFor();
    expect(new URL(page.url()).search).toBe("?words=ordinaria&language=es&sort=title");
  });

  it("finds a running job again after a reload", async () => {
    const { page, server } = await room.enter();
    server.intake.holdJobs();
    await page.goto(`${server.url}/library`);
    await page.locator(".intake-zone").waitFor();
    await page.locator(".intake-input").setInputFiles([sampleFiles.plain, sampleFiles.speakerless]);
    await page.locator(".intake[data-phase=working]").waitFor();
    server.intake.stepJobs("next");
    await page.reload();
    await page.locator('.intake[data-phase=working] .intake-file[data-state="reading"]').waitFor();
    server.intake.stepJobs("end");
    await page.locator(".intake[data-phase=ended]").waitFor();
    await page.locator(".record-title", { hasText: "aguas" }).waitFor();
    await page.reload();
    await page.locator(".record-table").waitFor();
    expect(await page.locator(".intake").count()).toBe(0);
  });
});
