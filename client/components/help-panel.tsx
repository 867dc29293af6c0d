import { usePage } from "../page.ts";
import { Dialog } from "./dialog.tsx";

/** What Relator is, and the keys that work in it. */
export function HelpPanel({ characterShortcuts }: { readonly characterShortcuts: boolean }) {
  const { strings, actions } = usePage();
  const { keys, keyNames } = strings.help;
  const rows = [
    ["/", keys.question],
    ["n", keys.nextCitation],
    ["p", keys.previousCitation],
    ["f", keys.find],
    ["c", keys.newConversation],
    ["?", keys.help],
    [keyNames.escape, keys.back],
    [keyNames.enter, keys.send],
    [keyNames.shiftEnter, keys.newLine],
  ] as const;
  return (
    <Dialog heading={strings.help.heading}>
      <h3>{strings.help.about}</h3>
      <p>{strings.help.aboutText}</p>
      <h3>{strings.help.shortcuts}</h3>
      <label class="checkbox">
        <input
          type="checkbox"
          checked={characterShortcuts}
          onChange={(event) => actions.useCharacterShortcuts(event.currentTarget.checked)}
        />
        <span>{strings.help.enabled}</span>
      </label>
      <dl class="keys">
        {rows.map(([key, meaning]) => (
          <div key={key} class="keys-row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
