import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openReadingRoom } from "./reading-room.ts";

const room = openReadingRoom();
/** Of everything that the first screen loads, compressed. */
const budgetBytes = 40_000;

describe.each(["es", "en"] as const)("the first screen in %s", (language) => {
  it("weighs under 40 kB compressed, and comes from one place", async () => {
    const { page, server } = await room.enter({ language });
    const sizes = new Map<string, number>();
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url)) elsewhere.push(request.url());
    });
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith("/api/") || pathname === "/readyz") return;
      void response.body().then((body) => sizes.set(pathname, gzipSync(body, { level: 9 }).length));
    });
    await page.goto(server.url, { waitUntil: "networkidle" });
    await page.locator("button.example").first().waitFor();
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    expect(sizes.size).toBeGreaterThan(3);
    expect(total).toBeLessThan(budgetBytes);
    expect(elsewhere).toEqual([]);
  });
});
