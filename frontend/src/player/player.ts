// The player of a take: [data-player]. Its words light up while they are heard; a click, Enter or a button plays from
// a place; space plays and stops, arrows go back and forth. The sound itself lies outside, in #take-sound.
import { announce } from "../announce";
import { isField, onEach } from "../content";
import { addKeys } from "../keys";
import { startMeasures } from "./measures";
import { startProgress } from "./progress";
import { clock, openEnded } from "./sound";
import { Words } from "./words";

const STEP = 3; // seconds of an arrow key
const LEAP = 15;

export function startPlayers(): void {
  onEach("[data-player]", (root) => {
    const sound = document.getElementById("take-sound");
    startMeasures(root);
    startProgress(root);
    if (sound instanceof HTMLAudioElement) new Player(root, sound);
  });
  if (document.querySelector("[data-player]")) {
    addKeys("A take", [
      { keys: "Space", what: "Play, and stop" },
      { keys: "← →", what: `${STEP} seconds back, and on` },
      { keys: "Enter", what: "Play from the word" },
    ]);
  }
}

class Player {
  private readonly words: Words;
  private readonly full: number;
  private frame = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly sound: HTMLAudioElement,
  ) {
    this.full = Number(root.dataset["full"]) || 1;
    this.words = new Words(root, (second) => this.playFrom(second));
    this.bindSound();
    this.bindControls();
    openEnded(sound);
    this.show();
  }

  private get seconds(): number {
    return Number(this.root.dataset["seconds"]) || this.sound.duration || 0;
  }

  playFrom(second: number): void {
    this.sound.currentTime = second;
    void this.sound.play().catch(() => this.failed());
    this.show();
  }

  private turn(): void {
    if (!this.sound.paused) this.sound.pause();
    else {
      if (this.sound.currentTime >= this.seconds - 0.1) this.sound.currentTime = 0;
      void this.sound.play().catch(() => this.failed());
    }
  }

  private step(by: number): void {
    this.goTo(this.sound.currentTime + by);
  }

  private goTo(second: number): void {
    this.sound.currentTime = Math.min(Math.max(second, 0), Math.max(this.seconds - 0.05, 0));
    this.show();
  }

  /** Listen to the sound as long as this part of the page is there; htmx may bring a new one. */
  private bindSound(): void {
    const gone = new AbortController();
    const on = (name: string, run: () => void): void =>
      this.sound.addEventListener(name, () => (this.root.isConnected ? run() : gone.abort()), { signal: gone.signal });
    for (const name of ["play", "pause", "ended", "seeked", "timeupdate"]) on(name, () => this.show());
    on("play", () => this.follow());
    on("error", () => this.failed());
    document.addEventListener("keydown", (event) => (this.root.isConnected ? this.onKey(event) : gone.abort()), {
      signal: gone.signal,
    });
    if (this.sound.error) this.failed();
    if (!this.sound.paused) this.follow();
  }

  private bindControls(): void {
    this.root.querySelector("[data-player-play]")?.addEventListener("click", () => this.turn());
    const speed = this.root.querySelector<HTMLSelectElement>("[data-player-speed]");
    speed?.addEventListener("change", () => (this.sound.playbackRate = Number(speed.value) || 1));
    this.root.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-hear]") : null;
      if (button) this.playFrom(Number(button.dataset["hear"]));
    });
    const track = this.track;
    track?.addEventListener("pointerdown", (event) => {
      track.setPointerCapture(event.pointerId);
      this.goTo(this.secondAt(event.clientX));
    });
    track?.addEventListener("pointermove", (event) => {
      if (track.hasPointerCapture(event.pointerId)) this.goTo(this.secondAt(event.clientX));
    });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isField(event.target) || document.querySelector("dialog[open]:modal")) return;
    const target = event.target instanceof Element ? event.target : null;
    const elsewhere = target?.closest("button, summary, a") && event.key === " ";
    if (elsewhere && !target?.closest("[data-player-play]")) return;
    const act = this.actOf(event, target === this.track);
    if (!act) return;
    event.preventDefault();
    act();
  }

  private actOf(event: KeyboardEvent, onTrack: boolean): (() => void) | undefined {
    const leap = event.shiftKey ? LEAP : STEP;
    const always: Record<string, () => void> = {
      " ": () => this.turn(),
      ArrowLeft: () => this.step(-leap),
      ArrowRight: () => this.step(leap),
    };
    const here: Record<string, () => void> = {
      ArrowUp: () => this.step(1),
      ArrowDown: () => this.step(-1),
      PageUp: () => this.step(LEAP),
      PageDown: () => this.step(-LEAP),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.seconds),
      Enter: () => this.turn(),
    };
    return always[event.key] ?? (onTrack ? here[event.key] : undefined);
  }

  /** Follow the sound from frame to frame: `timeupdate` comes four times a second, words are shorter. */
  private follow(): void {
    window.cancelAnimationFrame(this.frame);
    const next = (): void => {
      if (this.sound.paused || !this.root.isConnected) return;
      this.show();
      this.frame = window.requestAnimationFrame(next);
    };
    this.frame = window.requestAnimationFrame(next);
  }

  private show(): void {
    const second = this.sound.currentTime;
    const place = `${Math.min((100 * second) / this.full, 100).toFixed(2)}%`;
    const now = this.root.querySelector("[data-player-now]");
    now?.setAttribute("x1", place);
    now?.setAttribute("x2", place);
    this.root.querySelector("[data-player-heard]")?.setAttribute("width", place);
    const time = this.root.querySelector("[data-player-time]");
    if (time && time.textContent !== clock(second)) this.showTime(time, second);
    this.showButton(!this.sound.paused && !this.sound.ended);
    this.words.show(second);
  }

  private showTime(time: Element, second: number): void {
    time.textContent = clock(second);
    this.track?.setAttribute("aria-valuenow", String(Math.floor(second)));
    this.track?.setAttribute("aria-valuetext", `${clock(second)} of ${clock(this.seconds)}`);
  }

  private showButton(playing: boolean): void {
    const button = this.root.querySelector("[data-player-play]");
    if (!button || button.getAttribute("aria-pressed") === String(playing)) return;
    button.setAttribute("aria-pressed", String(playing));
    const sign = button.querySelector("[data-player-sign]");
    const what = button.querySelector("[data-player-what]");
    if (sign) sign.textContent = playing ? "❚❚" : "▶";
    if (what) what.textContent = playing ? "Stop" : "Play";
  }

  private failed(): void {
    const line = this.root.querySelector("[data-player-problem]");
    const sentence =
      "The sound does not play here: its file is gone, or this browser cannot read its kind. " +
      "“Save as a file” below gives it to another player; the words are kept.";
    if (line) line.textContent = sentence;
    announce(sentence);
  }

  private secondAt(x: number): number {
    const box = this.track?.getBoundingClientRect();
    return box?.width ? ((x - box.left) / box.width) * this.full : 0;
  }

  private get track(): HTMLElement | null {
    return this.root.querySelector<HTMLElement>("[data-player-track]");
  }
}
