import { rm } from "node:fs/promises";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import type { FixtureDocument } from "../fakes/record-fixture.ts";
import { camDocument } from "../fakes/record-fixture.ts";
import { type FakeRecordServer, type FakeRecordServerOptions, startFakeRecordServer } from "../fakes/record-server.ts";
import { buildPage } from "./built-page.ts";
import { launchBrowser, type TestBrowser, type VisitOptions } from "./page-harness.ts";

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

/** Builds the page and launches the browser once for a test file, and clears up after each test. */
export function openReadingRoom(): ReadingRoom {
  vi.setConfig(patience);
  let browser: TestBrowser;
  let assets: string;
  const leaving: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    [browser, assets] = await Promise.all([launchBrowser(), buildPage()]);
  });
  afterEach(async () => {
    for (const leave of leaving.splice(0)) await leave();
  });
  afterAll(async () => {
    await browser.close();
    await rm(assets, { recursive: true, force: true });
  });
  return {
    async enter({ documents = [camDocument()], answer, ...visit } = {}) {
      const server = await startFakeRecordServer({ documents, assets, ...(answer === undefined ? {} : { answer }) });
      const { page, context, complaints, leave } = await browser.visit(visit);
      const tolerated: RegExp[] = [];
      leaving.push(async () => {
        await leave();
        await server.close();
        expect(complaints.filter((complaint) => !tolerated.some((pattern) => pattern.test(complaint)))).toEqual([]);
      });
      return { page, context, server, tolerate: (complaint) => tolerated.push(complaint) };
    },
  };
}
