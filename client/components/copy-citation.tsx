import type { Citation } from "../../server/protocol.ts";
import { paragraphMark } from "../formats.ts";
import { usePage } from "../page.ts";
import { citationLink, quoteWithCitation } from "../takeaway/formal-citation.ts";
import { CopyButton } from "./copy-button.tsx";

/** Takes a quote to a note with its formal citation, or the address at which it stands lit. */
export function CopyCitation({ citation }: { readonly citation: Citation }) {
  const { strings, language, navigation } = usePage();
  const description = paragraphMark(citation.paragraph, citation.item);
  return (
    <>
      <CopyButton
        label={strings.takeaway.copy}
        doneLabel={strings.takeaway.copied}
        description={description}
        copied={() => quoteWithCitation(citation, { language, strings, origin: navigation.top })}
      />
      <CopyButton
        label={strings.takeaway.copyLink}
        doneLabel={strings.takeaway.linkCopied}
        description={description}
        copied={() => ({ text: citationLink(citation, navigation.top) })}
      />
    </>
  );
}
