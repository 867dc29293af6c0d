/** What a hostile client sends; drawn from one source of randomness, so that a seed says all. */
export interface HostileSource {
  request(): HostileRequest;
  /** For a connection that speaks no HTTP. */
  bytes(): Buffer;
  frames(): (string | Buffer)[];
}

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const methods = ["GET", "POST", "POST", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"];
const paths = [
  "/api/v1/ask",
  "/api/v1/ask",
  "/api/v1/search",
  "/api/v1/documents",
  "/api/v1/documents/ports-2024",
  "/api/v1/documents/ports-2024/text",
  "/api/v1/documents/%00",
  "/api/v1/documents/..%2f..%2fetc%2fpasswd",
  "/api/v1/documents?name=../../x",
  "/api/v1/documents?name[]=a&name[$ne]=b",
  "/api/v1/feedback",
  "/api/v1/feedback/00000000-0000-0000-0000-000000000000",
  "/d/ports-2024@sha256:0.json",
  "/d/@.json",
  "/d/%F0%9F%9A%A2.txt",
  "/d/%zz",
  "//",
  "/ws",
  "/readyz",
  "/api/v1/openapi.json",
  "/problems/__proto__",
  "/assets/..%5c..%5cpackage.json",
];
/** Where a body is read. */
const bodyPaths = ["/api/v1/ask", "/api/v1/ask", "/api/v1/search", "/api/v1/feedback", "/api/v1/documents?name=a.txt"];
const contentTypes = [
  "application/json",
  "application/json",
  "application/json; charset=utf-8",
  "text/plain",
  "multipart/form-data",
  "",
  "application/json; charset=utf-7",
  ";;;",
];
const hosts = [...Array<string>(20).fill("127.0.0.1"), "evil.example", "[", "localhost:99999999", "@"];
const strings = [
  "",
  " ",
  "harbour",
  "\u0000",
  "\ud800",
  "‮evil",
  "<script>alert(1)</script>",
  "{{7*7}}",
  "'; drop table",
  "a".repeat(3_000),
  "🚢".repeat(900),
  "\u200b",
  "../../..",
  "__proto__",
  "constructor",
];

export function createHostileSource(random: () => number): HostileSource {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[below(values.length)];
    if (value === undefined) throw new Error("nothing to choose from");
    return value;
  };

  const bytes = () => Buffer.from(Array.from({ length: below(2_000) }, () => below(256)));

  function json(depth: number): unknown {
    const choice = below(depth > 3 ? 5 : 8);
    switch (choice) {
      case 0:
        return null;
      case 1:
        return random() < 0.5;
      case 2:
        return pick([0, -1, 1.5, 1e308, 7, 8, 51]);
      case 3:
      case 4:
        return pick(strings);
      case 5:
        return Array.from({ length: below(6) }, () => json(depth + 1));
      default:
        return Object.fromEntries(
          Array.from({ length: below(5) }, () => [pick([...strings, "question"]), json(depth + 1)]),
        );
    }
  }

  /** Near enough to what is right to reach the depths. */
  function nearlyRight(): Record<string, unknown> {
    const body: Record<string, unknown> = { question: pick(strings) };
    for (const field of [
      "language",
      "history",
      "filters",
      "without",
      "limit",
      "cursor",
      "explain",
      "query",
      "type",
      "requestId",
    ]) {
      if (random() < 0.3) body[field] = json(1);
    }
    if (random() < 0.3) body.filters = { [pick(["speakers", "countries", "kinds", "mood"])]: json(2) };
    return body;
  }

  /** Of a session that there never was. */
  function resumption(): Record<string, unknown> {
    const after = pick<unknown>([0, 1, -1, 1.5, 1e15, "1", null]);
    const requestId = pick<unknown>(["a", "b", "", 7, "x".repeat(200)]);
    const token = pick<unknown>([...strings, 7, null, "A".repeat(32)]);
    return { type: "resume", token, requests: random() < 0.2 ? json(1) : Array(below(60)).fill({ requestId, after }) };
  }

  function text(): string {
    const choice = below(10);
    if (choice < 5) return JSON.stringify(nearlyRight());
    if (choice < 7) return JSON.stringify(json(0)) ?? "";
    if (choice < 8) return "[".repeat(below(15_000));
    const whole = JSON.stringify(nearlyRight());
    return choice < 9 ? whole.slice(0, below(whole.length + 1)) : "x".repeat(below(40_000));
  }

  return {
    bytes: () =>
      random() < 0.5 ? bytes() : Buffer.concat([Buffer.from(`${pick(methods)} ${pick(paths)} HTTP/1.1\r\n`), bytes()]),
    request: () => ({
      ...(random() < 0.5 ? { method: "POST", path: pick(bodyPaths) } : { method: pick(methods), path: pick(paths) }),
      headers: {
        Host: pick(hosts),
        "Content-Type": random() < 0.7 ? "application/json" : pick(contentTypes),
        ...(random() < 0.1 && { Origin: pick(["null", "http://evil.example", "x"]) }),
        ...(random() < 0.1 && { "Content-Encoding": pick(["gzip", "br", "x"]) }),
        ...(random() < 0.1 && { "Accept-Language": pick(["es", "en;q=x", ",;,", "es".repeat(2_000)]) }),
        ...(random() < 0.1 && { Accept: pick(["application/x-ndjson", "text/html", "*/*;q=x"]) }),
        ...(random() < 0.1 && { "X-Forwarded-For": "127.0.0.1" }),
        ...(random() < 0.1 && { "X-Request-Id": "x".repeat(200) }),
      },
      body: random() < 0.2 ? bytes() : Buffer.from(text()),
    }),
    frames: () => [
      // Only the first may resume.
      ...(random() < 0.2 ? [JSON.stringify({ type: "resume", token: "A".repeat(32), requests: [] })] : []),
      ...Array.from({ length: 1 + below(12) }, () => {
        const choice = below(10);
        if (choice === 0) return bytes();
        if (choice < 4) return text();
        if (choice === 4) return JSON.stringify(resumption());
        const type = pick(["ask", "ask", "ask", "cancel", "sing", ""]);
        const requestId = pick<unknown>(["a", "b", "a", "", 7, null, "x".repeat(200)]);
        return JSON.stringify({ ...nearlyRight(), type, requestId });
      }),
    ],
  };
}
