import { createDocxFormat } from "../../../corpus/formats/docx.ts";
import { createHtmlFormat } from "../../../corpus/formats/html.ts";
import { createPdfFormat } from "../../../corpus/formats/pdf.ts";
import { createMarkdownFormat, createPlainTextFormat } from "../../../corpus/formats/plain-text.ts";
import { createSubtitlesFormat } from "../../../corpus/formats/subtitles.ts";
import { describeFileFormat } from "../../contracts/file-format-contract.ts";
import { fixtureFile, textFile } from "./fixture-files.ts";
import { makeDocx, makePdf, wordParagraph } from "./made-files.ts";

const docx = ["a DOCX by LibreOffice", fixtureFile("minutes.docx")] as const;
const pdf = ["a PDF by LibreOffice", fixtureFile("minutes.pdf")] as const;
const html = ["a web page", fixtureFile("session.html")] as const;
const text = ["plain text", textFile("acta.txt", "Acta.\n\nSr. Gil: Buenos días.")] as const;
const markdown = ["Markdown", fixtureFile("session.md")] as const;
const vtt = ["WebVTT", textFile("acta.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ana Ruiz>Buenos días.")] as const;
const srt = ["SubRip", textFile("acta.srt", "1\n00:00:01,000 --> 00:00:02,000\nANA RUIZ: Buenos días.\n")] as const;

describeFileFormat("DOCX", createDocxFormat, {
  own: [
    docx,
    ["a DOCX with a table", fixtureFile("session.docx")],
    ["a DOCX of odd characters", { name: null, bytes: makeDocx(wordParagraph("\u200b• a\u0301 \u00ad\u0007 ½  b |")) }],
  ],
  others: [pdf, html, text],
});
describeFileFormat("PDF", createPdfFormat, {
  own: [
    pdf,
    ["a PDF in two columns by Chromium", fixtureFile("session.chromium.pdf")],
    [
      "a PDF with an empty page",
      { name: "a.pdf", bytes: makePdf([[], [{ text: "Palabras de la sesión", x: 70, y: 700 }]]) },
    ],
  ],
  others: [docx, html, text],
});
describeFileFormat("HTML", createHtmlFormat, {
  own: [html, ["a page without a head", textFile("acta.htm", "<p>Uno<p>Dos<table><tr><td><td>x|y<td>z</table>")]],
  others: [docx, pdf, text, ["a chat log", textFile("chat.txt", "<ana> hola\n<luis> hola")]],
});
describeFileFormat("subtitles", createSubtitlesFormat, { own: [vtt, srt], others: [docx, pdf, html, text, markdown] });
describeFileFormat("Markdown", createMarkdownFormat, { own: [markdown], others: [docx, pdf, html, text] });
describeFileFormat("plain text", createPlainTextFormat, { own: [text], others: [] });
