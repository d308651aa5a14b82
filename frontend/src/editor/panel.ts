// The side panel: the server renders it with every reading. It is not replaced under the hands of somebody who is
// answering in it; then it is marked as not up to date until the answer is sent or taken out.
import htmx from "htmx.org";
import { closest } from "../content";
import type { Anchor } from "./anchor";
import { insertAnswer } from "./answer";
import type { Pane } from "./pane";

interface Shown {
  pane: Pane;
  anchor: Anchor;
}

export class Panel {
  private shown: Shown | undefined;
  private waiting: (Shown & { html: string }) | undefined;

  constructor(
    private readonly element: HTMLElement,
    private readonly show: (pane: Pane) => void,
  ) {
    element.addEventListener("submit", (event) => this.submitted(event));
    element.addEventListener("click", (event) => this.clicked(event));
    element.addEventListener("input", () => this.settle());
    element.addEventListener("focusout", () => window.setTimeout(() => this.settle(), 0));
  }

  /** A new reading has arrived. */
  offer(html: string, pane: Pane, anchor: Anchor): void {
    if (this.waiting) this.waiting.pane.release(this.waiting.anchor);
    this.waiting = { html, pane, anchor };
    this.settle();
  }

  /** What is shown is no longer what the text says: "unread" if nothing newer is to be had, "answer" if it waits. */
  markStale(why: "unread" | "answer"): void {
    this.element.dataset["stale"] = why;
  }

  /** Show what waits, unless that would disturb an answer. */
  private settle(): void {
    const next = this.waiting;
    if (!next) return;
    const typed = this.typed();
    if (typed.size && this.element.contains(document.activeElement)) return this.markStale("answer");
    const template = document.createElement("template");
    template.innerHTML = next.html;
    const boxes = new Map(answerForms(template.content).map((form) => [keyOf(form), boxOf(form)]));
    if ([...typed.keys()].some((key) => !boxes.get(key))) return this.markStale("answer");
    for (const [key, text] of typed) {
      const box = boxes.get(key);
      if (box) box.value = text;
    }
    this.replace(template.content);
    if (this.shown) this.shown.pane.release(this.shown.anchor);
    this.shown = { pane: next.pane, anchor: next.anchor };
    this.waiting = undefined;
  }

  /** Put new content in: scroll position, opened details and the focus stay. */
  private replace(content: DocumentFragment): void {
    const { scrollTop } = this.element;
    const opened = new Set([...this.element.querySelectorAll<HTMLDetailsElement>("details[open]")].map(nameOf));
    for (const details of content.querySelectorAll("details")) details.open ||= opened.has(nameOf(details));
    const focused = this.focusables().indexOf(document.activeElement as HTMLElement);
    this.element.replaceChildren(content);
    delete this.element.dataset["stale"];
    htmx.process(this.element);
    this.element.scrollTop = scrollTop;
    if (focused >= 0) this.focusables()[focused]?.focus({ preventScroll: true });
  }

  private focusables(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("a[href], button, textarea, input, select, summary")];
  }

  /** Answers typed and not sent, by the finding they answer. */
  private typed(): Map<string, string> {
    const filled = answerForms(this.element).map((form): [string, string] => [keyOf(form), boxOf(form)?.value ?? ""]);
    return new Map(filled.filter(([, text]) => text.trim()));
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["answer"] === undefined) return;
    event.preventDefault();
    const box = boxOf(form);
    if (!box || !this.shown) return;
    if (!box.value.trim()) return box.focus();
    const { pane, anchor } = this.shown;
    const { at, before, after } = form.dataset;
    const answer = box.value;
    box.value = "";
    this.show(pane);
    insertAnswer(pane.view, anchor.place(Number(at ?? 0)), before ?? " ", answer, after ?? "");
    this.settle();
  }

  private clicked(event: Event): void {
    const target = closest<HTMLElement>(event, "[data-start][data-end]");
    if (!target || !this.shown) return;
    const { pane, anchor } = this.shown;
    this.show(pane);
    pane.select(anchor.place(Number(target.dataset["start"])), anchor.place(Number(target.dataset["end"]), -1));
  }
}

function answerForms(root: ParentNode): HTMLFormElement[] {
  return [...root.querySelectorAll<HTMLFormElement>("form[data-answer]")];
}

function boxOf(form: HTMLFormElement): HTMLTextAreaElement | null {
  return form.querySelector<HTMLTextAreaElement>("textarea");
}

/** The same part in the next reading: by its id, else by what its summary says but for the numbers in it. */
function nameOf(details: HTMLDetailsElement): string {
  const summary = details.querySelector("summary");
  return details.id || (summary?.querySelector("span") ?? summary)?.textContent?.replace(/\d+/g, "").trim() || "";
}

/** The same finding in the next reading: by its code, else by what the box asks. */
function keyOf(form: HTMLFormElement): string {
  const asked = form.closest("li, section")?.querySelector(".ask")?.textContent;
  return form.dataset["code"] ?? asked ?? form.dataset["at"] ?? "";
}
