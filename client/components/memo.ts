import { Component, type ComponentChild, createElement, type FunctionComponent } from "preact";

/** Draws a component again only when one of its properties is another value: long lists stay still while one changes. */
export function memo<Props extends object>(draw: FunctionComponent<Props>): FunctionComponent<Props> {
  class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const previous = new Map<string, unknown>(Object.entries(this.props));
      const entries = Object.entries(next);
      return entries.length !== previous.size || entries.some(([name, value]) => previous.get(name) !== value);
    }
    override render(): ComponentChild {
      return createElement(draw, this.props);
    }
  }
  // A class component with these properties is callable as a component; Preact tells the two apart by prototype.
  return Memo as unknown as FunctionComponent<Props>;
}
