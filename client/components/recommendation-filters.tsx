import { useMemo } from "preact/hooks";
import { countryName } from "../formats.ts";
import { usePage } from "../page.ts";
import { namesFor } from "../record/local-names.ts";
import { choices, noFilters, type TableFilters } from "../record/recommendation-table.ts";
import type { RecommendationRow } from "../record/recommendations.ts";
import { citableRow } from "../takeaway/citable.ts";

export interface RecommendationFiltersProps {
  readonly rows: readonly RecommendationRow[];
  readonly filters: TableFilters;
  readonly setFilters: (filters: TableFilters) => void;
}

/** What an address asks for is shown as chosen, though no row has it. */
function withChosen(values: readonly string[], chosen: string): readonly string[] {
  return chosen === "" || values.includes(chosen) ? values : [...values, chosen];
}

/** Narrows the table by who recommended, and by text. */
export function RecommendationFilters({ rows, filters, setFilters }: RecommendationFiltersProps) {
  const { strings, language } = usePage();
  const text = strings.recommendations;
  const organizations = useMemo(
    () =>
      new Map(
        rows.map((row) => [row.section.organization, namesFor(citableRow(row, language), language).organization]),
      ),
    [rows, language],
  );
  const namedSo: { readonly [field: string]: ReadonlyMap<string | null, string | null> } = {
    organization: organizations,
  };
  const narrowed = Object.values(filters).some((value) => value !== "");
  return (
    <search class="filters" aria-label={text.filters}>
      {(["speaker", "organization", "country"] as const).map((field) => (
        <label key={field} class="choice">
          <span>{text[field]}</span>
          <select
            class="field"
            value={filters[field]}
            onChange={(event) => setFilters({ ...filters, [field]: event.currentTarget.value })}
          >
            <option value="">{text.all}</option>
            {withChosen(choices(rows, field, language), filters[field]).map((value) => (
              <option key={value} value={value}>
                {field === "country" ? countryName(value, language) : (namedSo[field]?.get(value) ?? value)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label class="choice">
        <span>{text.text}</span>
        <input
          type="search"
          class="field"
          maxLength={200}
          value={filters.text}
          onInput={(event) => setFilters({ ...filters, text: event.currentTarget.value })}
        />
      </label>
      {narrowed && (
        <button type="button" class="button-quiet" onClick={() => setFilters(noFilters)}>
          {text.clear}
        </button>
      )}
    </search>
  );
}
