import { Dialog } from "../dialog.tsx";

export interface ConfirmationProps {
  readonly heading: string;
  readonly question: string;
  readonly meaning: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly confirmed: () => void;
  readonly closed: () => void;
}

/** Asks before something is taken away. What is safe has the focus first. */
export function Confirmation({ heading, question, meaning, confirm, cancel, confirmed, closed }: ConfirmationProps) {
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
