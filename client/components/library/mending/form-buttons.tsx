export interface FormButtonsProps {
  readonly apply: string;
  readonly cancel: string;
  /** The correction is under way: the form waits. */
  readonly sending: boolean;
  readonly closed: () => void;
}

/** What ends every form of a correction. */
export function FormButtons({ apply, cancel, sending, closed }: FormButtonsProps) {
  return (
    <div class="mend-buttons">
      <button type="submit" class="button button-primary" aria-disabled={sending}>
        {apply}
      </button>
      <button type="button" class="button" onClick={closed}>
        {cancel}
      </button>
    </div>
  );
}
