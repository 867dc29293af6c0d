import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useShell } from "../page.ts";

type Loading<Props> =
  | { readonly phase: "loading" }
  | { readonly phase: "ready"; readonly component: ComponentType<Props> }
  | { readonly phase: "failed" };

/** A component whose code, with the texts that it may use, is fetched when it is first shown. */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props & JSX.IntrinsicAttributes) => JSX.Element {
  let loaded: Loading<Props> = { phase: "loading" };
  return function Lazy(props: Props) {
    const { strings, completeStrings } = useShell();
    const [state, setState] = useState<Loading<Props>>(loaded);
    useEffect(() => {
      if (state.phase === "ready") return;
      let shown = true;
      Promise.all([load(), completeStrings()]).then(
        ([component]) => {
          loaded = { phase: "ready", component };
          if (shown) setState(loaded);
        },
        () => shown && setState({ phase: "failed" }),
      );
      return () => {
        shown = false;
      };
    }, []);
    if (state.phase === "ready") {
      const Component = state.component;
      return <Component {...props} />;
    }
    if (state.phase === "loading") return <p class="quiet lazy-loading">{strings.loading}</p>;
    return (
      <div class="notice notice-problem" role="alert">
        <p>{strings.chunkFailed}</p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {strings.reload}
        </button>
      </div>
    );
  };
}
