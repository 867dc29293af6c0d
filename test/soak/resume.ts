import { once } from "node:events";
import { chatProtocol } from "../../server/session-protocol.ts";
import { createRandom } from "../fakes/random-vectors.ts";
import { type ChatClient, openChat } from "../server/chat-client.ts";
import { type Serving, serve } from "../server/serving.ts";

export interface ResumeReport {
  readonly sessions: number;
  readonly cuts: number;
  /** Frames that came again, or for the first time, after a cut. */
  readonly resumedFrames: number;
  /** Questions that were cut before the server had them, and asked again. */
  readonly askedAgain: number;
}

interface Question {
  readonly requestId: string;
  readonly question: string;
}

const words = ["harbour", "tariffs", "containers", "Callao", "session", "delegation", "nothing at all"];
/** So many sessions are cut at once. */
const sessionsAtOnce = 20;
const mostCuts = 4;

/**
 * Cuts chats at random frames, also before the first and while answers are being made, resumes them from the last number
 * that came, and compares every transcript with that of a chat that was not cut, byte for byte.
 * @throws Error where a transcript differs, or a question was answered twice.
 */
export async function run({ sessions, seed = 1 }: { sessions: number; seed?: number }): Promise<ResumeReport> {
  const random = createRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  let made = 0;
  const serving = await serve({
    settings: { requestsPerMinute: 10_000_000, asksAtOnce: 8, waitingRequests: 10_000, socketsPerAddress: 10_000 },
    gate: async () => {
      made += 1;
      // Some answers are begun before the cut, some behind it.
      for (let turns = below(40); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
    },
  });
  const tally = { cuts: 0, resumedFrames: 0, askedAgain: 0 };
  try {
    let asked = 0;
    for (let begun = 0; begun < sessions; begun += sessionsAtOnce) {
      const plans = Array.from({ length: Math.min(sessionsAtOnce, sessions - begun) }, (_, at) => {
        const questions = Array.from({ length: 1 + below(3) }, (__, position) => ({
          requestId: `q${position}`,
          question: `${words[below(words.length)]} ${begun + at}`,
        }));
        const cuts = Array.from({ length: 1 + below(mostCuts) }, () => below(9));
        // Some lines are cut before the server has heard a word.
        return { questions, cuts, isLost: random() < 0.2 };
      });
      await Promise.all(plans.map((plan) => compareTranscripts(serving, plan, tally)));
      asked += 2 * plans.reduce((sum, { questions }) => sum + questions.length, 0);
      if (made !== asked) throw new Error(`${asked} questions were answered ${made} times.`);
    }
    return { sessions, ...tally };
  } finally {
    await serving.close();
  }
}

interface Plan {
  readonly questions: readonly Question[];
  /** After how many further frames each line is cut. */
  readonly cuts: readonly number[];
  /** The questions never reach the server before the first cut. */
  readonly isLost: boolean;
}

type Tally = { -readonly [Count in Exclude<keyof ResumeReport, "sessions">]: number };

async function compareTranscripts(serving: Serving, plan: Plan, tally: Tally): Promise<void> {
  const { questions, cuts } = plan;
  const [whole, pieced] = await Promise.all([
    transcribe(serving, { questions, cuts: [], isLost: false }, { cuts: 0, resumedFrames: 0, askedAgain: 0 }),
    transcribe(serving, plan, tally),
  ]);
  for (const { requestId, question } of questions) {
    if (pieced.get(requestId)?.join("\n") !== whole.get(requestId)?.join("\n")) {
      throw new Error(`“${question}” (${requestId}) differs after cuts behind ${cuts.join(", ")} frames.`);
    }
  }
}

/** The frames of each request, in the order of coming. */
async function transcribe(serving: Serving, plan: Plan, tally: Tally): Promise<Map<string, string[]>> {
  const { questions, cuts, isLost } = plan;
  const transcript = new Map<string, string[]>(questions.map(({ requestId }) => [requestId, []]));
  const framesOf = (requestId: string) => transcript.get(requestId) ?? [];
  const isWhole = (requestId: string) => framesOf(requestId).at(-1)?.includes('"answer-end"') === true;
  const hasEnded = (line: ChatClient) =>
    questions.every(({ requestId }) => isWhole(requestId) || chatHasEnd(line, requestId));
  const send = (chat: ChatClient, { requestId, question }: Question) =>
    chat.send({ type: "ask", requestId, question, language: "en" });

  let chat = await openChat(serving.socketUrl, { protocol: chatProtocol });
  let { token } = await chat.sessionEvent("session");
  if (!isLost) for (const question of questions) send(chat, question);
  for (const [at, frames] of cuts.entries()) {
    const line = chat;
    const isSilent = isLost && at === 0;
    await line.framesUntil((count) => isSilent || count >= frames || hasEnded(line));
    take(chat, frames);
    const ended = once(chat.socket, "close");
    chat.socket.terminate();
    await ended;
    tally.cuts += 1;
    chat = await openChat(serving.socketUrl, { protocol: chatProtocol });
    const waitedFor = questions.filter(({ requestId }) => !isWhole(requestId));
    const requests = waitedFor.map(({ requestId }) => ({ requestId, after: framesOf(requestId).length }));
    chat.send({ type: "resume", token, requests });
    const answered = await chat.sessionEvent("resumed", "resume-expired");
    token = answered.token;
    const lost = answered.type === "resumed" ? answered.unknown : requests.map(({ requestId }) => requestId);
    for (const question of waitedFor.filter(({ requestId }) => lost.includes(requestId))) {
      if (framesOf(question.requestId).length > 0) throw new Error("The server has forgotten what it had answered.");
      tally.askedAgain += 1;
      send(chat, question);
    }
  }
  const last = chat;
  await last.framesUntil(() => hasEnded(last));
  take(last, Number.POSITIVE_INFINITY);
  if (cuts.length > 0) tally.resumedFrames += last.frames.length;
  last.socket.close();
  return transcript;

  /** What had come when the line was cut: no more of it is known to the client. */
  function take({ frames }: ChatClient, most: number): void {
    for (const frame of frames.slice(0, most)) {
      const { requestId, sequence } = JSON.parse(frame) as { requestId: string; sequence: number };
      const so = framesOf(requestId);
      if (sequence !== so.length + 1) throw new Error(`Event ${sequence} of ${requestId} came behind ${so.length}.`);
      so.push(frame);
    }
  }
}

function chatHasEnd({ received }: ChatClient, requestId: string): boolean {
  return received.some((event) => event.requestId === requestId && event.type === "answer-end");
}
