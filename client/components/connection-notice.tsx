import { formatPercent } from "../formats.ts";
import { signInPath } from "../navigation.ts";
import { useShell } from "../page.ts";
import type { State } from "../state.ts";

/** Says what is wrong with the connection; takes no room while nothing is. */
export function ConnectionNotice({
  connection,
  preparation,
  retry,
}: Pick<State, "connection" | "preparation"> & { readonly retry: () => void }) {
  const { strings, language, navigation } = useShell();
  const unloadable = connection === "unloadable";
  const signedOut = connection === "signed-out";
  const lost = unloadable || signedOut || connection === "reconnecting" || connection === "offline";
  const shown = lost || connection === "http" || preparation !== null;
  const share = preparation?.share ?? null;
  return (
    <div role="status">
      {shown && (
        <div class="connection" data-connection={connection}>
          <span>
            {preparation !== null && !lost
              ? strings.arrival.preparing(share === null ? null : formatPercent(share, language))
              : unloadable
                ? strings.chunkFailed
                : strings.connection[connection]}
          </span>
          {signedOut && <a href={signInPath(navigation)}>{strings.connection.signIn}</a>}
          {lost && (
            <button type="button" class="button-quiet" onClick={unloadable ? () => location.reload() : retry}>
              {unloadable ? strings.reload : strings.connection.retry}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
