// Two texts of one story: both shown, what differs marked, and the user chooses. Whatever is chosen, both end up as
// revisions in the story's history.
import { clock } from "../local_dates";
import { LABELS } from "./pane";
import { type ServerStory, type StoryContent, VERSIONS } from "./story";
import { difference, type Piece } from "./text_diff";

interface Choices {
  keepMine: () => Promise<void>;
  takeOther: () => Promise<void>;
  /** Close and go on typing; nothing is sent until one of the others is chosen. */
  goOn: () => void;
}

/** Show both texts; replaces a view that is open. */
export function showConflict(mine: StoryContent, other: ServerStory, choices: Choices): void {
  document.getElementById("conflict")?.remove();
  const dialog = document.createElement("dialog");
  dialog.id = "conflict";
  dialog.dataset["dialogSticky"] = ""; // a stray click beside it must not decide anything
  dialog.setAttribute("aria-labelledby", "conflict-title");
  const title = document.createElement("h2");
  title.id = "conflict-title";
  title.textContent = "This story was changed in two places";
  const saved = other.savedAt ? ` saved ${clock(new Date(other.savedAt))}` : "";
  const lead = paragraph(
    `Yours is not saved yet; the other one is revision ${other.revision}${saved}. What differs is marked. ` +
      "Whatever you choose, both stay in the history.",
  );
  const problem = paragraph("");
  problem.className = "problem";
  problem.setAttribute("role", "alert");
  dialog.append(title, lead, comparison(mine, other.content), problem, buttons(dialog, problem, choices));
  dialog.addEventListener("cancel", choices.goOn); // Escape
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function closeConflict(): void {
  document.getElementById("conflict")?.remove();
}

function comparison(mine: StoryContent, other: StoryContent): HTMLElement {
  const grid = document.createElement("div");
  grid.className = "conflict-texts";
  grid.tabIndex = 0; // it scrolls: keys must be able to
  grid.setAttribute("role", "region");
  grid.setAttribute("aria-label", "Both texts");
  const named: [string, string, string][] = [
    ["Title", mine.title, other.title],
    ...VERSIONS.map((version): [string, string, string] => [LABELS[version], mine[version], other[version]]),
    ["Competencies", mine.competencies.join(", "), other.competencies.join(", ")],
    ["Prompt", mine.prompt, other.prompt],
  ];
  for (const [name, left, right] of named) {
    if (left === right) continue;
    const heading = document.createElement("h3");
    heading.textContent = name;
    const found = difference(left, right);
    grid.append(heading, side("Yours", found.mine), side("The other", found.other));
  }
  return grid;
}

function side(name: string, pieces: Piece[]): HTMLElement {
  const part = document.createElement("div");
  part.className = "conflict-side";
  const label = document.createElement("p");
  label.className = "conflict-label";
  label.textContent = name;
  const text = document.createElement("div");
  text.className = "conflict-text";
  for (const piece of pieces) {
    if (piece.same || !piece.text.trim()) text.append(piece.text);
    else {
      const mark = document.createElement("mark");
      mark.textContent = piece.text;
      text.append(mark);
    }
  }
  if (!text.textContent?.trim()) text.textContent = "(empty)";
  part.append(label, text);
  return part;
}

function buttons(dialog: HTMLDialogElement, problem: HTMLElement, choices: Choices): HTMLElement {
  const row = document.createElement("div");
  row.className = "dialog-actions";
  const choose = (label: string, run: () => Promise<void> | void): HTMLButtonElement => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", async () => {
      problem.textContent = "";
      try {
        await run();
        dialog.close();
      } catch (error) {
        problem.textContent = `That did not work; both texts are still there. ${(error as Error).message}`;
      }
    });
    return button;
  };
  const goOn = choose("Edit mine on", choices.goOn);
  goOn.autofocus = true; // Enter by habit decides nothing
  row.append(choose("Keep mine", choices.keepMine), choose("Take the other", choices.takeOther), goOn);
  return row;
}

function paragraph(text: string): HTMLParagraphElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
