import type { ComponentChildren } from "preact";
import { useShell } from "../page.ts";

export interface LinkProps {
  readonly path: string;
  /** What a plain click does instead of going to the path. */
  readonly follow?: () => void;
  readonly children: ComponentChildren;
  readonly id?: string;
  readonly class?: string;
  readonly "aria-label"?: string;
  readonly "aria-current"?: "page" | "true" | undefined;
}

/** A real link, so that it can be copied and opened in another tab; a plain click stays within the page. */
export function Link({ path, follow, children, ...rest }: LinkProps) {
  const { navigation } = useShell();
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (follow === undefined) navigation.go(path);
    else follow();
  };
  return (
    <a {...rest} href={navigation.top + path} onClick={onClick}>
      {children}
    </a>
  );
}
