import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { camDocument } from "../fakes/record-fixture.ts";
import { startFakeRecordServer } from "../fakes/record-server.ts";
import { buildProduct } from "../server/built-server.ts";
import { type Device, devices, launchBrowser, pageAssets } from "./page-harness.ts";
import { screens } from "./screens.ts";

/**
 * Takes a picture of every screen and state: desktop, tablet and phone; light and dark; Spanish and English.
 * Names given on the command line narrow it: `tsx test/browser/screenshots.ts arrival phone dark en`.
 */
async function takeScreenshots(only: readonly string[]): Promise<number> {
  const folder = fileURLToPath(new URL("../screenshots/", import.meta.url));
  if (only.length === 0) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const chosen = <T extends string>(all: readonly T[]) => {
    const named = all.filter((name) => only.includes(name));
    return named.length === 0 ? all : named;
  };
  await buildProduct();
  const browser = await launchBrowser();
  const names = chosen(screens.map(({ name }) => name));
  // The keys of `devices` are the devices.
  const deviceNames = chosen(Object.keys(devices) as Device[]);
  let taken = 0;
  for (const screen of screens.filter(({ name }) => names.includes(name))) {
    for (const device of deviceNames) {
      for (const colorScheme of chosen(["light", "dark"] as const)) {
        for (const language of chosen(["es", "en"] as const)) {
          const server = await startFakeRecordServer({ documents: [camDocument()], assets: pageAssets });
          const visit = await browser.visit({ device, language, colorScheme });
          try {
            await screen.reach(visit.page, server, language);
            await visit.page.screenshot({ path: `${folder}${screen.name}.${device}.${colorScheme}.${language}.png` });
            taken += 1;
          } catch (error) {
            throw new Error(`No picture of ${screen.name} (${device}, ${colorScheme}, ${language}).`, { cause: error });
          } finally {
            await visit.leave();
            await server.close();
          }
        }
      }
    }
  }
  await browser.close();
  return taken;
}

const taken = await takeScreenshots(process.argv.slice(2));
console.log(`${taken} pictures in test/screenshots/`);
