import type { Citation } from "../../server/protocol.ts";
import type { Turn } from "../conversation.ts";
import { paragraphLabel, paragraphMark } from "../formats.ts";
import { usePage } from "../page.ts";
import { documentPath } from "../routes.ts";
import { openCitation } from "./citation-walk.ts";
import { Link } from "./link.tsx";

export interface LeadTextProps {
  readonly turn: Turn;
  /** The lead, or a part of it. */
  readonly text: string;
}

/** A comparison's lead by its lines: what comes first, then one line a side. Null where it has no such lines. */
export function linesOfSides({
  lead,
  response,
}: Turn): { readonly first: string; readonly sides: readonly string[] } | null {
  const [first = "", ...sides] = lead.split("\n");
  return response?.sides !== undefined && response.sides.length === sides.length ? { first, sides } : null;
}

/** The lead, whose citation numbers open what they name. A number in brackets within quoted words stays text. */
export function LeadText({ turn, text: lead }: LeadTextProps) {
  const { strings, navigation } = usePage();
  return (
    <>
      {cutAtCitations(lead, turn.citations).map(({ text, index, citation }) =>
        citation === null ? (
          text
        ) : (
          <Link
            key={`${index} ${text}`}
            class="lead-number"
            path={documentPath(citation.documentId, citation.revision, {
              paragraph: citation.paragraph,
              item: citation.item,
            })}
            follow={() => openCitation(navigation, turn, index)}
            aria-label={strings.evidence.open(citation.number, paragraphMark(citation.paragraph, citation.item))}
          >
            {text}
          </Link>
        ),
      )}
    </>
  );
}

interface LeadPart {
  readonly text: string;
  /** Of the citation among the turn's. */
  readonly index: number;
  readonly citation: Citation | null;
}

/** Sure to be a citation where the paragraph before the number is the citation's own. */
function cutAtCitations(lead: string, citations: Turn["citations"]): readonly LeadPart[] {
  const parts: LeadPart[] = [];
  let end = 0;
  for (const match of lead.matchAll(/(?<=¶(\d+(?: \(\d+\))?) )\[(\d+)\]/g)) {
    const index = citations.findIndex(({ number }) => number === Number(match[2]));
    const citation = citations[index];
    if (citation === undefined || paragraphLabel(citation.paragraph, citation.item) !== match[1]) continue;
    parts.push({ text: lead.slice(end, match.index), index: -1, citation: null });
    parts.push({ text: match[0], index, citation });
    end = match.index + match[0].length;
  }
  return [...parts, { text: lead.slice(end), index: -1, citation: null }];
}
