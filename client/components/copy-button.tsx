import { useEffect, useState } from "preact/hooks";
import { usePage } from "../page.ts";
import { type Copied, copy } from "../takeaway/clipboard.ts";

export interface CopyButtonProps {
  readonly label: string;
  readonly doneLabel: string;
  readonly copied: () => Copied;
  /** Names what is copied, where many such buttons stand on the page. */
  readonly description?: string;
}

const doneForMs = 2500;

/** Copies a text, and says in its own place whether that worked. */
export function CopyButton({ label, doneLabel, copied, description }: CopyButtonProps) {
  const { strings } = usePage();
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), doneForMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const shown = outcome === null ? label : outcome === "copied" ? doneLabel : strings.takeaway.copyFailed;
  return (
    <button
      type="button"
      class="button-quiet"
      data-outcome={outcome ?? undefined}
      onClick={() => void copy(copied()).then((done) => setOutcome(done ? "copied" : "failed"))}
    >
      <span aria-live="polite">{shown}</span>
      {description !== undefined && <span class="visually-hidden">, {description}</span>}
    </button>
  );
}
