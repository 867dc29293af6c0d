import { useState } from "preact/hooks";
import { Dialog } from "../dialog.tsx";

export interface ConfirmedButtonProps extends Omit<ConfirmationProps, "closed"> {
  readonly label: string;
  /** What a screen reader hears, where the label alone does not tell what it is about. */
  readonly heard?: string;
  readonly class?: string;
}

/** A button that asks before it does what it says. */
export function ConfirmedButton({ label, heard, class: own = "", ...confirmation }: ConfirmedButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        class={`button-quiet ${own}`.trim()}
        aria-haspopup="dialog"
        aria-label={heard}
        onClick={() => setAsking(true)}
      >
        {label}
      </button>
      {asking && <Confirmation {...confirmation} closed={() => setAsking(false)} />}
    </>
  );
}

interface ConfirmationProps {
  readonly heading: string;
  readonly question: string;
  readonly meaning: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly confirmed: () => void;
  readonly closed: () => void;
}

/** Asks before something is taken away. What is safe has the focus first. */
function Confirmation({ heading, question, meaning, confirm, cancel, confirmed, closed }: ConfirmationProps) {
  return (
    <Dialog heading={heading} closed={closed} closeButton={false}>
      <p>{question}</p>
      <p class="quiet confirmation-meaning">{meaning}</p>
      <div class="confirmation-choices">
        <button type="button" class="button" onClick={closed}>
          {cancel}
        </button>
        <button
          type="button"
          class="button button-danger"
          onClick={() => {
            closed();
            confirmed();
          }}
        >
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
