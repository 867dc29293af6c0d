import { useEffect, useState } from "preact/hooks";
import type { Trace } from "../../server/trace-protocol.ts";
import { askRequestOf } from "../actions.ts";
import type { Turn } from "../conversation.ts";
import { formatNumber, formatPercent, paragraphMark } from "../formats.ts";
import { usePage } from "../page.ts";
import type { Loaded } from "../state.ts";
import { problemOf } from "../transport/requests.ts";
import "./why-panel.css";

export interface WhyPanelProps {
  readonly turn: Turn;
  readonly close: () => void;
}

/** Why the answer is what it is: asked for only now, since few readers want it. */
export function WhyPanel({ turn, close }: WhyPanelProps) {
  const { strings, api, language } = usePage();
  const [trace, setTrace] = useState<Loaded<Trace | null>>({ phase: "loading" });
  useEffect(() => {
    const controller = new AbortController();
    // In the language of the page, whatever the answer's: it is told to who reads the page.
    const request = { ...askRequestOf(turn.asked, turn.history, language), explain: true };
    api.ask(request, controller.signal).then(
      (response) => setTrace({ phase: "ready", value: response.trace ?? null }),
      (error: unknown) => {
        if (!controller.signal.aborted) setTrace({ phase: "failed", problem: problemOf(error) });
      },
    );
    return () => controller.abort();
  }, [turn.requestId, language]);
  const heading = `why-${turn.id}`;
  return (
    <section class="why" aria-labelledby={heading}>
      <div class="why-head">
        <h3 id={heading}>{strings.why.heading}</h3>
        <button type="button" class="button-quiet" onClick={close}>
          {strings.why.close}
        </button>
      </div>
      <div aria-live="polite">
        {trace.phase === "loading" && <p class="quiet">{strings.why.loading}</p>}
        {trace.phase === "failed" && <p class="notice notice-problem">{strings.why.failed}</p>}
        {trace.phase === "ready" && trace.value === null && <p class="quiet">{strings.why.none}</p>}
      </div>
      {trace.phase === "ready" && trace.value !== null && <TraceView trace={trace.value} />}
    </section>
  );
}

function TraceView({ trace }: { readonly trace: Trace }) {
  const { strings, language } = usePage();
  const { answerability, threshold, steps, features, candidates } = trace;
  const number = (value: number | null) => (value === null ? "–" : formatNumber(value, language));
  const weighed = features
    .map(({ name, meaning, value, weight }) => ({ name, meaning, effect: value * weight }))
    .filter(({ name, meaning, effect }) => meaning !== "" && meaning !== name && Math.abs(effect) >= leastEffect)
    .sort((one, other) => Math.abs(other.effect) - Math.abs(one.effect));
  const effectText = (effect: number) =>
    (effect > 0 ? strings.why.speaksFor : strings.why.speaksAgainst)(formatNumber(Math.abs(effect), language, 2));
  const severalRecords = new Set(candidates.map(({ documentTitle }) => documentTitle)).size > 1;
  const text = strings.why;
  return (
    <>
      {answerability !== null && threshold !== null && (
        <p>{text.decision(formatPercent(answerability, language), formatPercent(threshold, language))}</p>
      )}
      <h4 class="overline">{text.steps}</h4>
      <ol class="why-steps">
        {steps.map((step) => (
          <li key={step.name}>
            <strong>{step.name}</strong> {step.detail}
          </li>
        ))}
      </ol>
      <Table
        caption={text.features}
        columns={[text.feature, text.effect]}
        rows={weighed.map(({ name, meaning, effect }) => ({ key: name, cells: [meaning, effectText(effect)] }))}
      />
      <Table
        caption={text.candidates}
        columns={[text.passage, text.meaningRank, text.wordRank, text.probability]}
        rows={candidates.map((candidate) => ({
          key: candidate.passageId,
          cells: [
            placeOf(candidate, severalRecords),
            number(candidate.denseRank),
            number(candidate.lexicalRank),
            formatPercent(candidate.probability, language),
          ],
        }))}
      />
    </>
  );
}

/** What weighs less changes nothing that a reader could see. */
const leastEffect = 0.005;

/** Where a passage stands and who speaks, as a person reads it. */
function placeOf(candidate: Trace["candidates"][number], severalRecords: boolean): string {
  const { passageId, paragraph, item = null, speaker = "", documentTitle = "" } = candidate;
  const mark = paragraph === undefined ? passageId.replace(/^.*\/p/, "¶") : paragraphMark(paragraph, item);
  return [mark, speaker, severalRecords ? documentTitle : ""].filter(Boolean).join(" · ");
}

interface TableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell names the row; the others are numbers. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
}

function Table({ caption, columns, rows }: TableProps) {
  if (rows.length === 0) return null;
  return (
    <div class="why-table">
      <table>
        <caption class="overline">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...values] }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {values.map((value, index) => (
                <td key={columns[index + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
