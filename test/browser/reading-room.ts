import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import type { FixtureDocument } from "../fakes/record-fixture.ts";
import { camDocument } from "../fakes/record-fixture.ts";
import { type FakeRecordServer, type FakeRecordServerOptions, startFakeRecordServer } from "../fakes/record-server.ts";
import { buildProduct } from "../server/built-server.ts";
import { launchBrowser, pageAssets, type TestBrowser, type Visit, type VisitOptions } from "./page-harness.ts";

/** A browser on a busy machine takes its time; every wait is for a condition. */
const patience = { testTimeout: 120_000, hookTimeout: 240_000 };

export interface Room {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: FakeRecordServer;
  /** An error in the console that belongs to the test, such as a refused connection. */
  tolerate(complaint: RegExp): void;
}

export interface RoomOptions extends VisitOptions {
  readonly documents?: readonly FixtureDocument[];
  readonly answer?: FakeRecordServerOptions["answer"];
}

export interface ReadingRoom {
  /** A new visitor to a server of the test's own. After the test, the page must have logged no error. */
  enter(options?: RoomOptions): Promise<Room>;
}

/**
 * Builds the page where it is stale and launches the browser once for a test file. Tests with the same kind of visit
 * take turns on one page, which starts three times as fast as a new one: each test's server has an address of its own,
 * so that nothing which the browser keeps passes from one to the next.
 */
export function openReadingRoom(): ReadingRoom {
  vi.setConfig(patience);
  let browser: TestBrowser;
  const visits = new Map<string, Visit>();
  const leaving: (() => Promise<void>)[] = [];

  const visitOf = async (options: VisitOptions): Promise<Visit> => {
    const kind = JSON.stringify(options);
    const visit = visits.get(kind) ?? (await browser.visit(options));
    visits.set(kind, visit);
    // What a test before may have changed.
    await visit.page.emulateMedia({ media: null, colorScheme: options.colorScheme ?? "light" });
    return visit;
  };

  beforeAll(async () => {
    [browser] = await Promise.all([launchBrowser(), buildProduct()]);
  });
  afterEach(async () => {
    for (const leave of leaving.splice(0)) await leave();
  });
  afterAll(() => browser.close());
  return {
    async enter({ documents = [camDocument()], answer, ...options } = {}) {
      const server = await startFakeRecordServer({
        documents,
        assets: pageAssets,
        ...(answer === undefined ? {} : { answer }),
      });
      const { page, context, complaints } = await visitOf(options);
      const tolerated: RegExp[] = [];
      leaving.push(async () => {
        await page.goto("about:blank");
        for (const other of context.pages()) if (other !== page) await other.close();
        await server.close();
        const heard = complaints.splice(0);
        expect(heard.filter((complaint) => !tolerated.some((pattern) => pattern.test(complaint)))).toEqual([]);
      });
      return { page, context, server, tolerate: (complaint) => tolerated.push(complaint) };
    },
  };
}
