import { useState } from "preact/hooks";
import { languageName } from "../../formats.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import {
  type RecordFilters as Filters,
  noRecordFilters,
  type RecordChoices,
  type RecordColumn,
  type RecordOrder,
  recordColumns,
} from "../../library/record-list.ts";
import { usePage } from "../../page.ts";

export interface RecordFiltersProps extends Pick<OpenLibrary, "text"> {
  readonly choices: RecordChoices;
  readonly filters: Filters;
  readonly setFilters: (filters: Filters) => void;
  readonly order: RecordOrder;
  readonly setOrder: (order: RecordOrder) => void;
}

/** Narrows the list by words, body, year, language and speaker. What leaves nothing to choose is not offered. */
export function RecordFilters({ text: { list: text }, choices, filters, setFilters, ...ordering }: RecordFiltersProps) {
  const { language } = usePage();
  const [shown, setShown] = useState(false);
  const narrowed = Object.values(filters).some((value) => value !== "");
  const selects = [
    ["body", choices.bodies, (value: string) => value],
    ["year", choices.years, (value: string) => value],
    ["language", choices.languages, (value: string) => languageName(value, language)],
  ] as const;
  return (
    <search class="record-filters" aria-label={text.filters} data-shown={shown}>
      <label class="choice choice-words">
        <span>{text.find}</span>
        <input
          id="library-find"
          type="search"
          class="field"
          maxLength={200}
          placeholder={text.findPlaceholder}
          value={filters.words}
          onInput={(event) => setFilters({ ...filters, words: event.currentTarget.value })}
        />
      </label>
      <button
        type="button"
        class="button-quiet record-filters-toggle"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {text.moreFilters}
      </button>
      {selects.map(
        ([field, values, nameOf]) =>
          (values.length > 1 || filters[field] !== "") && (
            <label key={field} class="choice choice-more">
              <span>{text[field]}</span>
              <select
                class="field"
                value={filters[field]}
                onChange={(event) => setFilters({ ...filters, [field]: event.currentTarget.value })}
              >
                <option value="">{text.all}</option>
                {values.map((value) => (
                  <option key={value} value={value}>
                    {nameOf(value)}
                  </option>
                ))}
              </select>
            </label>
          ),
      )}
      {choices.speakers.length > 1 && (
        <label class="choice choice-more">
          <span>{text.speaker}</span>
          <input
            type="text"
            class="field"
            list="library-speakers"
            maxLength={200}
            autocomplete="off"
            placeholder={text.speakerPlaceholder}
            value={filters.speaker}
            onInput={(event) => setFilters({ ...filters, speaker: event.currentTarget.value })}
          />
          <datalist id="library-speakers">
            {choices.speakers.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </label>
      )}
      <NarrowOrder text={text} {...ordering} />
      {narrowed && (
        <button type="button" class="button-quiet" onClick={() => setFilters(noRecordFilters)}>
          {text.clear}
        </button>
      )}
    </search>
  );
}

type NarrowOrderProps = Pick<RecordFiltersProps, "order" | "setOrder"> & {
  readonly text: OpenLibrary["text"]["list"];
};

/** The headings of the table sort where there is room for them; on a narrow screen this does. */
function NarrowOrder({ text, order, setOrder }: NarrowOrderProps) {
  return (
    <label class="choice choice-more choice-order">
      <span>{text.sortBy}</span>
      <select
        class="field"
        value={`${order.column} ${order.descending}`}
        onChange={(event) => {
          const [column, descending] = event.currentTarget.value.split(" ");
          // The values are made of the columns' own names.
          setOrder({ column: column as RecordColumn, descending: descending === "true" });
        }}
      >
        {recordColumns.flatMap((column) =>
          [false, true].map((descending) => (
            <option key={`${column} ${descending}`} value={`${column} ${descending}`}>
              {text.columns[column]}, {descending ? text.descending : text.ascending}
            </option>
          )),
        )}
      </select>
    </label>
  );
}
