import type { Conversation } from "../conversation.ts";
import { usePage } from "../page.ts";
import { turnsCsv } from "../takeaway/csv.ts";
import { markdownDocument, turnMarkdown } from "../takeaway/markdown.ts";
import { ExportButtons } from "./export-buttons.tsx";

/** What can be done with a whole conversation. */
export function ConversationTools({ conversation }: { readonly conversation: Conversation }) {
  const { strings } = usePage();
  const answered = conversation.turns.filter((turn) => turn.response !== null);
  if (answered.length === 0) return null;
  const { title } = conversation;
  return (
    <div class="conversation-tools">
      <ExportButtons
        title={title}
        label={strings.takeaway.exportConversation}
        markdown={(frame) =>
          markdownDocument(
            { title, parts: answered.map((turn) => turnMarkdown(turn, frame)), exportedAt: new Date().toISOString() },
            frame,
          )
        }
        csv={(frame) => turnsCsv(answered, frame)}
      />
      <button type="button" class="button-quiet" onClick={() => window.print()}>
        {strings.takeaway.print}
      </button>
    </div>
  );
}
