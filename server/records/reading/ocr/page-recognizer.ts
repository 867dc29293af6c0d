import { spawn } from "node:child_process";
import type { Fragment } from "../../../../corpus/formats/pdf/page-fragments.ts";
import type { PictureOfPage, RecognizePages } from "../../../../corpus/formats/pdf/page-recognition.ts";
import { RecordReadError } from "../../../../corpus/record-read-error.ts";
import type { OcrTools } from "./ocr-tools.ts";
import { readTesseractWords } from "./tesseract-words.ts";

/** Scanned pages of one file: each takes a second or several. */
const mostPages = 300;
/** Of a page's longer side: about 260 dots an inch of an A4 page, and a bound where a page says that it is a mile long. */
const pixels = 3000;
/** Of processor, for one page; of memory, for a program. The system holds them, also when this process is killed. */
const secondsPerPage = 60;
const kilobytes = 2_000_000;
/** Of what a program writes: a grey picture of the largest page, with room. */
const mostBytes = 2 * pixels * pixels;

/** Recognises pages one after another, with one thread: the server beside it has to answer. */
export function createPageRecognizer({ pdftoppm, tesseract, languages }: OcrTools): RecognizePages {
  async function recognize(pdf: Uint8Array, page: PictureOfPage): Promise<readonly Fragment[]> {
    const number = String(page.number);
    const picture = await run(pdftoppm, ["-f", number, "-l", number, "-scale-to", String(pixels), "-gray", "-"], pdf);
    const words = await run(tesseract, ["stdin", "stdout", "-l", languages.join("+"), "tsv"], picture);
    return readTesseractWords(words.toString("utf8"), page);
  }

  return async (pdf, pages, signal) => {
    if (pages.length > mostPages) {
      throw new RecordReadError(
        `The PDF has ${pages.length} scanned pages; at most ${mostPages} are read by OCR. Split it and add the parts.`,
        { reason: "too-large", details: { limit: mostPages, unit: "pages" } },
      );
    }
    const recognized = new Map<number, readonly Fragment[]>();
    for (const page of pages) {
      signal?.throwIfAborted();
      recognized.set(page.number, await recognize(pdf, page));
    }
    return recognized;
  };
}

/** Runs a program under limits of the system's on what it is given. @returns What it writes. */
function run(program: string, given: readonly string[], input: Uint8Array): Promise<Buffer> {
  const limited = `ulimit -t ${secondsPerPage} && ulimit -v ${kilobytes} && exec "$0" "$@"`;
  return new Promise((resolve, reject) => {
    const child = spawn("/bin/sh", ["-c", limited, program, ...given], {
      env: { OMP_THREAD_LIMIT: "1" },
      stdio: ["pipe", "pipe", "ignore"],
    });
    const pieces: Buffer[] = [];
    let length = 0;
    child.stdout.on("data", (piece: Buffer) => {
      length += piece.length;
      pieces.push(piece);
      if (length > mostBytes) child.kill("SIGKILL");
    });
    // It may end before it has read all: how it ends says what became of it.
    child.stdin.on("error", () => {});
    child.on("error", (cause) => reject(failedError(cause)));
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(pieces));
      else reject(failedError());
    });
    child.stdin.end(input);
  });
}

function failedError(cause?: unknown): RecordReadError {
  return new RecordReadError(
    "The pages of the scan could not be recognised (OCR). Scan it anew, or add a version with text.",
    { cause, reason: "ocr-failed" },
  );
}
