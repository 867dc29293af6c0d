/**
 * What a drop holds. The browser shows it during the event only, so that it is taken at once and read afterwards:
 * files as they are, folders as entries.
 */
export type GivenItem = File | FileSystemEntry;

export function givenItems(transfer: DataTransfer): readonly GivenItem[] {
  return [...transfer.items]
    .filter(({ kind }) => kind === "file")
    .flatMap((item) => item.webkitGetAsEntry?.() ?? item.getAsFile() ?? []);
}

/** Whether what is dragged holds files, as far as a browser tells before the drop. */
export function holdsFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer?.types.includes("Files") ?? false;
}
