/** What is copied: a program takes the form that it can show. */
export interface Copied {
  readonly text: string;
  /** The same with its paragraphs and links. */
  readonly html?: string;
}

/** Puts text on the clipboard; false where the browser does not let the page. */
export async function copy({ text, html }: Copied): Promise<boolean> {
  // The asynchronous interface is missing where the page is served without TLS to another machine.
  if (navigator.clipboard === undefined) return copyBySelection(text);
  try {
    if (html === undefined || typeof ClipboardItem === "undefined") await navigator.clipboard.writeText(text);
    else {
      const form = (type: string, value: string) => ({ [type]: new Blob([value], { type }) });
      await navigator.clipboard.write([new ClipboardItem({ ...form("text/plain", text), ...form("text/html", html) })]);
    }
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
