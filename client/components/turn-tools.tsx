import { useState } from "preact/hooks";
import type { Turn } from "../conversation.ts";
import { usePage } from "../page.ts";
import { questionPath } from "../routes.ts";
import { turnsCsv } from "../takeaway/csv.ts";
import { markdownDocument, turnMarkdown } from "../takeaway/markdown.ts";
import { CopyButton } from "./copy-button.tsx";
import { ExportButtons } from "./export-buttons.tsx";
import { FeedbackForm } from "./feedback-form.tsx";
import { WhyPanel } from "./why-panel.tsx";

export interface TurnToolsProps {
  readonly turn: Turn;
  readonly latest: boolean;
  readonly edit: () => void;
}

/** What can be done with an answer. */
export function TurnTools({ turn, latest, edit }: TurnToolsProps) {
  const { strings, actions, navigation } = usePage();
  const [why, setWhy] = useState(false);
  const { question } = turn.asked;
  const answered = turn.response !== null;
  return (
    <div class="turn-tools-block">
      <fieldset class="group turn-tools">
        <legend class="visually-hidden">{strings.turn.actions}</legend>
        <button type="button" class="button-quiet" onClick={() => actions.askAgain(turn.id)}>
          {strings.turn.again}
        </button>
        {latest && (
          <button type="button" id={`edit-${turn.id}`} class="button-quiet" onClick={edit}>
            {strings.turn.edit}
          </button>
        )}
        {answered && (
          <button type="button" class="button-quiet" aria-expanded={why} onClick={() => setWhy(!why)}>
            {strings.turn.why}
          </button>
        )}
        <CopyButton
          label={strings.takeaway.copyQuestionLink}
          doneLabel={strings.takeaway.linkCopied}
          copied={() => ({ text: navigation.top + questionPath(turn.asked, turn.history, turn.language) })}
        />
        {answered && (
          <ExportButtons
            title={question}
            label={strings.takeaway.exportMenu}
            markdown={(frame) =>
              markdownDocument(
                { title: question, parts: [turnMarkdown(turn, frame)], exportedAt: new Date().toISOString() },
                frame,
              )
            }
            csv={(frame) => turnsCsv([turn], frame)}
          />
        )}
      </fieldset>
      {answered && <FeedbackForm turn={turn} response={turn.response} />}
      {why && <WhyPanel turn={turn} close={() => setWhy(false)} />}
    </div>
  );
}
