import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FeedbackRequest } from "../../../server/feedback-protocol.ts";
import { openFeedbackStore } from "../../../server/records/feedback-store.ts";
import { openFolderRecordStore } from "../../../server/records/folder-record-store.ts";
import { openOverlayFolder } from "../../../server/records/overlay.ts";
import { createInProcessReading } from "../../../server/records/reading/in-process-reading.ts";

export const textOn = (subject: string) => `Summary of the session on ${subject}
5 March 2024

Delegation of Peru

- Peru recommends more ${subject}.
- The ${subject} of 2023 were two million.
`;

/** Everything that a data folder holds: records of two forms, corrections, a removed record, feedback, collections. */
export async function fillDataFolder(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const documents = join(directory, "documents");
  const store = openFolderRecordStore({ documents, removed: join(directory, "removed") });
  const reading = createInProcessReading();
  await store.open(() => false);
  const page = `<!doctype html><title>rivers</title><p>${textOn("rivers").split("\n\n").join("</p><p>")}</p>`;
  const files = { "forests.txt": textOn("forests"), "rivers.html": page, "ports.txt": textOn("ports") };
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const id = name.split(".")[0] ?? name;
    const { extracted, document } = await reading.readFile({ id, name, bytes });
    const staged = await store.stage({ id, fileName: name, bytes, extracted, title: document.title });
    const held = await staged.commit();
    const correction = { type: "metadata", title: "On forests" } as const;
    if (id === "forests") {
      await store.writeOverlay(held, [{ id: "one", createdAt: "2026-11-30T12:00:00Z", correction }], document.title);
    }
    if (id === "ports") await store.remove(held, document.title);
  }
  await writeFile(join(documents, "flat.txt"), textOn("flats"));
  const overlay = [
    { id: "two", createdAt: "2026-11-30T12:00:00Z", correction: { type: "metadata", title: "Own" } as const },
  ];
  await openOverlayFolder(join(directory, "overlays")).write("embedded", overlay, "sha256:0");
  const opinion = {
    question: "How many?",
    language: "en",
    verdict: "useful",
    consent: true,
    passageIds: [],
  } satisfies FeedbackRequest;
  await openFeedbackStore(join(directory, "feedback")).keep(opinion, []);
  await writeFile(join(directory, "collections.json"), '{"collections":[{"name":"mine","documents":["forests"]}]}');
}

/** All files of the folder, with their bytes. */
export async function readAll(directory: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(
    files.map(async (file) => [file.slice(directory.length + 1), await readFile(file, "latin1")] as const),
  );
  return new Map(read.sort());
}
