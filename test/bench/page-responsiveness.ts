import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { ask, launchBrowser, pageAssets } from "../browser/page-harness.ts";
import { type FixtureDocument, fixtureDocument } from "../fakes/record-fixture.ts";
import { startFakeRecordServer } from "../fakes/record-server.ts";
import { buildProduct } from "../server/built-server.ts";

/** What one use of the page cost. */
export interface PageMeasurement {
  readonly use: string;
  /** The longest stretch in which the page could not react, by the clock on the wall: other work on the machine counts. */
  readonly longestTaskMs: number;
  /** The longest by the processor's time that the page's thread used. */
  readonly longestTaskProcessorMs: number;
  /** From pressing Enter to the first part of the answer in the page; null where no question was asked. */
  readonly firstPartMs: number | null;
}

const passageCount = 1000;
const questionCount = 200;

/** A record of 25 speakers and a thousand passages, in words of which some recur. */
function longRecord(): FixtureDocument {
  const words =
    "migración gobernanza remesas protección cooperación región frontera asilo diálogo recomienda países".split(" ");
  const sentence = (seed: number) =>
    Array.from(
      { length: 40 + (seed % 30) },
      (_, index) => words[(seed * 7 + index * (1 + (seed % 5))) % words.length],
    ).join(" ");
  const speakers = Array.from({ length: 25 }, (_, index) => ({
    speaker: `Delegación ${index + 1}`,
    role: "Representante",
    organization: `Organismo ${index + 1}`,
    country: null,
  }));
  const perSpeaker = passageCount / speakers.length;
  const lines = speakers.flatMap(({ speaker }, section) => [
    `· Intervención de la ${speaker}`,
    speaker,
    ...Array.from(
      { length: perSpeaker - 2 },
      (_, index) => `· Pasaje ${section * perSpeaker + index}: ${sentence(section * 31 + index)}.`,
    ),
  ]);
  return fixtureDocument({
    id: "long-record",
    title: "Acta larga",
    text: ["Acta larga", ...lines].join("\n"),
    language: "es",
    speakers,
    translation: null,
  });
}

/** A task of a thread, as Chromium traces it: durations in microseconds, `tdur` in processor time. */
interface TracedEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Runs a use of the page and reads its thread's longest task, once the page is at rest again. */
async function measure(page: Page, use: string, doing: () => Promise<number | null>): Promise<PageMeasurement> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("The page has no browser.");
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
  const firstPartMs = await doing();
  await page.evaluate("new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 100)))");
  // The format is Chromium's own.
  const trace = JSON.parse((await browser.stopTracing()).toString("utf8")) as {
    readonly traceEvents: readonly TracedEvent[];
  };
  const pageThreads = new Set(
    trace.traceEvents
      .filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = trace.traceEvents.filter(
    ({ name, pid, tid }) => name.endsWith("RunTask") && pageThreads.has(`${pid} ${tid}`),
  );
  const longest = (durations: readonly (number | undefined)[]) =>
    Math.round(durations.reduce<number>((most, duration) => Math.max(most, duration ?? 0), 0) / 1000);
  return {
    use,
    longestTaskMs: longest(tasks.map(({ dur }) => dur)),
    longestTaskProcessorMs: longest(tasks.map(({ tdur }) => tdur)),
    firstPartMs,
  };
}

/** From Enter to the first text of the answer, by the page's own clock. */
async function timeFirstPart(page: Page, question: string): Promise<number> {
  await page.locator("#question").fill(question);
  await page.evaluate(`
    window.firstPart = new Promise((resolve) => {
      const box = document.querySelector("#question");
      const known = document.querySelectorAll(".turn-lead").length;
      box.addEventListener("keydown", (event) => {
        const start = event.timeStamp;
        const observer = new MutationObserver(() => {
          if (document.querySelectorAll(".turn-lead").length <= known) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - start));
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }, { once: true });
    });
    undefined;
  `);
  await page.locator("#question").press("Enter");
  return page.evaluate<number>("window.firstPart");
}

async function settled(page: Page, count: number): Promise<void> {
  await page
    .locator('.turn[data-phase="complete"]')
    .nth(count - 1)
    .waitFor({ state: "attached" });
}

async function scrollThrough(page: Page, selector: string): Promise<null> {
  await page.evaluate(`(async () => {
    const pane = document.querySelector(${JSON.stringify(selector)});
    for (let top = 0; top < pane.scrollHeight; top += pane.clientHeight * 2) {
      pane.scrollTop = top;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  })()`);
  return null;
}

/** A document of a thousand passages and a conversation of two hundred questions, used as a reader would. */
export async function measurePage(): Promise<readonly PageMeasurement[]> {
  const document = longRecord();
  await buildProduct();
  const [browser, server] = await Promise.all([
    launchBrowser(),
    startFakeRecordServer({ documents: [document], assets: pageAssets }),
  ]);
  try {
    const { page } = await browser.visit();
    const measurements: PageMeasurement[] = [];
    const add = async (use: string, doing: () => Promise<number | null>) => {
      measurements.push(await measure(page, use, doing));
    };

    await page.goto(`${server.url}/d/${document.detail.id}#p700`);
    await page.locator("#p700:focus").waitFor();
    await add("open the long document", async () => {
      await page.goto("about:blank");
      await page.goto(`${server.url}/d/${document.detail.id}#p700`);
      await page.locator("#p700:focus").waitFor();
      await page.locator("#p1000").waitFor({ state: "attached" });
      return null;
    });
    await add("scroll the long document", () => scrollThrough(page, ".pane-source"));
    await add("search the long document", async () => {
      await page.locator("#find").pressSequentially("migracion", { delay: 60 });
      await page.locator(".lit-found-current").waitFor();
      for (let step = 0; step < 10; step++) await page.locator("#find").press("Enter");
      return null;
    });
    await page.goto(`${server.url}/recommendations`);
    await page.locator(".recommendation-table tbody tr").first().waitFor();
    await add("filter the table of recommendations", async () => {
      await page.locator(".filters input").pressSequentially("remesas", { delay: 60 });
      await page.locator(".recommendations-count").waitFor();
      return null;
    });

    await page.goto(server.url);
    await add("receive the first answer", () => timeFirstPart(page, "¿Qué se dijo de remesas y asilo?"));
    for (let count = 1; count < questionCount; count++) {
      await ask(page, `¿Qué se dijo de remesas en el pasaje ${count}?`);
      await settled(page, count + 1);
    }
    await add(`receive answer ${questionCount + 1}`, () => timeFirstPart(page, "¿Qué recomendaciones se hicieron?"));
    await settled(page, questionCount + 1);
    await add("scroll the long conversation", () => scrollThrough(page, ".pane-conversation"));
    await add("open the long conversation again", async () => {
      await page.reload();
      await settled(page, questionCount + 1);
      await page.locator(".turn").first().locator(".quote").first().waitFor({ state: "attached" });
      return null;
    });
    return measurements;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The first answer of a visit to the built server, about the embedded record. */
export async function measureEmbeddedRecord(serverUrl: string): Promise<PageMeasurement> {
  const browser = await launchBrowser();
  try {
    const { page } = await browser.visit();
    await page.goto(serverUrl);
    await page.locator("button.example").first().waitFor();
    return await measure(page, "receive an answer about the embedded record", () =>
      timeFirstPart(page, "¿Qué recomendó Panamá sobre la desinformación?"),
    );
  } finally {
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { use, longestTaskMs, longestTaskProcessorMs, firstPartMs } of await measurePage()) {
    const first = firstPartMs === null ? "" : `, first part after ${Math.round(firstPartMs)} ms`;
    console.log(`${use}: longest task ${longestTaskMs} ms (${longestTaskProcessorMs} ms of processor)${first}`);
  }
}
