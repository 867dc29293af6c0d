import { RecordReadError } from "../record-read-error.ts";
import { composeText } from "./compose-text.ts";
import type { FileFormat, FileNote, RecordFile } from "./file-format.ts";
import { extensionOf } from "./file-names.ts";
import { readContent } from "./html/content.ts";
import { mainContentOf } from "./html/main-content.ts";
import { parseHtml } from "./html/parse-html.ts";

const HEAD_BYTES = 4096;

/** Reads web pages: the main text with its headings, lists and tables, without what the page puts around it. */
export function createHtmlFormat(): FileFormat {
  return {
    name: "html",
    recognizes: isHtml,
    async extract({ bytes, signal }) {
      const { source, notes: decoded } = decodeHtml(bytes);
      const body = parseHtml(source);
      signal?.throwIfAborted();
      const { parts, notes } = body === null ? { parts: [], notes: [] } : readContent(mainContentOf(body));
      const { text, structure } = composeText(parts);
      return { fileFormat: "html", text, format: "structured", structure, pages: null, notes: [...decoded, ...notes] };
    },
  };
}

function isHtml({ bytes, name }: RecordFile): boolean {
  const head = new TextDecoder(utf16Of(bytes) ?? "latin1").decode(bytes.subarray(0, HEAD_BYTES));
  const opening = head.replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*/u, "");
  if (/^<(?:!doctype\s+html|html)(?=[\s>])/iu.test(opening)) return true;
  return (
    ["html", "htm", "xhtml"].includes(extensionOf(name)) &&
    /<(?:p|div|body|head|h[1-6]|table|br|meta|span|ul|ol)(?=[\s/>])/iu.test(head)
  );
}

function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

/** In the encoding that the page's mark or declaration names; undeclared pages are UTF-8 or, failing that, Windows-1252. */
function decodeHtml(bytes: Uint8Array): { readonly source: string; readonly notes: readonly FileNote[] } {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, HEAD_BYTES));
  const declared = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})/iu.exec(head)?.[1]?.toLowerCase() ?? "utf-8";
  const utf16 = utf16Of(bytes);
  // A page that is read byte by byte up to its declaration is not in UTF-16, whatever that says.
  const named = utf16 ?? (declared.startsWith("utf-16") ? "utf-8" : declared);
  const isUtf8 = named === "utf-8" || named === "utf8";
  try {
    const source = new TextDecoder(named, { fatal: true }).decode(bytes);
    return { source, notes: isUtf8 ? [] : [{ code: "decoded-otherwise" }] };
  } catch (cause) {
    if (!isUtf8) {
      throw new RecordReadError(
        `The page is not in the encoding that it declares (${named}). Save it again in UTF-8.`,
        {
          reason: "encoding",
          cause,
        },
      );
    }
    return { source: new TextDecoder("windows-1252").decode(bytes), notes: [{ code: "decoded-otherwise" }] };
  }
}
