import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEventReader } from "../../../client/api/server-events.ts";

describe("server-sent events", () => {
  it("are the same however the stream is cut", () => {
    const stream =
      'event: job\ndata: {"a":1}\n\n: still here\n\nevent: job\r\ndata: two\r\ndata: lines\r\n\r\ndata:bare\n\ndata: by\rdata: returns\r\rdata\n\n';
    const expected = [
      { type: "job", data: '{"a":1}' },
      { type: "job", data: "two\nlines" },
      { type: "message", data: "bare" },
      { type: "message", data: "by\nreturns" },
      { type: "message", data: "" },
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const read = createEventReader();
        const places = [0, ...cuts.toSorted((left, right) => left - right), stream.length];
        const pieces = places.slice(1).map((end, index) => stream.slice(places[index], end));
        expect(pieces.flatMap((piece) => read(piece))).toEqual(expected);
      }),
    );
  });

  it("are told only once they are whole", () => {
    const read = createEventReader();
    expect(read("data: half")).toEqual([]);
    expect(read(" of it\n")).toEqual([]);
    expect(read("\n")).toEqual([{ type: "message", data: "half of it" }]);
    expect(read("data: at once\r\r")).toEqual([{ type: "message", data: "at once" }]);
  });
});
