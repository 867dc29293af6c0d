/** A WebSocket whose server is the test. */
export class FakeSocket extends EventTarget {
  static readonly opened: FakeSocket[] = [];
  readonly sent: unknown[] = [];
  constructor() {
    super();
    FakeSocket.opened.push(this);
  }
  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close() {}
  bring(event: object) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(event) }));
  }
}

export const opens = (socket: FakeSocket | undefined) => socket?.dispatchEvent(new Event("open"));
export const closes = (socket: FakeSocket | undefined) => socket?.dispatchEvent(new Event("close"));
