import { describe, expect, it } from "vitest";
import { filesOf } from "../../../client/library/folder-walk.ts";

/** As many entries as a browser hands out at once. */
const portion = 100;

interface Folder {
  readonly [name: string]: string | Folder;
}

/** Entries as a browser gives them for a dropped folder; only what the walk needs of them. */
function entryOf(name: string, content: string | Folder): FileSystemEntry {
  const entry =
    typeof content === "string"
      ? {
          name,
          isFile: true,
          isDirectory: false,
          file: (resolve: (file: File) => void) => resolve(new File([content], name)),
        }
      : { name, isFile: false, isDirectory: true, createReader: () => readerOf(content) };
  // The interface has more, which no walk uses.
  return entry as unknown as FileSystemEntry;
}

function readerOf(folder: Folder) {
  const entries = Object.entries(folder).map(([name, content]) => entryOf(name, content));
  return { readEntries: (resolve: (some: FileSystemEntry[]) => void) => resolve(entries.splice(0, portion)) };
}

describe("what was dropped", () => {
  it("is read with all folders in it, by name, without what systems hide there", async () => {
    const folder = entryOf("actas", {
      "b.txt": "b",
      ".DS_Store": "",
      "~$a.docx": "",
      "Thumbs.db": "",
      2023: { "c.txt": "c", ".git": { config: "" }, deeper: { "d.txt": "d" } },
      "a.txt": "a",
    });
    const files = await filesOf([new File(["e"], "e.txt"), folder]);
    expect(files.map(({ name }) => name)).toEqual(["e.txt", "c.txt", "d.txt", "a.txt", "b.txt"]);
  });

  it("names files of one name by their folders too, so that none takes the place of another", async () => {
    const folder = entryOf("actas", { 2021: { "Acta.txt": "a" }, 2022: { "acta.txt": "b", "otra.txt": "c" } });
    const files = await filesOf([folder]);
    expect(files.map(({ name }) => name)).toEqual(["actas - 2021 - Acta.txt", "actas - 2022 - acta.txt", "otra.txt"]);
    expect(await files[1]?.text()).toBe("b");
  });

  it("leaves out what lies in a hidden folder of a chosen one", async () => {
    const inFolder = (path: string) =>
      Object.defineProperty(new File([path], path.split("/").at(-1) ?? ""), "webkitRelativePath", { value: path });
    const files = await filesOf(["actas/.git/config", "actas/a.txt"].map(inFolder));
    expect(files.map(({ name }) => name)).toEqual(["a.txt"]);
  });

  it("is read whole where a folder has more than a browser hands out at once", async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`${index}.txt`, "text"]));
    expect(await filesOf([entryOf("many", many)])).toHaveLength(250);
  });
});
