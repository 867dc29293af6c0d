import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { packageDirectory } from "../server/built-server.ts";

/** The page as it is served, once `buildProduct` has built it. */
export const pageAssets = join(packageDirectory, "dist", "client");

/** Debian's; no browser is downloaded. */
const executablePath = "/usr/bin/chromium";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  tablet: { viewport: { width: 834, height: 1112 }, hasTouch: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;

export type Device = keyof typeof devices;

export interface TestBrowser {
  /** A page of a new visitor. What it logs as an error, and what its policy refuses, is in `complaints`. */
  visit(options?: VisitOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  readonly device?: Device;
  readonly language?: "es" | "en";
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
  leave(): Promise<void>;
}

export async function launchBrowser(): Promise<TestBrowser> {
  if (!existsSync(executablePath)) throw new Error(`Browser tests need Chromium at ${executablePath}.`);
  const profile = await mkdtemp(join(tmpdir(), "relator-browser-"));
  const browser: Browser = await chromium.launch({
    executablePath,
    args: flags,
    env: { ...process.env, HOME: profile },
  });
  return {
    async visit({ device = "desktop", language = "es", ...options } = {}) {
      const context = await browser.newContext({
        ...devices[device],
        locale: language === "es" ? "es-PE" : "en-US",
        permissions: ["clipboard-read", "clipboard-write"],
        ...options,
      });
      // The suites beside this one run the models on the same cores: a wait for a condition may be long, and is no failure.
      context.setDefaultTimeout(100_000);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      return { page, context, complaints, leave: () => context.close() };
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Asks through the question box. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.locator("#question").fill(question);
  await page.locator("#question").press("Enter");
}

/** The latest answer, once it is whole. */
export async function latestAnswer(page: Page) {
  const turn = page.locator(".turn").last();
  await turn.and(page.locator('[data-phase="complete"]')).waitFor();
  return turn;
}
