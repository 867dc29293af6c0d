import { describe, expect, test } from "vitest";
import { mergeConversations } from "../../client/archive/merging.ts";
import { type Conversation, startTurn, type Turn, updateTurn } from "../../client/conversation.ts";

const asked = { question: "¿Quién habló?", without: {}, filters: {} };

/** A conversation of turns named by letters, each asked at its second. */
function conversation(ids: string, change: (turn: Turn) => Turn = (turn) => turn): Conversation {
  return [...ids].reduce<Conversation>(
    (made, id, position) => {
      const start = { id, requestId: `${id}-1`, asked, history: [], askedAt: `2026-01-01T00:00:0${position}Z` };
      return updateTurn(startTurn(made, start), id, (turn) => change({ ...turn, phase: "complete" }));
    },
    { id: "c", title: "Título", turns: [] },
  );
}
const idsOf = ({ turns }: Conversation) => turns.map(({ id }) => id).join("");
const feedback = { id: "f", deletionToken: "t", verdict: "useful" } as const;

describe("a conversation in two tabs", () => {
  test.each([
    ["abc", "abc", "abc"],
    ["ab", "abc", "abc"],
    ["abd", "abc", "abcd"],
    ["", "abc", "abc"],
    ["ab", "", "ab"],
  ])("of %s here and %s in the archive has %s", (here, kept, merged) => {
    expect(idsOf(mergeConversations(conversation(here), conversation(kept)))).toBe(merged);
  });

  test("is the same object where the archive has nothing new", () => {
    const here = conversation("ab");
    expect(mergeConversations(here, conversation("ab"))).toBe(here);
    expect(mergeConversations(here, { ...conversation("ab"), title: "Otro" })).toMatchObject({ title: "Otro" });
  });

  test("has of each turn what was asked later", () => {
    const later = conversation("a", (turn) => ({ ...turn, requestId: "a-2", askedAt: "2026-01-02T00:00:00Z" }));
    expect(mergeConversations(conversation("a"), later).turns[0]?.requestId).toBe("a-2");
    expect(mergeConversations(later, conversation("a")).turns[0]?.requestId).toBe("a-2");
  });

  test("has what another tab has added to a turn, and keeps one that is being answered", () => {
    const judged = conversation("a", (turn) => ({ ...turn, feedback }));
    expect(mergeConversations(conversation("a"), judged).turns[0]?.feedback).toEqual(feedback);
    const pending = conversation("a", (turn) => ({ ...turn, phase: "streaming" }));
    expect(mergeConversations(pending, judged)).toBe(pending);
  });
});
