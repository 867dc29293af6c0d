import type { Page } from "playwright-core";
import type { FakeRecordServer } from "../fakes/record-server.ts";
import { shelfOfRecords } from "../fakes/record-shelf.ts";
import type { Screen } from "./screens.ts";

const minutes = [
  "Acta de la sesión de aguas",
  "· Ana Quispe",
  "Alcaldesa",
  "· Propuso ampliar la red de agua potable de los barrios altos.",
  "· Luis Ramos",
  "Regidor",
  "· Señaló que el presupuesto no alcanza para este año.",
  "",
].join("\n");

/** Files as a reader would give them: what comes of each is told by its name (see the fake server's intake). */
export const sampleFiles = {
  plain: sampleFile("acta-speakers.docx", minutes),
  speakerless: sampleFile("nota.txt", "Nota sobre el agua\nEl agua no alcanza.\n"),
  doubtful: sampleFile("acta-doubtful-speakers.pdf", minutes.replace("de aguas", "de la cuenca")),
  broken: sampleFile("broken.pdf", "%PDF-1.7"),
};

function sampleFile(name: string, text: string) {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(text) };
}

export type SampleFile = ReturnType<typeof sampleFile>;

export async function openLibrary(page: Page, server: FakeRecordServer): Promise<void> {
  await page.goto(`${server.url}/library`);
  await page.locator(".intake-zone").waitFor();
}

/** Chooses files, and waits until the server has done with them. */
export async function giveFiles(page: Page, files: readonly SampleFile[]): Promise<void> {
  await page.locator(".intake-input").setInputFiles([...files]);
  await page.locator(".intake[data-phase=ended]").first().waitFor();
}

/** Gives one file, and opens what was read in it. */
export async function openReadingOf(page: Page, server: FakeRecordServer, file: SampleFile): Promise<void> {
  await openLibrary(page, server);
  await giveFiles(page, [file]);
  await page.goto(`${server.url}/library/reading?document=${file.name.replace(/\.\w+$/, "")}`);
  await page.locator(".paragraph-sections").waitFor();
}

/** As the server answers a correction that does not fit. */
export const refusedCorrection = {
  status: 422,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "/problems/unfitting-correction",
    title: "",
    status: 422,
    detail: "El texto ya no dice eso ahí.",
    errors: [{ path: "corrections[0].quote", message: "El texto ya no dice eso ahí." }],
  }),
};

async function openShelf(page: Page, server: FakeRecordServer, count: number): Promise<void> {
  server.setDocuments(shelfOfRecords(count));
  await openLibrary(page, server);
  await page.locator(".record-table tbody tr").first().waitFor();
}

export const libraryScreens: readonly Screen[] = [
  {
    name: "library",
    reach: (page, server) => openShelf(page, server, 120),
  },
  {
    name: "library-one",
    async reach(page, server) {
      await openLibrary(page, server);
      await page.locator(".record-table tbody tr").first().waitFor();
    },
  },
  {
    name: "library-empty",
    async reach(page, server) {
      server.setDocuments([]);
      await openLibrary(page, server);
      await page.locator(".intake-zone[data-large=true]").waitFor();
    },
  },
  {
    name: "library-none",
    async reach(page, server) {
      await openShelf(page, server, 20);
      await page.locator("#library-find").fill("zzzz");
      await page.locator(".records .notice").waitFor();
    },
  },
  {
    name: "library-failed",
    async reach(page, server) {
      server.failDocuments(true);
      await openLibrary(page, server);
      await page.locator(".notice-problem").waitFor();
    },
  },
  {
    name: "library-adding",
    async reach(page, server) {
      server.intake.holdJobs();
      await openLibrary(page, server);
      const { plain, doubtful, broken } = sampleFiles;
      await page.locator(".intake-input").setInputFiles([broken, plain, doubtful]);
      await page.locator(".intake[data-phase=working]").waitFor();
      for (let steps = 0; steps < 4; steps++) server.intake.stepJobs("next");
      await page.locator("[data-state=indexing] progress").waitFor();
    },
  },
  {
    name: "library-added",
    async reach(page, server) {
      await openLibrary(page, server);
      await giveFiles(page, Object.values(sampleFiles));
      await page.locator(".intake-report summary").first().click();
      await page.locator(".reading-doubt").first().waitFor();
    },
  },
  {
    name: "library-removing",
    async reach(page, server) {
      await openLibrary(page, server);
      await giveFiles(page, [sampleFiles.plain]);
      await page.locator(".record-actions [aria-haspopup=dialog]").first().click();
      await page.locator(".dialog .button-danger").waitFor();
    },
  },
  {
    name: "library-removed",
    async reach(page, server) {
      server.intake.setAside = [{ id: "gone", fileName: "acta.pdf", reason: "damaged", removable: true }];
      await openLibrary(page, server);
      await giveFiles(page, [sampleFiles.plain]);
      await page.locator(".record-actions [aria-haspopup=dialog]").first().click();
      await page.locator(".dialog .button-danger").click();
      await page.locator("[data-notice=removed] button:focus").waitFor();
      await page.locator(".recently-removed summary").click();
    },
  },
  {
    name: "reading",
    async reach(page, server) {
      await openLibrary(page, server);
      await giveFiles(page, [sampleFiles.doubtful]);
      await page.goto(`${server.url}/library/reading?document=acta-doubtful-speakers`);
      await page.locator(".section-table").waitFor();
    },
  },
  {
    name: "reading-speakerless",
    async reach(page, server) {
      await openLibrary(page, server);
      await giveFiles(page, [sampleFiles.speakerless]);
      await page.goto(`${server.url}/library/reading?document=nota`);
      await page.locator("[data-doubt=no-speakers]").waitFor();
    },
  },
  {
    name: "reading-paragraphs",
    async reach(page, server) {
      await page.goto(`${server.url}/library/reading?document=resumen-sesion-tematica-cam-2023-05-09#p12`);
      await page.locator('.paragraph[data-sought="true"] button:focus').click();
      await page.locator(".mend-actions button").first().click();
      await page.locator(".mend-form input:focus").waitFor();
    },
  },
  {
    name: "reading-facts",
    async reach(page, server) {
      await openReadingOf(page, server, sampleFiles.plain);
      await page.locator("#mend-facts").click();
      await page.locator(".mend-form textarea:focus").waitFor();
    },
  },
  {
    name: "reading-same-person",
    async reach(page, server) {
      await openReadingOf(page, server, sampleFiles.plain);
      await page.locator(".record-speaker button").first().click();
      await page.locator(".mend-form select:focus").waitFor();
    },
  },
  {
    name: "reading-corrected",
    async reach(page, server) {
      await openReadingOf(page, server, sampleFiles.doubtful);
      for (const count of [1, 2]) {
        await page.locator('[data-doubt="doubts"] .mend-actions button:nth-child(3)').first().click();
        await page
          .locator(".correction")
          .nth(count - 1)
          .waitFor();
      }
      await page.locator("[data-change=done]").waitFor();
    },
  },
  {
    name: "reading-correction-failed",
    async reach(page, server) {
      await openReadingOf(page, server, sampleFiles.doubtful);
      await page.route("**/corrections", (route) =>
        route.request().method() === "POST" ? route.fulfill(refusedCorrection) : route.fallback(),
      );
      await page.locator('[data-doubt="doubts"] .mend-actions button:nth-child(2)').first().click();
      await page.locator("[data-change=failed]").waitFor();
      await page.unroute("**/corrections");
    },
  },
  {
    name: "reading-not-found",
    async reach(page, server) {
      await page.goto(`${server.url}/library/reading?document=no-such-record`);
      await page.locator(".library .notice").waitFor();
    },
  },
  {
    name: "passages",
    async reach(page, server) {
      await page.goto(`${server.url}/library/passages?q=remesas+familias`);
      await page.locator(".found-passage").first().waitFor();
    },
  },
  {
    name: "passages-unasked",
    async reach(page, server) {
      await page.goto(`${server.url}/library/passages`);
      await page.locator(".passage-search .quiet").waitFor();
    },
  },
  {
    name: "arrival-several",
    async reach(page, server) {
      server.setDocuments(shelfOfRecords(15));
      await page.goto(server.url);
      await page.locator(".sessions-all").waitFor();
    },
  },
];
