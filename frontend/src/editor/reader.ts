// Asks the server to read a version, shortly after the last key; a newer question replaces an older one.
import { setDiagnostics } from "@codemirror/lint";
import { request } from "../request";
import { diagnostics } from "./findings";
import type { Anchor } from "./anchor";
import type { Pane } from "./pane";
import { placeReading, setReading, type WireReading } from "./reading";

const QUIET_MS = 20; // bursts of keys only: at most 150 ms may pass from the last key to the drawing
const TIMEOUT_MS = 10_000;

export interface Answer {
  reading: WireReading;
  panel: string;
}

interface Hooks {
  url: string;
  /** Title and headline go along: the checklists look at them. */
  frame: () => { title: string; headline: string };
  /** The anchor is the receiver's now, to release when it no longer needs it. */
  arrived: (answer: Answer, anchor: Anchor) => void;
  failed: () => void;
}

export class Reader {
  private timer = 0;
  private running: AbortController | undefined;

  constructor(
    private readonly pane: Pane,
    private readonly hooks: Hooks,
  ) {}

  /** Read when typing has paused; `now` without waiting. */
  schedule(now = false): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.read(), now ? 0 : QUIET_MS);
  }

  private async read(): Promise<void> {
    const { pane } = this;
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    const anchor = pane.anchor();
    const json = { text: pane.text(), version: pane.version, ...this.hooks.frame() };
    try {
      const { signal } = controller;
      const response = await request(this.hooks.url, { method: "POST", json, signal, timeout: TIMEOUT_MS });
      const answer = (await response.json()) as Answer;
      if (controller.signal.aborted) return pane.release(anchor);
      const reading = placeReading(answer.reading, anchor);
      const { view } = pane;
      view.dispatch({ effects: setReading.of(reading) }, setDiagnostics(view.state, diagnostics(reading, view.state.doc)));
      this.hooks.arrived(answer, anchor);
    } catch {
      pane.release(anchor);
      if (!controller.signal.aborted) this.hooks.failed(); // what was read before stays, and moves with the text
    }
  }
}
