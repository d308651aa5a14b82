// Findings: underlines and gutter marks by CodeMirror's lint, F8 through them, and one finding at a time opened with
// a box for its answer. The box stays while the text changes and until it is closed: what is typed in it is not lost.
import type { Diagnostic } from "@codemirror/lint";
import { StateEffect, StateField, type Text } from "@codemirror/state";
import { EditorView, showTooltip, type Tooltip } from "@codemirror/view";
import { announce } from "../announce";
import { insertAnswer } from "./answer";
import { type Finding, type Reading, readingField } from "./reading";

interface Opened {
  finding: Finding;
  tooltip: Tooltip;
}

const open = StateEffect.define<Finding | null>();

export const openedFinding = StateField.define<Opened | null>({
  create: () => null,
  update(opened, transaction) {
    for (const effect of transaction.effects) if (effect.is(open)) return effect.value && opening(effect.value);
    if (!opened || !transaction.docChanged) return opened;
    const { changes } = transaction;
    const { finding, tooltip } = opened;
    const { insert } = finding;
    const moved = insert ? { ...finding, insert: { ...insert, at: changes.mapPos(insert.at, 1) } } : finding;
    // The same `create`: CodeMirror then keeps the element, with the focus and the text in it.
    return { finding: moved, tooltip: { ...tooltip, pos: changes.mapPos(tooltip.pos, 1) } };
  },
  provide: (field) => showTooltip.from(field, (opened) => opened?.tooltip ?? null),
});

/** The findings of a reading as lint wants them. */
export function diagnostics(reading: Reading, doc: Text): Diagnostic[] {
  return reading.findings.map((finding) => ({
    ...underlined(finding, doc),
    severity: finding.severity,
    source: finding.code,
    message: finding.message,
    renderMessage: () => said(finding),
    actions: finding.ask ? [{ name: "Answer", apply: (view) => openFinding(view, finding, true) }] : [],
  }));
}

/** Where something is missing there is nothing to underline: the character beside the place carries a small mark. Lint's
    own mark for an empty range is an element in the line, and the line would break elsewhere because of it. */
function underlined({ from, to }: Finding, doc: Text): { from: number; to: number; markClass?: string } {
  if (to > from || doc.length === 0) return { from, to };
  const line = doc.lineAt(from);
  if (from > line.from) return { from: from - 1, to: from, markClass: "cm-missing-after" };
  return line.length ? { from, to: from + 1, markClass: "cm-missing-before" } : { from, to };
}

/** Go to the next (1) or previous (-1) finding, open it and say it. */
export function stepFinding(view: EditorView, by: 1 | -1): boolean {
  const { findings } = view.state.field(readingField);
  const ordered = [...findings].sort((a, b) => a.from - b.from || a.to - b.to);
  if (ordered.length === 0) {
    announce("No findings.");
    return true;
  }
  const now = view.state.field(openedFinding)?.finding;
  const at = now ? ordered.findIndex((f) => f.code === now.code && f.message === now.message) : -1;
  const head = view.state.selection.main.from;
  const from = by > 0 ? ordered.findIndex((f) => f.from >= head) : ordered.findLastIndex((f) => f.from <= head);
  const next = at >= 0 ? at + by : from >= 0 ? from : by > 0 ? 0 : -1;
  const finding = ordered[(next + ordered.length) % ordered.length];
  if (!finding) return true;
  view.dispatch({ selection: { anchor: finding.from, head: finding.to }, scrollIntoView: true });
  openFinding(view, finding, false);
  const hint = finding.insert ? " Alt+Enter to answer." : "";
  announce(`Finding ${ordered.indexOf(finding) + 1} of ${ordered.length}. ${finding.message} ${finding.ask}${hint}`);
  return true;
}

/** Open a finding; `answer` puts the focus into its box. */
export function openFinding(view: EditorView, finding: Finding, answer: boolean): void {
  view.dispatch({ effects: open.of(finding) });
  if (answer) window.requestAnimationFrame(() => answerBox(view)?.focus());
}

/** Into the box of the opened finding, else of the one under the cursor. */
export function answerFinding(view: EditorView): boolean {
  const box = answerBox(view);
  if (box) box.focus();
  else {
    const at = view.state.selection.main.head;
    const found = view.state.field(readingField).findings.find((f) => f.from <= at && at <= f.to && f.insert);
    if (!found) return false;
    openFinding(view, found, true);
  }
  return true;
}

export function closeFinding(view: EditorView): boolean {
  if (!view.state.field(openedFinding)) return false;
  view.dispatch({ effects: open.of(null) });
  view.focus();
  return true;
}

/** A tap on an underline or a click on a gutter mark opens the finding there. */
export const openByPointer = EditorView.domEventHandlers({
  click(event, view) {
    const target = event.target instanceof Element ? event.target : null;
    const touched = (event as PointerEvent).pointerType === "touch" && target?.closest(".cm-lintRange, .cm-lintPoint");
    if (!touched) return false;
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    return at !== null && openAt(view, at, at);
  },
});

/** Open the first finding between two places; whether there was one. */
export function openAt(view: EditorView, from: number, to: number): boolean {
  const found = view.state.field(readingField).findings.find((f) => f.from <= to && f.to >= from);
  if (found) openFinding(view, found, true);
  return Boolean(found);
}

function answerBox(view: EditorView): HTMLTextAreaElement | null {
  return view.dom.querySelector<HTMLTextAreaElement>(".finding-open textarea");
}

function said(finding: Finding): HTMLElement {
  const both = document.createElement("div");
  both.className = "finding-said";
  const message = document.createElement("p");
  message.textContent = finding.message;
  both.append(message);
  if (finding.ask) {
    const ask = document.createElement("p");
    ask.className = "finding-ask";
    ask.textContent = finding.ask;
    both.append(ask);
  }
  return both;
}

function opening(finding: Finding): Opened {
  const create = (view: EditorView): { dom: HTMLElement } => ({ dom: openedElement(view, finding) });
  return { finding, tooltip: { pos: finding.from, above: false, strictSide: false, create } };
}

function openedElement(view: EditorView, finding: Finding): HTMLElement {
  const element = document.createElement("div");
  element.className = "finding-open";
  element.setAttribute("role", "dialog");
  element.setAttribute("aria-label", finding.message);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "finding-close";
  close.setAttribute("aria-label", "Close");
  close.textContent = "×";
  close.addEventListener("click", () => closeFinding(view));
  element.append(close, said(finding));
  if (finding.insert) element.append(answerForm(view, finding));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeFinding(view);
    else if (event.key === "F8") stepFinding(view, event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return element;
}

function answerForm(view: EditorView, finding: Finding): HTMLFormElement {
  const form = document.createElement("form");
  form.dataset["answerHere"] = "";
  const box = document.createElement("textarea");
  box.rows = 2;
  box.name = "answer";
  box.setAttribute("aria-label", finding.ask || "Your answer");
  const send = document.createElement("button");
  send.textContent = "Put it in";
  form.append(box, send);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const now = view.state.field(openedFinding)?.finding.insert;
    if (!now || !box.value.trim()) return box.focus();
    view.dispatch({ effects: open.of(null) });
    insertAnswer(view, now.at, now.before, box.value, now.after);
  });
  return form;
}
