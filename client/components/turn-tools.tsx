import type { Turn } from "../conversation.ts";
import { usePage } from "../page.ts";

export interface TurnToolsProps {
  readonly turn: Turn;
  readonly latest: boolean;
  readonly edit: () => void;
}

/** What can be done with an answer. */
export function TurnTools({ turn, latest, edit }: TurnToolsProps) {
  const { strings, actions } = usePage();
  return (
    <fieldset class="group turn-tools">
      <legend class="visually-hidden">{strings.turn.actions}</legend>
      <button type="button" class="button-quiet" onClick={() => actions.askAgain(turn.id)}>
        {strings.turn.again}
      </button>
      {latest && (
        <button type="button" class="button-quiet" onClick={edit}>
          {strings.turn.edit}
        </button>
      )}
    </fieldset>
  );
}
