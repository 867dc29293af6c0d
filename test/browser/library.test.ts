import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { shelfOfRecords } from "../fakes/record-shelf.ts";
import { giveFiles, openLibrary, type SampleFile, sampleFiles } from "./library-screens.ts";
import { openReadingRoom } from "./reading-room.ts";

const room = openReadingRoom();

const words = {
  es: {
    remove: "Quitar",
    undo: "Deshacer",
    removed: "Se quitó «Acta de la sesión de aguas».",
    restored: "«Acta de la sesión de aguas» está de vuelta.",
    ended: "3 añadidos, 1 no se pudo añadir",
    comments: "Fuera: 2 comentarios.",
    results: /^\d+ pasajes?, primero/,
  },
  en: {
    remove: "Remove",
    undo: "Undo",
    removed: "“Acta de la sesión de aguas” was removed.",
    restored: "“Acta de la sesión de aguas” is back.",
    ended: "3 added, 1 could not be added",
    comments: "Left out: 2 comments.",
    results: /^\d+ passages?, the nearest/,
  },
} as const;

const combinations = [
  ["es", "desktop"],
  ["es", "phone"],
  ["en", "desktop"],
  ["en", "phone"],
] as const;

/** As a reader who lets go of files over the page. */
async function dropFiles(page: Page, selector: string, files: readonly SampleFile[]): Promise<void> {
  const given = files.map(({ name, buffer }) => ({ name, text: buffer.toString("utf8") }));
  await page.evaluate(
    `{
      const transfer = new DataTransfer();
      for (const { name, text } of ${JSON.stringify(given)}) transfer.items.add(new File([text], name));
      const target = document.querySelector(${JSON.stringify(selector)});
      for (const type of ["dragover", "drop"]) {
        target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
      }
    }`,
  );
}

const titles = (page: Page) => page.locator(".record-title").allTextContents();

describe.each(combinations)("the library in %s on a %s", (language, device) => {
  const said = words[language];

  it("takes files in, tells what was read, and opens a doubt at its place", async () => {
    const { page, server } = await room.enter({ language, device });
    await page.goto(server.url);
    await page.locator(".header-place", { hasText: language === "es" ? "Biblioteca" : "Library" }).click();
    await giveFiles(page, [sampleFiles.plain, sampleFiles.broken, sampleFiles.doubtful, sampleFiles.speakerless]);
    await page.locator(".intake-summary", { hasText: said.ended }).waitFor();
    expect(await page.locator(".intake-name").allTextContents()).toEqual([
      "broken.pdf",
      "nota.txt",
      "acta-doubtful-speakers.pdf",
      "acta-speakers.docx",
    ]);
    expect(await page.locator(".intake-problem").textContent()).toContain("encrypted");
    await page.locator(".record-table tr").nth(3).waitFor();
    expect((await titles(page)).toSorted()).toEqual([
      "Acta de la sesión de aguas",
      "Acta de la sesión de la cuenca",
      "Nota sobre el agua",
      "Resumen de intervenciones y recomendaciones. Sesión temática de la CAM",
    ]);

    const row = page.locator(".record-table tr", { hasText: "cuenca" });
    await row.locator(".concern").click();
    await page.locator('[data-doubt="doubts"] .reading-places a').first().waitFor();
    await page.locator(".reading-notes li", { hasText: said.comments }).waitFor();
    expect(await page.locator(".section-table tbody th").allTextContents()).toContain(
      "Ana QuispeMunicipalidad de Puno",
    );
    await page.locator('[data-doubt="doubts"] .reading-places a').first().click();
    await page.locator(".source-paragraph[data-lit=true]").waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/d\/acta-doubtful-speakers@/);
  });

  it("removes a record after asking, and brings it back", async () => {
    const { page, server } = await room.enter({ language, device });
    await openLibrary(page, server);
    await giveFiles(page, [sampleFiles.plain]);
    const row = page.locator(".record-table tr", { hasText: "aguas" });
    const remove = row.getByRole("button", { name: said.remove });
    await remove.click();
    // What is safe has the focus.
    await page.locator(".dialog .button:not(.button-danger):focus").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".dialog").waitFor({ state: "detached" });
    await row.locator("button:focus").waitFor();
    expect(server.intake.removed).toEqual([]);

    await remove.click();
    await page.locator(".dialog .button-danger").click();
    const undo = page.locator("[data-notice=removed] button:focus", { hasText: said.undo });
    await undo.waitFor();
    expect(await page.locator("[data-notice=removed] p").textContent()).toBe(said.removed);
    expect(await titles(page)).not.toContain("Acta de la sesión de aguas");
    expect(await page.locator(".intake-report").count()).toBe(0);
    // What is under way is told at once, however long it takes.
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/restore", async (route) => {
      await released;
      await route.continue();
    });
    await undo.click();
    await page.locator("[role=status] [data-notice=working]", { hasText: "Acta de la sesión de aguas" }).waitFor();
    release();
    await page.locator("[data-notice=restored]", { hasText: said.restored }).waitFor();
    await page.unroute("**/restore");
    expect(await titles(page)).toContain("Acta de la sesión de aguas");
    expect(server.intake.removed).toEqual([]);
  });

  it("searches all passages, and opens one at its place", async () => {
    const { page, server } = await room.enter({ language, device });
    await openLibrary(page, server);
    await page.locator(".library-view").nth(1).click();
    // The list of records has a field of its own, which goes with it.
    await page.locator(".library-view:nth-child(2)[aria-current=page]").waitFor();
    await page.locator("#library-find").fill("remesas familias");
    await page.keyboard.press("Enter");
    await page.locator(".passage-search-count", { hasText: said.results }).waitFor();
    const first = page.locator(".found-passage").first();
    expect(await first.locator(".found-source").textContent()).toContain("Jeremy T Harris");
    await first.locator(".found-place a").click();
    await page.locator("#p44:focus").waitFor();
    await page.goBack();
    await page.locator(".found-passage").first().waitFor();
    expect(await page.locator("#library-find").inputValue()).toBe("remesas familias");
  });
});

describe("the library", () => {
  it("leads there from whatever page files are dropped on", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.locator(".speaker-card").first().waitFor();
    await dropFiles(page, ".arrival", [sampleFiles.plain]);
    await page.locator(".intake[data-phase=ended]").waitFor();
    expect(new URL(page.url()).pathname).toBe("/library");
    expect(await page.locator(".drop-anywhere").count()).toBe(0);
    expect(server.intake.added.map(({ detail }) => detail.id)).toEqual(["acta-speakers"]);
    // The one file's report is open, and tells that nothing is in doubt.
    await page.locator(".intake-report[open] .reading-clear").waitFor();
  });

  it("shows how far it is, goes on while the reader is elsewhere, and can be cancelled", async () => {
    const { page, server } = await room.enter();
    server.intake.holdJobs();
    await openLibrary(page, server);
    await page.locator(".intake-input").setInputFiles([sampleFiles.plain, sampleFiles.speakerless]);
    await page.locator(".intake[data-phase=working]").waitFor();
    server.intake.stepJobs("next");
    await page.locator('.intake-file[data-state="reading"]').waitFor();
    server.intake.stepJobs("next");
    await page.locator('.intake-file[data-state="indexing"] progress').waitFor();
    await page.locator(".header-name").click();
    await page.locator("#question").waitFor();
    server.intake.stepJobs("next");
    await page.goBack();
    await page.locator('.intake-file[data-state="added"]').waitFor();
    await page.locator(".intake-head button").click();
    await page.locator(".intake[data-phase=cancelled]").waitFor();
    expect(await page.locator(".intake-summary").textContent()).toBe(
      "Cancelado. Queda 1 documento ya añadido; 1 archivo sin añadir.",
    );
    await page.locator(".intake-head button").click();
    await page.locator("#library-heading:focus").waitFor();
    expect(await page.locator(".intake").count()).toBe(0);
  });

  it("tells what was replaced and what was held already", async () => {
    const { page, server } = await room.enter();
    await openLibrary(page, server);
    const { plain, doubtful } = sampleFiles;
    await giveFiles(page, [plain]);
    await page.locator(".intake-head button").click();
    await giveFiles(page, [plain, { ...plain, buffer: doubtful.buffer }]);
    await page.locator('.intake-file:first-child[data-state="unchanged"]').waitFor();
    await page.locator('.intake-file:last-child[data-state="replaced"]').waitFor();
    await page.locator(".record-title", { hasText: "Acta de la sesión de la cuenca" }).waitFor();
  });

  it("says why the server refused all of it", async () => {
    const { page, server, tolerate } = await room.enter();
    tolerate(/413/);
    await openLibrary(page, server);
    await page.route("**/api/v1/documents", (route) =>
      route.request().method() === "POST"
        ? route.fulfill({
            status: 413,
            contentType: "application/problem+json",
            body: JSON.stringify({
              type: "about:blank",
              title: "",
              status: 413,
              detail: "Son demasiados.",
              errors: [],
            }),
          })
        : route.fallback(),
    );
    await page.locator(".intake-input").setInputFiles([sampleFiles.plain]);
    await page.locator(".intake[data-phase=lost] [role=alert]", { hasText: "Son demasiados." }).waitFor();
    await page.unroute("**/api/v1/documents");
  });

  it("finds, narrows, sorts and turns the pages of fifteen hundred records", async () => {
    const { page, server } = await room.enter();
    server.setDocuments(shelfOfRecords(1500));
    await openLibrary(page, server);
    await page.locator(".record-table tbody tr").nth(49).waitFor();
    expect(await page.locator(".record-table tbody tr").count()).toBe(50);
    expect((await titles(page))[0]).toBe("Acta de la sesión ordinaria n.º 1500");
    await page.locator(".records-pages button").last().click();
    await page.locator(".records-count:focus", { hasText: "51–100 de 1500" }).waitFor();
    await page.locator('th[data-column="title"] button').click();
    await page.locator('th[data-column="title"][aria-sort="ascending"]').waitFor();
    expect((await titles(page))[0]).toBe("Acta de la sesión ordinaria n.º 1");
    await page.locator(".record-filters select").first().selectOption("Comisión de Aguas");
    await page.locator(".record-filters select").nth(1).selectOption("2020");
    await page.locator(".record-filters input[list]").fill("nahui");
    await page.locator("#library-find").fill("ordinaria");
    await page.locator(".records-count", { hasText: "de 1500 documentos" }).waitFor();
    for (const row of await page.locator(".record-table tbody tr").allTextContents()) {
      expect(row).toContain("Comisión de Aguas");
      expect(row).toContain("2020");
    }
    await page.locator(".record-filters .button-quiet:not(.record-filters-toggle)").click();
    await page.locator(".records-count", { hasText: /^1500 documentos/ }).waitFor();
  });

  it("keeps its place while a record is open, and gives the focus back", async () => {
    const { page, server } = await room.enter();
    server.setDocuments(shelfOfRecords(120));
    await openLibrary(page, server);
    await page.locator(".records-pages button").last().click();
    await page.locator("#record-record-60").click();
    await page.locator(".source-paragraph").first().waitFor();
    await page.locator(".source-back").click();
    await page.locator("#record-record-60:focus").waitFor();
  });

  it("removes a record from where it is open, and for good from the list of those removed", async () => {
    const { page, server } = await room.enter();
    await openLibrary(page, server);
    await giveFiles(page, [sampleFiles.plain]);
    await page.locator(".record-title", { hasText: "aguas" }).click();
    await page.locator(".source-facts [aria-haspopup=dialog]").click();
    await page.locator(".dialog .button-danger").click();
    await page.locator("[data-notice=removed] button:focus").waitFor();
    expect(new URL(page.url()).pathname).toBe("/library");
    await page.locator(".recently-removed summary").click();
    await page.locator(".recently-removed [aria-haspopup=dialog]").click();
    await page.locator(".dialog .button-danger").click();
    await page.locator("[data-notice=purged] button:focus").waitFor();
    expect(await page.locator(".recently-removed").count()).toBe(0);
    expect(server.intake.added).toEqual([]);
  });

  it("offers no removal of the collection's own records, and says why", async () => {
    const { page, server } = await room.enter();
    await openLibrary(page, server);
    const row = page.locator(".record-table tbody tr").first();
    await row.locator(".record-fixed").waitFor();
    expect(await row.locator("button").count()).toBe(0);
    expect(await row.locator(".record-fixed").textContent()).toContain("no se puede quitar");
    await page.goto(`${server.url}/d/resumen-sesion-tematica-cam-2023-05-09`);
    await page.locator(".source-facts").waitFor();
    expect(await page.locator(".source-facts [aria-haspopup=dialog]").count()).toBe(0);
  });

  it("names the records that are not answered from, and why", async () => {
    const { page, server } = await room.enter();
    server.intake.setAside = [
      { id: "a", fileName: "acta.pdf", reason: "damaged", removable: true },
      { id: "b", fileName: "minutes.txt", reason: "of-a-later-server", removable: false },
    ];
    await openLibrary(page, server);
    await page.locator(".set-aside li").nth(1).waitFor();
    const said = await page.locator(".set-aside").textContent();
    expect(said).toMatch(
      /2 documentos están apartados.*acta\.pdf: sus archivos ya no son los que eran.*minutes\.txt: hay un problema/,
    );
  });

  it("says how many records are held on arrival, and shows the latest", async () => {
    const { page, server } = await room.enter();
    server.setDocuments(shelfOfRecords(15));
    await page.goto(server.url);
    await page.locator(".sessions-held", { hasText: "15" }).waitFor();
    expect(await page.locator(".session").count()).toBe(6);
    await page.locator(".sessions-all a").click();
    await page.locator(".record-table tbody tr").nth(14).waitFor();
  });

  it("changes its language in place", async () => {
    const { page, server } = await room.enter();
    await openLibrary(page, server);
    await page.locator(".header-end button").first().click();
    await page.locator("#library-heading", { hasText: "Library" }).waitFor();
    await page.locator(".header-end button").first().click();
    await page.locator("#library-heading", { hasText: "Biblioteca" }).waitFor();
  });
});
