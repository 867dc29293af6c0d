import { type ChatLine, type ChatLineOptions, type LineLoss, openChatLine, usualSilenceMs } from "./chat-line.ts";
import { usualRetries, waitBeforeAsking } from "./retries.ts";
import type { AnswerEvent, AskRequest, Problem } from "./types.ts";

/** What becomes of a question: its answer as it comes, or a refusal. */
export type ChatEvent = (AnswerEvent | { type: "request-error"; problem: Problem }) & {
  /** Null for a refusal of something else than a question. */
  requestId: string | null;
  /** From 1 in each answer. */
  sequence: number;
};

type SessionEvent =
  | { type: "session"; token: string }
  | { type: "resumed"; token: string; unknown: string[] }
  | { type: "resume-expired"; token: string };

/** How often a question was asked again after a refusal, and whether its server was restarted meanwhile. */
export interface Repeated {
  readonly repeats: number;
  readonly restarted: boolean;
}

export interface ChatOptions extends Pick<ChatLineOptions, "url" | "key"> {
  /** Default: the global one, which Node.js has from version 22 on. */
  readonly WebSocket?: ChatLineOptions["WebSocket"] | undefined;
  /** A line on which something is waited for and nothing comes for so long is taken for cut. Default: 40 s. */
  readonly longestSilenceMs?: number | undefined;
  /**
   * After how long what was refused is to be asked again; null where the refusal is the answer. Default: what may pass,
   * three times, where it is not told to wait for longer than 30 s.
   */
  readonly repeatAfterMs?: ((problem: Problem, repeated: Repeated) => number | null) | undefined;
}

export interface ChatListener {
  opened?(): void;
  /** Questions that wait are asked or resumed by themselves once there is another line. */
  lost?(loss: LineLoss): void;
  /** Events of questions that wait, each once and in order. */
  received(event: ChatEvent): void;
}

export interface Asked {
  readonly requestId: string;
  readonly request: AskRequest;
}

/** Questions in flight over one line, whose answers outlive it: see `server/chat/PROTOCOL.md`. */
export interface Chat {
  /** Sent now, or once the line is open. */
  ask(requestId: string, request: AskRequest): void;
  cancel(requestId: string): void;
  readonly isOpen: boolean;
  /** What is still to be answered, in the order of asking. */
  waiting(): readonly Asked[];
  /** Leaves a line that may only seem to be open for a new one, and tries now where none is open. */
  renew(): void;
  close(): void;
}

interface Question extends Asked {
  /** The number of the last event that was told. */
  last: number;
  repeats: number;
  restarted: boolean;
  /** Runs while it waits to be asked again. */
  repeat: ReturnType<typeof setTimeout> | undefined;
}

const mostResumeRefusals = 3;

const repeatUsually = (problem: Problem, { repeats }: Repeated) => waitBeforeAsking(problem, repeats, usualRetries);

/** @throws TypeError where there is no WebSocket. */
export function openChat(options: ChatOptions, listener: ChatListener): Chat {
  const { repeatAfterMs = repeatUsually, longestSilenceMs = usualSilenceMs, ...address } = options;
  const WebSocket = options.WebSocket ?? globalThis.WebSocket;
  if (WebSocket === undefined) throw new TypeError("There is no WebSocket here: pass that of the package ws.");
  const questions = new Map<string, Question>();
  /** By which the server knows this client after its line was cut; null before it has told one. */
  let token: string | null = null;
  let resuming = false;
  let resumeRefusals = 0;
  let resumeAgain: ReturnType<typeof setTimeout> | undefined;

  const drop = (requestId: string): boolean => {
    clearTimeout(questions.get(requestId)?.repeat);
    return questions.delete(requestId);
  };
  const ask = (question: Question) => {
    const { requestId, request } = question;
    // What has come of the answer before is of another.
    if (question.last > 0) listener.received({ type: "restart", requestId, sequence: 0 });
    question.last = 0;
    clearTimeout(question.repeat);
    question.repeat = undefined;
    line.send({ type: "ask", requestId, ...request });
  };
  /** What waits to be repeated is asked when its time has come. */
  const askUnlessRepeated = (question: Question) => {
    if (question.repeat === undefined) ask(question);
  };
  const resume = () => {
    const requests = [...questions.values()].map(({ requestId, last }) => ({ requestId, after: last }));
    line.send({ type: "resume", token, requests });
  };
  /** Beyond an allowance, or where too much waits: after a while, and in the end without the session. */
  const resumeLater = ({ retryAfterSeconds = 1 }: Problem) => {
    resumeRefusals += 1;
    clearTimeout(resumeAgain);
    resumeAgain = setTimeout(() => {
      if (resumeRefusals <= mostResumeRefusals) return resume();
      resuming = false;
      token = null;
      for (const question of questions.values()) askUnlessRepeated(question);
    }, retryAfterSeconds * 1_000);
  };
  /** @returns Whether the question is asked again instead of told as refused. */
  const repeats = (question: Question, problem: Problem): boolean => {
    const delayMs = repeatAfterMs(problem, question);
    if (delayMs === null) return false;
    question.repeats += 1;
    clearTimeout(question.repeat);
    question.repeat = setTimeout(() => ask(question), delayMs);
    return true;
  };
  const hear = (event: ChatEvent) => {
    const { requestId, sequence } = event;
    if (requestId === null) {
      if (event.type !== "request-error") return;
      // While it resumes nothing else was sent: that is what was refused.
      return resuming ? resumeLater(event.problem) : listener.received(event);
    }
    const question = questions.get(requestId);
    // A line that was resumed may tell again what was on its way; 0 is that of a refusal beside an answer.
    if (question === undefined || (sequence > 0 && sequence <= question.last)) return;
    if (event.type === "request-error" && repeats(question, event.problem)) return;
    question.last = sequence;
    if (event.type === "answer-end" || event.type === "request-error") drop(requestId);
    listener.received(event);
  };
  const hearSession = (event: SessionEvent) => {
    // Until the server says so, it is not decided which session goes on.
    if (event.type === "session" && resuming) return;
    token = event.token;
    if (event.type === "session") return;
    resuming = false;
    const isLost = event.type === "resume-expired";
    for (const question of questions.values()) {
      question.restarted ||= isLost;
      if (isLost || event.unknown.includes(question.requestId)) askUnlessRepeated(question);
    }
  };

  const line: ChatLine = openChatLine(
    { ...address, WebSocket, longestSilenceMs },
    {
      isWaiting: () => [...questions.values()].some(({ repeat }) => repeat === undefined),
      opened() {
        listener.opened?.();
        clearTimeout(resumeAgain);
        resumeRefusals = 0;
        resuming = token !== null && questions.size > 0;
        if (resuming) resume();
        else for (const question of questions.values()) askUnlessRepeated(question);
      },
      lost: (loss) => listener.lost?.(loss),
      received(received) {
        // The server's own schemas stand behind its events; what is none of these is passed over.
        const event = received as ChatEvent | SessionEvent;
        switch (event.type) {
          case "session":
          case "resumed":
          case "resume-expired":
            return hearSession(event);
          case "answer-start":
          case "answer-part":
          case "citation":
          case "answer-end":
          case "request-error":
            return hear(event);
        }
      },
    },
  );

  return {
    ask(requestId, request) {
      const question = { requestId, request, last: 0, repeats: 0, restarted: false, repeat: undefined };
      questions.set(requestId, question);
      ask(question);
    },
    cancel(requestId) {
      if (drop(requestId)) line.send({ type: "cancel", requestId });
    },
    get isOpen() {
      return line.isOpen;
    },
    waiting: () => [...questions.values()],
    renew: () => line.renew(),
    close() {
      clearTimeout(resumeAgain);
      for (const requestId of questions.keys()) drop(requestId);
      line.close();
    },
  };
}
