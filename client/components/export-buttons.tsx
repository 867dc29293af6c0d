import { usePage } from "../page.ts";
import { downloadText, fileNameFrom } from "../takeaway/download.ts";
import type { TakeawayFrame } from "../takeaway/formal-citation.ts";
import { ownAddress } from "../takeaway/own-address.ts";

export interface ExportButtonsProps {
  readonly title: string;
  readonly label: string;
  readonly markdown: (frame: TakeawayFrame) => string;
  readonly csv: (frame: TakeawayFrame) => string;
}

/** Takes what is shown away as a file, with its citations. */
export function ExportButtons({ title, label, markdown, csv }: ExportButtonsProps) {
  const { strings, language } = usePage();
  const frame: TakeawayFrame = { language, strings, origin: ownAddress() };
  return (
    <fieldset class="group export-buttons">
      <legend class="visually-hidden">{label}</legend>
      <span class="quiet" aria-hidden="true">
        {label}
      </span>
      <button
        type="button"
        class="button-quiet"
        onClick={() => downloadText(fileNameFrom(title, "md"), "text/markdown", markdown(frame))}
      >
        {strings.takeaway.exportMarkdown}
      </button>
      <button
        type="button"
        class="button-quiet"
        onClick={() => downloadText(fileNameFrom(title, "csv"), "text/csv", csv(frame))}
      >
        {strings.takeaway.exportCsv}
      </button>
    </fieldset>
  );
}
