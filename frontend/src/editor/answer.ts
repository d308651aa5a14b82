// An answer to a finding's question, put into the text where it belongs: one step of undo, shown quietly.
import { isolateHistory } from "@codemirror/commands";
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { announce } from "../announce";

const SHOWN_MS = 1800;
const show = StateEffect.define<{ from: number; to: number } | null>();
const mark = Decoration.mark({ class: "cm-answer-new" });

/** The place of the last answer, for a moment. */
export const answerFlash = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(show)) continue;
      const { value } = effect;
      return value && value.to > value.from ? Decoration.set([mark.range(value.from, value.to)]) : Decoration.none;
    }
    return shown.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** An answer as a sentence among others: typed quickly into a box, it often lacks its capital and its full stop. */
function sentence(answer: string, textBefore: string): string {
  const begins = !textBefore || /[.!?…:”"’)\n]$/.test(textBefore);
  // A first word with a capital or a digit inside is a name: kNN, iOS, p99.
  const plain = begins && /^[a-z]+(?![\w-])/.test(answer);
  const capital = plain ? answer.charAt(0).toUpperCase() + answer.slice(1) : answer;
  return /[\p{L}\p{N}%]$/u.test(capital) ? `${capital}.` : capital;
}

/** Insert an answer at a place of the text as it is now, and go there. */
export function insertAnswer(view: EditorView, at: number, before: string, answer: string, after: string): void {
  const insert = before + sentence(answer.trim(), view.state.sliceDoc(0, at).trimEnd()) + after;
  const from = at + before.length;
  const to = at + insert.length - after.length;
  view.dispatch({
    changes: { from: at, insert },
    selection: { anchor: to },
    effects: [show.of({ from, to }), EditorView.scrollIntoView(to, { y: "nearest", yMargin: 60 })],
    annotations: isolateHistory.of("full"),
    userEvent: "input.answer",
  });
  view.focus();
  announce("Your answer is in the text. Undo takes it out again.");
  window.setTimeout(() => view.dispatch({ effects: show.of(null) }), SHOWN_MS);
}
