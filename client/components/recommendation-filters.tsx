import { countryName } from "../formats.ts";
import { usePage } from "../page.ts";
import { choices, noFilters, type TableFilters } from "../record/recommendation-table.ts";
import type { RecommendationRow } from "../record/recommendations.ts";

export interface RecommendationFiltersProps {
  readonly rows: readonly RecommendationRow[];
  readonly filters: TableFilters;
  readonly setFilters: (filters: TableFilters) => void;
}

/** Narrows the table by who recommended, and by text. */
export function RecommendationFilters({ rows, filters, setFilters }: RecommendationFiltersProps) {
  const { strings, language } = usePage();
  const text = strings.recommendations;
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
            {choices(rows, field, language).map((value) => (
              <option key={value} value={value}>
                {field === "country" ? countryName(value, language) : value}
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
