import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openExtractions } from "../../server/records/extractions.ts";
import { openFolderRecordStore } from "../../server/records/folder-record-store.ts";
import { readHeldRecords } from "../../server/records/held-records.ts";
import { openOverlayFolder } from "../../server/records/overlay.ts";
import { createInProcessReading } from "../../server/records/reading/in-process-reading.ts";
import { examine } from "../../server/storage/doctor.ts";
import { fillDataFolder } from "../server/storage/data-folder.ts";

/** Notes that carry no seal have one place whose change nothing tells: the name of the seal's own field. */
const sealName = '"seal"';

/**
 * Flips one bit of one file of a record at a time, anywhere in it, and puts it back.
 * @throws Error when a start does not set exactly that record aside, or the doctor does not tell of that file.
 */
export async function flipBits(rounds: number, random: () => number): Promise<{ readonly told: number }> {
  const directory = await mkdtemp(join(tmpdir(), "relator-flipped-"));
  try {
    await fillDataFolder(directory);
    const documents = join(directory, "documents");
    for (let round = 0; round < rounds; round += 1) {
      const ids = ["forests", "rivers"] as const;
      const id = ids[Math.floor(random() * ids.length)] ?? ids[0];
      const names = await readdir(join(documents, id));
      const name = names[Math.floor(random() * names.length)] ?? "note.json";
      const path = join(documents, id, name);
      const whole = await readFile(path);
      const at = drawPlace(whole, random);
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      await writeFile(path, flipped);
      await assertTold(directory, { id, name, at });
      await writeFile(path, whole);
    }
    return { told: rounds };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function drawPlace(bytes: Buffer, random: () => number): number {
  const seal = bytes.lastIndexOf(sealName);
  for (;;) {
    const at = Math.floor(random() * bytes.length);
    const isSealName = seal >= 0 && at >= seal && at < seal + sealName.length;
    // Space between the values of a file laid out for people is no part of what is kept.
    const isSpace = seal >= 0 && /\s/.test(String.fromCharCode(bytes[at] ?? 0));
    if (!isSealName && !isSpace) return at;
  }
}

interface Flip {
  readonly id: string;
  readonly name: string;
  readonly at: number;
}

async function assertTold(directory: string, { id, name, at }: Flip): Promise<void> {
  const where = `byte ${at} of ${id}/${name}`;
  const corpusDirectory = await mkdtemp(join(directory, ".corpus-"));
  const held = await readHeldRecords(
    {
      corpusDirectory,
      store: openFolderRecordStore({ documents: join(directory, "documents"), removed: join(directory, "removed") }),
      overlays: openOverlayFolder(join(directory, "overlays")),
      extractions: openExtractions({
        directory: join(directory, "extracted"),
        refusedBy: "these limits",
        onFileProblem: () => {},
      }),
      reading: createInProcessReading(),
      onFileProblem: () => {},
    },
    new AbortController().signal,
  );
  const aside = held.setAside.map((each) => each.id);
  if (aside.length !== 1 || aside[0] !== id) throw new Error(`${where}: set aside are [${aside.join(", ")}]`);
  const { findings } = await examine({
    dataDirectory: directory,
    corpusDirectory,
    mend: false,
    reading: createInProcessReading(),
    refusedBy: "these limits",
  });
  const isTold = findings.some(({ code, path }) => code === "damaged" && path === `documents/${id}/${name}`);
  if (!isTold) throw new Error(`${where}: the doctor tells ${JSON.stringify(findings)}`);
  await rm(corpusDirectory, { recursive: true });
}
