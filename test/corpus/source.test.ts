import { describe, expect, it } from "vitest";
import { decodeSource, revisionOf } from "../../corpus/extraction/source.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";

const utf8 = new TextEncoder();

describe("decoding a file", () => {
  it("drops the byte order mark and keeps every other character", () => {
    expect(decodeSource(utf8.encode("\ufeffActa\r\n\u00a0fin \ufeff"))).toBe("Acta\r\n\u00a0fin \ufeff");
  });

  it.each([
    ["empty", new Uint8Array(), /empty/],
    ["blank", utf8.encode(" \n"), /empty/],
    ["in Windows-1252", Uint8Array.from([0x53, 0x65, 0x73, 0x69, 0xf3, 0x6e]), /not UTF-8.*Save it/],
    ["in UTF-16", Uint8Array.from([0xff, 0xfe, 0x41, 0x00]), /UTF-16/],
    ["binary", Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x00]), /not text/],
  ])("refuses a file that is %s and says what to do", (_, bytes, message) => {
    expect(() => decodeSource(bytes)).toThrow(RecordReadError);
    expect(() => decodeSource(bytes)).toThrow(message);
  });

  it("names a revision by the text's SHA-256", () => {
    expect(revisionOf("abc")).toBe("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
