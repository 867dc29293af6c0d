import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { usePage } from "../page.ts";
import "./dialog.css";

export interface DialogProps {
  readonly heading: string;
  /** What closing it means, for a sheet that is no panel of the page. */
  readonly closed?: () => void;
  /** Where the sheet has its own way out, it needs no button for it. */
  readonly closeButton?: boolean;
  readonly children: ComponentChildren;
}

/** A sheet over the page. The browser keeps the focus within it and gives it back. */
export function Dialog({ heading, closed, closeButton = true, children }: DialogProps) {
  const { strings, actions } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  const close = () => {
    // Closed by the browser first, which returns the focus to where it was.
    dialog.current?.close();
    if (closed === undefined) actions.showPanel(null);
    else closed();
  };
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="dialog-heading"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div class="dialog-head">
        <h2 id="dialog-heading">{heading}</h2>
        {closeButton && (
          <button type="button" class="button" onClick={close}>
            {strings.help.close}
          </button>
        )}
      </div>
      {children}
    </dialog>
  );
}
