import { describe, expect, it } from "vitest";
import { camDocument } from "../fakes/record-fixture.ts";
import { ask, latestAnswer } from "./page-harness.ts";
import { openReadingRoom } from "./reading-room.ts";
import { sampleQuestions } from "./screens.ts";

const room = openReadingRoom();
const { es } = sampleQuestions;

describe("arriving", () => {
  it("shows the sessions, their speakers with what they recommended, and questions, for which it asks nothing and loads no record", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.locator("#question:focus").waitFor();
    await page.locator(".speaker-card").nth(5).waitFor();
    expect(await page.locator(".speaker-card").count()).toBe(6);
    expect(await page.locator(".speaker-card").first().textContent()).toContain("5 recomendaciones");
    expect(await page.locator(".session time").textContent()).toBe("9 de mayo de 2023");
    const examples = page.locator("button.example");
    await examples.first().waitFor();
    expect(server.asked).toEqual([]);
    expect(server.requested.filter((address) => address.startsWith("/api/")).sort()).toEqual([
      "/api/v1/documents",
      `/api/v1/documents/${camDocument().detail.id}/interventions`,
      "/api/v1/examples?language=es",
    ]);
    const texts = await examples.allTextContents();
    expect(texts.length).toBeGreaterThanOrEqual(3);
    await examples.first().click();
    await latestAnswer(page);
    expect(await page.locator(".turn-question").textContent()).toBe(texts[0]);
  });

  it("changes its language at once, and keeps it for the next visit", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.getByRole("button", { name: "Read this page in English" }).click();
    await page.getByRole("heading", { name: "Ask the record" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Ask the record" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });
});

describe("an answer", () => {
  it("streams its parts, and nothing already on the page moves", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    server.holdAnswers();
    await ask(page, es.fact);
    await page.locator(".turn-lead").waitFor();
    const before = await page.locator(".turn-question").boundingBox();
    expect(await page.locator(".turn").getAttribute("data-phase")).toBe("streaming");
    server.release();
    await latestAnswer(page);
    expect(await page.locator(".turn-question").boundingBox()).toEqual(before);
  });

  it("is announced once, when it is whole", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await page.locator("#question:focus").waitFor();
    await page.evaluate(`
      window.announced = [];
      new MutationObserver(() => {
        const text = document.querySelector("[data-announcement]").textContent;
        if (text !== "") window.announced.push(text);
      }).observe(document.querySelector("[data-announcement]"), { childList: true, characterData: true, subtree: true });
    `);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.locator("[data-announcement]", { hasText: "1 cita" }).waitFor();
    expect(await page.evaluate("window.announced")).toEqual(["Se encontraron 1 pasajes de 1 intervenciones. 1 cita."]);
  });

  it("can be stopped, and asked for again", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    server.holdAnswers();
    await ask(page, es.fact);
    await page.locator(".turn-lead").waitFor();
    await page.getByRole("button", { name: "Detener" }).click();
    await page.locator(".turn[data-phase=stopped]").waitFor();
    expect(server.cancelled).toHaveLength(1);
    server.release();
    await page.getByRole("button", { name: "Preguntar de nuevo" }).click();
    await latestAnswer(page);
    expect(await page.locator(".turn").count()).toBe(1);
  });

  it("gives way to the answer of the edited question", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.getByRole("button", { name: "Editar la pregunta" }).click();
    await page.locator(".edit-question textarea").fill(es.followUp);
    await page.locator(".edit-question textarea").press("Enter");
    await page.locator(".turn-question", { hasText: "ACNUR" }).waitFor();
    await latestAnswer(page);
    expect(await page.locator(".turn").count()).toBe(1);
    expect(server.lastAsked).toEqual({ question: es.followUp });
  });

  it("says how a list was decided and whether it is whole, and shows the rest and the doubtful apart", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.list);
    const answer = await latestAnswer(page);
    const membership = answer.locator(".membership");
    expect(await membership.textContent()).toContain("No se puede asegurar que la lista esté completa");
    expect(await membership.textContent()).toContain("clasificación de Relator");
    const numbers = answer.locator(".evidence > .evidence-group .passage-number");
    expect(await numbers.count()).toBe(8);
    await answer.getByRole("button", { name: "Mostrar más (quedan 1)" }).click();
    await numbers.nth(8).waitFor();
    expect(await answer.locator(".more").count()).toBe(0);
    expect(await answer.locator(".folded[open]").count()).toBe(0);
    expect(await answer.locator(".folded summary").textContent()).toBe("1 pasaje dudoso");
  });

  it("groups its passages by speaker and names who recorded nothing", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.compare);
    const answer = await latestAnswer(page);
    const speakers = await answer.locator(".evidence > .evidence-group h3").allTextContents();
    expect(new Set(speakers).size).toBe(speakers.length);
    expect(await answer.locator("[data-silent]").textContent()).toContain("Departamento de Estado");
  });

  it("undoes what was misunderstood, and takes it back", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.compare);
    const answer = await latestAnswer(page);
    await answer.getByRole("button", { name: /Quitar «Conferencia Regional/ }).click();
    const restore = answer.getByRole("button", { name: /Volver a tener en cuenta «Conferencia Regional/ });
    await restore.waitFor();
    await answer.locator(".turn-question:focus").waitFor();
    expect(server.lastAsked?.without).toEqual({ organizations: ["Conferencia Regional sobre Migración (CRM)"] });
    await latestAnswer(page);
    await restore.click();
    await answer.getByRole("button", { name: /Quitar «Conferencia Regional/ }).waitFor();
    expect(server.lastAsked?.without).toBeUndefined();
  });

  it("says plainly that the record does not answer, and folds the nearest passages", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.unanswerable);
    const answer = await latestAnswer(page);
    expect(await answer.locator("[data-reason=no-evidence]").count()).toBe(1);
    const folded = answer.locator(".folded");
    expect(await folded.getAttribute("open")).toBeNull();
    expect(await folded.locator("summary").textContent()).toContain("No responden a la pregunta");
    expect(await answer.locator(".membership").count()).toBe(0);
  });

  it("asks a suggested question", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    const suggestion = page.locator(".suggestion").first();
    const text = await suggestion.textContent();
    await suggestion.click();
    await page.locator(".turn").nth(1).waitFor();
    await latestAnswer(page);
    expect(await page.locator(".turn-question").nth(1).textContent()).toBe(text);
  });

  it("opens the trace that explains it", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.getByRole("button", { name: "Por qué esta respuesta" }).click();
    await page.locator(".why tbody tr").first().waitFor();
    expect(await page.locator(".why").textContent()).toContain("83");
    expect(server.lastAsked).toEqual({ question: es.fact, language: "es", explain: true });
  });

  it("shows the server's problem in its own words", async () => {
    const problem = { type: "about:blank", title: "Demasiadas preguntas", status: 429, detail: "Espere.", errors: [] };
    const { page, server } = await room.enter({ documents: [], answer: () => problem });
    await page.goto(server.url);
    await ask(page, es.fact);
    const failed = page.locator(".turn[data-phase=failed]");
    await failed.waitFor();
    expect(await failed.textContent()).toContain("Demasiadas preguntas");
    await failed.getByRole("button", { name: "Preguntar de nuevo" }).waitFor();
  });
});

describe("an opinion on an answer", () => {
  it("is kept only after the reader agrees, and can be deleted", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await page.getByRole("button", { name: "No útil" }).click();
    const send = page.locator(".feedback-details button[type=submit]");
    expect(await send.isDisabled()).toBe(true);
    await page.locator(".feedback-details textarea").fill("Falta Jamaica");
    await page.locator(".feedback-details input[type=checkbox]").check();
    await send.click();
    const remove = page.getByRole("button", { name: "Borrarla" });
    await remove.waitFor();
    expect([...server.feedback.values()]).toMatchObject([
      { question: es.fact, language: "es", verdict: "not-useful", comment: "Falta Jamaica", consent: true },
    ]);
    await remove.click();
    await page.getByText("Valoración borrada.").waitFor();
    expect(server.feedback.size).toBe(0);
  });
});

describe("conversations", () => {
  it("are kept in the browser, found again, renamed and deleted", async () => {
    const { page, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    const address = page.url();
    const list = page.getByRole("button", { name: "Conversaciones" });
    await list.click();
    await page.locator(".conversation-entry").waitFor();
    await page.goto(address);
    await latestAnswer(page);
    expect(await page.locator(".turn-question").textContent()).toBe(es.fact);
    expect(await page.locator("[data-announcement]").textContent()).toBe("");

    await list.click();
    await page.getByRole("button", { name: /Cambiar el nombre/ }).click();
    await page.getByLabel("Nombre de la conversación").fill("Remesas");
    await page.getByLabel("Nombre de la conversación").press("Enter");
    await page.getByRole("link", { name: "Remesas" }).waitFor();
    await page.getByRole("button", { name: /Borrar «Remesas»/ }).click();
    await page.locator(".button-danger").click();
    await page.getByRole("heading", { name: "Pregunte a las actas" }).waitFor();
    await list.click();
    await page.getByText("Aún no hay conversaciones guardadas.").waitFor();
  });

  it("are asked again by a link to a question, with what went before it", async () => {
    const { page, context, server } = await room.enter();
    await page.goto(server.url);
    await ask(page, es.fact);
    await latestAnswer(page);
    await ask(page, es.followUp);
    await page.locator(".turn").nth(1).waitFor();
    const turn = await latestAnswer(page);
    await turn.getByRole("button", { name: "Copiar enlace a la pregunta" }).click();
    await turn.getByText("Enlace copiado").waitFor();
    const link = await page.evaluate<string>("navigator.clipboard.readText()");
    const answer = await turn.locator(".quote").allTextContents();
    const other = await context.newPage();
    await other.goto(link);
    const again = await latestAnswer(other);
    expect(await again.locator(".quote").allTextContents()).toEqual(answer);
    expect(server.lastAsked).toMatchObject({ question: es.followUp, history: [{ question: es.fact }] });
  });
});
