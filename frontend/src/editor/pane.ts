// One version of the story in one CodeMirror view, with a history of its own.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { lintGutter, linter } from "@codemirror/lint";
import { Annotation, EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder, type ViewUpdate } from "@codemirror/view";
import { Anchor } from "./anchor";
import { answerFlash } from "./answer";
import { answerFinding, closeFinding, openAt, openByPointer, openedFinding, stepFinding } from "./findings";
import { readingField } from "./reading";
import { roleMargin, sayRole } from "./role_margin";
import type { Version } from "./story";

export const LABELS: Record<Version, string> = {
  headline: "Headline",
  thirty: "30\u202fs",
  ninety: "90\u202fs",
  full: "Full",
};

const HINTS: Record<Version, string> = {
  headline: "One sentence: what changed because of you, and why it mattered.",
  thirty: "The story in three or four sentences: what was at risk, what you decided, what came of it.",
  ninety: "The story as you would tell it in ninety seconds.",
  full: "Everything worth remembering; you will not tell all of it.",
};

/** Marks a change that came from the server or from another window, not from this keyboard. */
const remote = Annotation.define<true>();

interface Hooks {
  changed: (pane: Pane) => void;
  focused: (pane: Pane) => void;
}

export class Pane {
  readonly view: EditorView;
  private readonly anchors = new Set<Anchor>();

  constructor(
    readonly version: Version,
    parent: HTMLElement,
    text: string,
    private readonly hooks: Hooks,
  ) {
    this.view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions: this.extensions() }) });
    this.view.dom.addEventListener("click", (event) => this.openFromGutter(event));
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  /** The text as it is now, to find places of it again later; release it when no longer needed. */
  anchor(): Anchor {
    const anchor = new Anchor(this.view.state.doc);
    this.anchors.add(anchor);
    return anchor;
  }

  release(anchor: Anchor): void {
    this.anchors.delete(anchor);
  }

  /** Take over a text from elsewhere; only what differs changes, so that the cursor stays in its sentence. */
  replace(text: string): void {
    const now = this.text();
    if (text === now) return;
    let from = 0;
    while (from < now.length && from < text.length && now[from] === text[from]) from += 1;
    let same = 0;
    const most = Math.min(now.length, text.length) - from;
    while (same < most && now[now.length - 1 - same] === text[text.length - 1 - same]) same += 1;
    this.view.dispatch({
      changes: { from, to: now.length - same, insert: text.slice(from, text.length - same) },
      annotations: [remote.of(true), Transaction.addToHistory.of(false)],
    });
  }

  /** Select a span and bring it into view. */
  select(from: number, to: number): void {
    this.view.focus();
    this.view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: "nearest", yMargin: 80 }),
    });
  }

  private extensions() {
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
    return [
      EditorView.cspNonce.of(nonce),
      history(),
      drawSelection(),
      EditorView.lineWrapping,
      placeholder(HINTS[this.version]),
      // Tab is left to the browser: in prose it moves on, and the editor is no trap.
      keymap.of([
        { key: "F8", run: (view) => stepFinding(view, 1), shift: (view) => stepFinding(view, -1), preventDefault: true },
        { key: "F9", run: sayRole, preventDefault: true },
        { key: "Alt-Enter", run: answerFinding },
        { key: "Escape", run: closeFinding },
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      EditorView.contentAttributes.of({
        "aria-label": `${LABELS[this.version]} version`,
        spellcheck: "true",
        autocorrect: "on",
        autocapitalize: "sentences",
        "data-version": this.version,
      }),
      readingField,
      roleMargin,
      linter(null),
      lintGutter(),
      openedFinding,
      openByPointer,
      answerFlash,
      EditorView.updateListener.of((update) => this.updated(update)),
      EditorView.domEventHandlers({ focus: () => this.hooks.focused(this) }),
    ];
  }

  private updated(update: ViewUpdate): void {
    if (!update.docChanged) return;
    for (const anchor of this.anchors) anchor.follow(update.changes);
    if (!update.transactions.some((transaction) => transaction.annotation(remote))) this.hooks.changed(this);
  }

  /** A click on a gutter mark opens the finding of its line; lint itself only knows hovering. */
  private openFromGutter(event: MouseEvent): void {
    const mark = event.target instanceof Element && event.target.closest(".cm-lint-marker");
    if (!mark) return;
    const line = this.view.lineBlockAtHeight(event.clientY - this.view.documentTop);
    openAt(this.view, line.from, line.to);
  }
}
