// The line that says whether what is on the page is safe.
import { clock } from "../local_dates";
import type { SaveState } from "./saver";

const SLOW_MS = 400; // a save that is quicker is not worth a flicker, nor a word to a screen reader

export class SaveLine {
  private timer = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly actions: { retry: () => void; resolve: () => void },
  ) {}

  show(state: SaveState): void {
    window.clearTimeout(this.timer);
    this.element.dataset["state"] = state.kind;
    if (state.kind === "saved") this.say(`Saved ${clock(state.at)}`);
    else if (state.kind === "saving") this.timer = window.setTimeout(() => this.say("Saving…"), SLOW_MS);
    else if (state.kind === "unsaved") {
      const kept = state.kept ? "Kept in this browser." : "Not kept here either: leave this page open.";
      this.say(`Not saved: ${state.why}. ${kept} `, "Try again", this.actions.retry);
    } else if (state.kind === "conflict") {
      this.say("Not saved: another window changed this story. Kept in this browser. ", "Compare", this.actions.resolve);
    }
  }

  private say(sentence: string, action?: string, run?: () => void): void {
    const words = this.element.firstChild?.textContent ?? "";
    if (words === sentence) return; // said again, it would be read out again
    this.element.textContent = sentence;
    if (!action || !run) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action;
    button.addEventListener("click", run);
    this.element.append(button);
  }
}
