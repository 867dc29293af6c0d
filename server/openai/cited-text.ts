import { describePlace } from "../answer-text/citation-text.ts";
import { composeMarkdown } from "../answer-text/markdown-answer.ts";
import { titlePassage } from "../answer-text/passage-title.ts";
import { permalinkPath, withBase } from "../answer-text/permalinks.ts";
import type { AskResponse, Citation } from "../protocol.ts";

/** Half-open, in UTF-16 code units, as all offsets of Relator are and as JavaScript counts. */
export interface UrlCitation {
  readonly start_index: number;
  readonly end_index: number;
  readonly url: string;
  readonly title: string;
}

export interface CitedText {
  readonly text: string;
  /** In the order of the answer's citations; the span is that of the link in the text. */
  readonly annotations: readonly CitedPlace[];
}

export interface CitedPlace {
  readonly citation: Citation;
  readonly annotation: UrlCitation;
}

/** An answer as one text with its quotes and numbered links, and where each cited place stands in it. */
export function composeCitedText(answer: AskResponse, baseUrl: string): CitedText {
  const text = composeMarkdown(answer, { baseUrl, language: answer.language });
  const annotations: CitedPlace[] = [];
  let from = 0;
  for (const citation of answer.citations) {
    const url = withBase(baseUrl, permalinkPath(citation));
    const link = `[${describePlace(citation)}](${url})`;
    const start = text.indexOf(link, from);
    if (start < 0) throw new Error(`The text of an answer lacks the link of citation ${citation.number}.`);
    from = start + link.length;
    annotations.push({
      citation,
      annotation: { start_index: start, end_index: from, url, title: titlePassage(citation) },
    });
  }
  return { text, annotations };
}
