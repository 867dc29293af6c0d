import { useEffect, useRef } from "preact/hooks";
import { isPending } from "../conversation.ts";
import type { Shell } from "../page.ts";
import { conversationPath } from "../routes.ts";
import type { State } from "../state.ts";
import { openNeighbour } from "./citation-walk.ts";

/** Keys that work anywhere in the page. Single characters rest while the reader types, and can be turned off. */
export function useShortcuts(state: State, page: Omit<Shell, "strings">): void {
  const latest = useRef({ state, page });
  latest.current = { state, page };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (press(event, latest.current.state, latest.current.page)) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Whether the key meant something. */
function press(event: KeyboardEvent, state: State, page: Omit<Shell, "strings">): boolean {
  if (event.key === "Escape") return leave(state, page);
  if (!state.characterShortcuts || state.panel !== null || isTyping(event.target)) return false;
  switch (event.key) {
    case "/":
      return focus("#question, #library-find");
    case "?":
      page.actions.showPanel("help");
      return true;
    case "c":
      page.navigation.go(conversationPath(null));
      return focus("#question");
    case "n":
      return openNeighbour(state, page.navigation, 1);
    case "p":
      return openNeighbour(state, page.navigation, -1);
    case "f":
      return focus("#find");
    default:
      return false;
  }
}

function leave(state: State, page: Omit<Shell, "strings">): boolean {
  // An open dialog closes by itself.
  if (state.panel !== null) return false;
  if (state.source !== null) {
    page.navigation.leaveSource(conversationPath(state.conversation.turns.length > 0 ? state.conversation.id : null));
    return true;
  }
  const pending = state.conversation.turns.findLast(isPending);
  if (pending === undefined) return false;
  page.actions.stop(pending.id);
  return true;
}

function focus(selector: string): boolean {
  const target = document.querySelector<HTMLElement>(selector);
  target?.focus();
  return target !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}
