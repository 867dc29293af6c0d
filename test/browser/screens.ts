import type { Page } from "playwright-core";
import type { FakeRecordServer } from "../fakes/record-server.ts";
import { libraryScreens } from "./library-screens.ts";
import { ask, latestAnswer } from "./page-harness.ts";

export type ScreenLanguage = "es" | "en";

/** A screen or a state of one, and how a reader comes to it. */
export interface Screen {
  readonly name: string;
  reach(page: Page, server: FakeRecordServer, language: ScreenLanguage): Promise<void>;
}

export const sampleQuestions = {
  es: {
    fact: "¿Cuánto del PIB de Haití proviene de remesas?",
    list: "¿Qué recomendaciones se hicieron?",
    compare: "Compara lo que recomendaron la CRM y la CSM",
    followUp: "¿Qué dijo sobre los refugiados del ACNUR?",
    unanswerable: "¿Quién ganó el mundial de fútbol en Buenos Aires?",
    greeting: "Hola",
  },
  en: {
    fact: "How much of Haiti's GDP comes from remittances?",
    list: "What recommendations were made?",
    compare: "Compare what the CRM and the CSM recommended",
    followUp: "What was said about UNHCR refugees?",
    unanswerable: "Who won the football World Cup in Buenos Aires?",
    greeting: "Hello",
  },
} as const;

async function answered(page: Page, server: FakeRecordServer, question: string): Promise<void> {
  await page.goto(server.url);
  await ask(page, question);
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  const turn = await latestAnswer(page);
  await turn.locator(".turn-tools-block").waitFor();
}

async function openFirst(page: Page): Promise<void> {
  await page.locator(".turn").last().locator(".passage-number").first().click();
  await page.locator(".source-paragraph[data-lit=true]").waitFor();
}

/** On a narrow screen the tools of the source are folded. */
async function unfoldTools(page: Page): Promise<void> {
  await page.locator(".source-paragraph").first().waitFor();
  const toggle = page.locator(".source-tools-toggle");
  if (await toggle.isVisible()) await toggle.click();
}

const documentPath = "/d/resumen-sesion-tematica-cam-2023-05-09";

/** Every screen and state of the page: what the accessibility check and the screenshots go through. */
export const screens: readonly Screen[] = [
  {
    name: "arrival",
    async reach(page, server) {
      await page.goto(server.url);
      await page.locator(".speaker-card").first().waitFor();
      await page.locator("button.example").first().waitFor();
    },
  },
  {
    name: "arrival-empty",
    async reach(page, server) {
      server.setDocuments([]);
      await page.goto(server.url);
      await page.locator(".arrival .notice").waitFor();
    },
  },
  {
    name: "arrival-failed",
    async reach(page, server) {
      server.failDocuments(true);
      await page.goto(server.url);
      await page.locator(".notice-problem").waitFor();
    },
  },
  {
    name: "arrival-preparing",
    async reach(page, server) {
      server.prepare({ done: 18, total: 60 });
      await page.goto(server.url);
      await page.locator(".connection").waitFor();
    },
  },
  {
    name: "answer-fact",
    reach: (page, server, language) => answered(page, server, sampleQuestions[language].fact),
  },
  {
    name: "answer-list",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].list);
      await page.locator(".folded summary").first().click();
    },
  },
  {
    name: "answer-compare",
    reach: (page, server, language) => answered(page, server, sampleQuestions[language].compare),
  },
  {
    name: "answer-not-found",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].unanswerable);
      await page.locator(".folded summary").click();
    },
  },
  {
    name: "answer-greeting",
    reach: (page, server, language) => answered(page, server, sampleQuestions[language].greeting),
  },
  {
    name: "answer-follow-up",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].fact);
      await ask(page, sampleQuestions[language].followUp);
      await page.locator(".turn").nth(1).locator(".chip-inherited").waitFor();
      await settled(page);
    },
  },
  {
    name: "answer-streaming",
    async reach(page, server, language) {
      await page.goto(server.url);
      server.holdAnswers();
      await ask(page, sampleQuestions[language].fact);
      await page.locator(".turn-lead").waitFor();
    },
  },
  {
    name: "answer-stopped",
    async reach(page, server, language) {
      await page.goto(server.url);
      server.holdAnswers();
      await ask(page, sampleQuestions[language].fact);
      await page.locator(".turn-lead").waitFor();
      await page.locator(".question-box button").click();
      await page.locator(".turn[data-phase=stopped] .turn-tools").waitFor();
    },
  },
  {
    name: "answer-edit",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].fact);
      await page.locator(".turn-tools button").nth(1).click();
      await page.locator(".edit-question textarea").waitFor();
    },
  },
  {
    name: "answer-why",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].fact);
      await page.locator(".turn-tools button[aria-expanded]").click();
      await page.locator(".why table").first().waitFor();
    },
  },
  {
    name: "answer-feedback",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].fact);
      await page.locator(".feedback button").nth(1).click();
      await page.locator(".feedback-details").waitFor();
    },
  },
  {
    name: "source-beside",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].fact);
      await openFirst(page);
    },
  },
  {
    name: "source-side-by-side",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].fact);
      await openFirst(page);
      await unfoldTools(page);
      await page.locator(".source-steps button[aria-pressed=false]").click();
      await page.locator(".source-translation").first().waitFor();
    },
  },
  {
    name: "source-find",
    async reach(page, server) {
      await page.goto(server.url + documentPath);
      await unfoldTools(page);
      await page.locator("#find").fill("migracion");
      await page.locator(".lit-found-current").waitFor();
    },
  },
  {
    name: "source-alone",
    async reach(page, server) {
      await page.goto(server.url + documentPath);
      await page.locator(".outline summary").click();
      await page.locator(".outline li").first().waitFor();
    },
  },
  {
    name: "source-permalink",
    async reach(page, server) {
      await page.goto(`${server.url}${documentPath}#p17.2`);
      await page.locator(".source-paragraph").first().waitFor();
    },
  },
  {
    name: "source-other-revision",
    async reach(page, server) {
      await page.goto(`${server.url}${documentPath}@sha256:0#p12`);
      await page.locator("[data-problem]").waitFor();
    },
  },
  {
    name: "source-not-found",
    async reach(page, server) {
      await page.goto(`${server.url}/d/no-such-record`);
      await page.locator(".notice-problem").waitFor();
    },
  },
  {
    name: "recommendations",
    async reach(page, server) {
      await page.goto(`${server.url}/recommendations`);
      await page.locator(".recommendation-table tbody tr").first().waitFor();
    },
  },
  {
    name: "recommendations-none",
    async reach(page, server) {
      await page.goto(`${server.url}/recommendations`);
      await page.locator(".recommendation-table tbody tr").first().waitFor();
      await page.locator(".filters input").fill("zzzz");
      await page.locator(".notice").waitFor();
    },
  },
  {
    name: "unknown-address",
    async reach(page, server) {
      await page.goto(`${server.url}/nowhere`);
      await page.locator(".unknown-page").waitFor();
    },
  },
  {
    name: "help",
    async reach(page, server) {
      await page.goto(server.url);
      await page.locator(".header-end button").nth(1).click();
      await page.locator(".keys").waitFor();
    },
  },
  {
    name: "conversations",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].fact);
      await page.locator(".header nav button").click();
      await page.locator(".conversation-entry button").nth(1).click();
      await page.locator(".button-danger").waitFor();
    },
  },
  {
    name: "conversations-empty",
    async reach(page, server) {
      await page.goto(server.url);
      await page.locator(".header nav button").click();
      await page.locator(".dialog").waitFor();
    },
  },
  {
    name: "connection-lost",
    async reach(page, server, language) {
      await answered(page, server, sampleQuestions[language].fact);
      server.refuseSockets(true);
      server.dropConnections();
      await page.locator("[data-connection=reconnecting]").waitFor();
    },
  },
  ...libraryScreens,
];
