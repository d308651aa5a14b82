// The margin: one bar beside the text, coloured by role, with the letter of a role where it begins. Several sentences
// share a line of prose, so the bar of a line is divided among them as the line is.
import { EditorView, layer, type LayerMarker } from "@codemirror/view";
import { announce } from "../announce";
import { readingField, type Sentence } from "./reading";

const ROLES: Record<string, { letter: string; name: string }> = {
  situation: { letter: "S", name: "Situation" },
  stakes: { letter: "K", name: "Stakes" },
  task: { letter: "T", name: "Task" },
  decision: { letter: "D", name: "Decision" },
  tradeoff: { letter: "O", name: "Trade-off" },
  action: { letter: "A", name: "Action" },
  result: { letter: "R", name: "Result" },
  learning: { letter: "L", name: "Learning" },
};
const SAME_LINE = 4; // px: tops of one visual line differ by less
const GAP = 1; // px between sentences, so that they can be counted
const SMALLEST = 3; // px

export const roleMargin = layer({
  above: true,
  class: "cm-role-margin",
  update: (update) =>
    update.docChanged ||
    update.viewportChanged ||
    update.geometryChanged ||
    update.startState.field(readingField) !== update.state.field(readingField),
  markers,
});

/** Say what the sentence at the cursor does for the story: the margin's colours in words. */
export function sayRole(view: EditorView): boolean {
  const at = view.state.selection.main.head;
  const { sentences } = view.state.field(readingField);
  const index = sentences.findIndex((s) => s.from <= at && at <= s.to);
  const found = sentences[index];
  announce(
    found
      ? `${ROLES[found.role]?.name ?? "No role"}. Sentence ${index + 1} of ${sentences.length}.`
      : "No sentence here.",
  );
  return true;
}

class Mark implements LayerMarker {
  constructor(
    private readonly name: string,
    private readonly letters: readonly string[], // roles; none for a bar
    private readonly role: string,
    private readonly left: number,
    private readonly top: number,
    private readonly height: number,
  ) {}

  eq(other: Mark): boolean {
    return (
      this.name === other.name && this.role === other.role && this.letters.join() === other.letters.join() &&
      this.left === other.left && this.top === other.top && this.height === other.height
    );
  }

  draw(): HTMLElement {
    const element = document.createElement("div");
    element.className = `${this.name} cm-role-${this.role}`;
    element.style.left = `${this.left}px`;
    element.style.top = `${this.top}px`;
    element.style.height = `${this.height}px`;
    if (this.letters.length === 0) element.title = ROLES[this.role]?.name ?? "";
    for (const role of this.letters) {
      const letter = document.createElement("span");
      letter.className = `cm-role-${role}`;
      letter.textContent = ROLES[role]?.letter ?? "";
      letter.title = ROLES[role]?.name ?? "";
      element.append(letter);
    }
    return element;
  }
}

interface Drawn {
  sentence: Sentence;
  top: number;
  bottom: number; // of its first visual line
  left: number;
  endTop: number;
  endBottom: number; // of its last
}

function markers(view: EditorView): Mark[] {
  const drawn = visible(view);
  const box = view.scrollDOM.getBoundingClientRect();
  const text = view.contentDOM.getBoundingClientRect();
  const originX = text.left - box.left + view.scrollDOM.scrollLeft;
  const originY = box.top - view.scrollDOM.scrollTop;

  const starts = drawn.map((d, i) => {
    const before = drawn[i - 1];
    if (!before || Math.abs(before.endTop - d.top) > SAME_LINE) return d.top;
    return d.top + (d.bottom - d.top) * Math.min(Math.max((d.left - text.left) / text.width, 0), 1);
  });
  const bars = drawn.map((d, i) => {
    const next = drawn[i + 1];
    const shared = next && Math.abs(next.top - d.endTop) <= SAME_LINE;
    const start = starts[i] ?? d.top;
    const end = shared ? (starts[i + 1] ?? d.endBottom) : d.endBottom;
    return new Mark("cm-role-bar", [], d.sentence.role, originX, start - originY, Math.max(end - start - GAP, SMALLEST));
  });
  return [...bars, ...letters(drawn, originX, originY)];
}

/** A letter where a run of sentences of one role begins; those of one visual line side by side. */
function letters(drawn: Drawn[], originX: number, originY: number): Mark[] {
  const rows: { top: number; height: number; roles: string[] }[] = [];
  drawn.forEach((d, i) => {
    const { role } = d.sentence;
    if (!ROLES[role] || (i > 0 && drawn[i - 1]?.sentence.role === role)) return;
    const row = rows.at(-1);
    if (row && Math.abs(row.top - d.top) <= SAME_LINE) row.roles.push(role);
    else rows.push({ top: d.top, height: d.bottom - d.top, roles: [role] });
  });
  return rows.map((row) => new Mark("cm-role-letters", row.roles, "row", originX, row.top - originY, row.height));
}

function visible(view: EditorView): Drawn[] {
  const { from, to } = view.viewport;
  const drawn: Drawn[] = [];
  for (const sentence of view.state.field(readingField).sentences) {
    if (sentence.to <= from || sentence.from >= to) continue;
    const start = view.coordsAtPos(Math.max(sentence.from, from), 1);
    const end = view.coordsAtPos(Math.min(sentence.to, to), -1);
    if (!start || !end) continue;
    drawn.push({
      sentence, top: start.top, bottom: start.bottom, left: start.left, endTop: end.top, endBottom: end.bottom,
    });
  }
  return drawn;
}
