/** Hands a text to the reader as a file. */
export function downloadText(fileName: string, mediaType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

const longestNameCharacters = 60;

/** A file name that every system takes, made from a title. */
export function fileNameFrom(title: string, extension: string): string {
  const name = title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestNameCharacters)
    .replace(/^-+|-+$/g, "");
  return `${name === "" ? "relator" : name}.${extension}`;
}
