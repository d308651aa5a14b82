// The recorder: [data-recorder]. It records, shows what it hears, sends it while it grows, and says what is wrong.
import { announce } from "../announce";
import { isField, onEach } from "../content";
import { addKeys } from "../keys";
import { ProblemError } from "../request";
import { Countdown } from "./countdown";
import { fillDevices, knownDevices } from "./devices";
import { Listening } from "./listening";
import { type Level, Microphone, recordingType } from "./microphone";
import { Picture } from "./picture";
import { AN_HOUR, AWAY, cannotRecord, microphoneProblem, NO_SESSION, UNPLUGGED } from "./problems";
import { Said } from "./said";
import { type About, type Kept, Sender } from "./sender";
import { bindUpload } from "./upload";

type State = "idle" | "opening" | "preparing" | "recording" | "paused" | "sending";

const PART_MS = 1000; // what a closed window may lose at most is this and what is on its way
const LONGEST = 3600; // seconds

export function startRecorders(): void {
  addKeys("A story", [{ keys: "r", what: "Tell it aloud", run: () => tellLink()?.click(), here: () => tellLink() !== null }]);
  onEach("[data-recorder]", (root) => {
    const recorder = new Recorder(root);
    addKeys("Recording", [
      { keys: "r", what: "Record, and stop", run: () => recorder.turn() },
      { keys: "Space", what: "The same" },
      { keys: "p", what: "Pause, and go on", run: () => recorder.turnPause() },
    ]);
  });
}

/** Where this page's story is told; null on a page that tells it itself, or is about several stories. */
function tellLink(): HTMLAnchorElement | null {
  if (document.querySelector("[data-recorder]")) return null;
  const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="/stories/"][href$="/tell"]')];
  const one = links.every((link) => link.href === links[0]?.href);
  return (one && links[0]) || null;
}

class Recorder {
  private state: State = "idle";
  private microphone: Microphone | null = null;
  private recorder: MediaRecorder | null = null;
  private sender: Sender | null = null;
  private before = 0; // seconds recorded before the last pause
  private since = 0; // performance.now() when it went on
  private readonly picture: Picture;
  private readonly said: Said;
  private readonly listening: Listening;
  private readonly countdown: Countdown;

  constructor(private readonly root: HTMLElement) {
    this.picture = new Picture(root, Number(root.dataset["mark"]) || 90);
    this.said = new Said(root);
    this.listening = new Listening(
      () => this.microphone?.name ?? "",
      (sentence) => this.said.set("warning", sentence),
    );
    this.countdown = new Countdown(
      (left) => this.showTime(left),
      () => this.record(),
    );
    this.said.set("problem", cannotRecord());
    this.bind();
    void knownDevices().then((devices) => fillDevices(this.select, devices));
    bindUpload(root, this.about(""), this.said, (kept) => this.leave(kept));
  }

  /** Start, or stop and keep: what the key does. */
  turn(): void {
    if (this.state === "idle") void this.begin();
    else if (this.state === "preparing") this.countdown.skip();
    else if (this.state === "recording" || this.state === "paused") this.stop();
  }

  turnPause(): void {
    if (this.state === "recording") this.pause();
    else if (this.state === "paused") this.goOn();
  }

  private bind(): void {
    const click = (name: string, run: () => void): void =>
      this.root.querySelector(`[data-recorder-${name}]`)?.addEventListener("click", run);
    click("start", () => this.turn());
    click("stop", () => this.stop());
    click("pause", () => this.turnPause());
    click("save", () => this.saveAsFile());
    const again = this.root.querySelector<HTMLFormElement>("[data-recorder-again]");
    again?.querySelector("button")?.addEventListener("click", () => this.pause());
    again?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.startOver();
    });
    // The next key is meant for what was opened, and not for closing it again.
    for (const way of this.root.querySelectorAll<HTMLDetailsElement>('details[name="way"]')) {
      way.addEventListener("toggle", () => {
        if (way.open) way.querySelector<HTMLElement>("[data-clock-start], textarea, input[type=file]")?.focus();
      });
    }
    document.addEventListener("keydown", (event) => this.onKey(event));
    window.addEventListener("beforeunload", (event) => {
      const unsent = this.state === "sending" && (this.sender?.waiting ?? 0) > 0;
      if (this.state === "recording" || this.state === "paused" || unsent) event.preventDefault();
    });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== " " || event.defaultPrevented || event.repeat || isField(event.target)) return;
    if (event.target instanceof Element && event.target.closest("button, summary, a, dialog")) return;
    const clock = this.root.querySelector("[data-clock]");
    if (clock?.checkVisibility()) return; // the key is the clock's
    event.preventDefault();
    this.turn();
  }

  /** Open the microphone, so that whatever is wrong with it is said before anybody speaks. */
  private async begin(): Promise<void> {
    const unable = cannotRecord();
    if (unable) return this.said.set("problem", unable);
    this.said.clear();
    this.enter("opening");
    try {
      const opened = await Microphone.open(
        (level) => this.onLevel(level),
        () => this.onGone(),
      );
      this.microphone = opened;
    } catch (error) {
      this.enter("idle");
      this.said.set("problem", microphoneProblem(error));
      return;
    }
    void knownDevices().then((devices) => fillDevices(this.select, devices, this.microphone?.id));
    const prepare = Number(this.root.dataset["prepare"] ?? 0);
    if (prepare > 0) {
      this.enter("preparing");
      this.countdown.start(prepare);
    } else this.record();
  }

  private record(): void {
    if (!this.microphone) return;
    const type = recordingType();
    const recorder = new MediaRecorder(this.microphone.stream, type ? { mimeType: type, audioBitsPerSecond: 48_000 } : {});
    const sender = new Sender(this.about(recorder.mimeType || type), {
      away: (error) => this.onAway(error),
    });
    recorder.addEventListener("dataavailable", (event) => sender.add(event.data));
    recorder.addEventListener("error", () => this.onGone());
    recorder.addEventListener("start", () => {
      this.since = performance.now();
      this.enter("recording");
      this.listening.restart();
    });
    this.before = 0;
    this.picture.clear();
    this.recorder = recorder;
    this.sender = sender;
    recorder.start(PART_MS);
    announce("Recording.");
  }

  private pause(): void {
    if (this.state !== "recording") return;
    this.before = this.seconds;
    this.recorder?.requestData(); // what was said until now goes on its way, however long the pause is
    this.recorder?.pause();
    this.enter("paused");
    this.said.set("warning", "");
    announce(`Paused at ${Math.round(this.before)} seconds.`);
  }

  private goOn(): void {
    this.recorder?.resume();
    this.since = performance.now();
    this.enter("recording");
    this.listening.restart();
    announce("Recording.");
  }

  private stop(): void {
    const recorder = this.recorder;
    const sender = this.sender;
    if (!recorder || !sender || !["recording", "paused"].includes(this.state)) return;
    const seconds = Math.max(this.seconds, 0.1);
    this.before = seconds;
    this.enter("sending");
    this.said.set("warning", "");
    announce(`Stopped at ${Math.round(seconds)} seconds.`);
    const finish = (): void => void this.finish(sender, seconds);
    if (recorder.state === "inactive") finish(); // the microphone went away before
    else {
      recorder.addEventListener("stop", finish, { once: true });
      recorder.stop();
    }
    this.closeMicrophone();
  }

  private async finish(sender: Sender, seconds: number): Promise<void> {
    try {
      this.leave(await sender.finish(seconds));
    } catch (error) {
      if (this.sender !== sender) return;
      this.said.set("away", "");
      this.said.set("problem", `${(error as Error).message} The recording is still here: save it as a file.`);
    }
  }

  private leave(kept: Kept): void {
    const told = new CustomEvent("recorder:kept", { bubbles: true, cancelable: true, detail: kept });
    if (this.root.dispatchEvent(told)) window.location.assign(kept.location);
  }

  private async startOver(): Promise<void> {
    const sender = this.sender;
    this.sender = null;
    if (this.recorder && this.recorder.state !== "inactive") this.recorder.stop();
    this.closeMicrophone();
    this.said.clear();
    this.before = 0;
    this.picture.clear();
    this.enter("idle");
    void sender?.abandon();
    await this.begin();
  }

  private onLevel(level: Level): void {
    this.picture.level(level);
    if (this.state !== "recording") return;
    const seconds = this.seconds;
    this.showTime(seconds);
    this.picture.add(level, seconds);
    this.listening.hear(level);
    if (seconds < LONGEST) return;
    this.stop();
    this.said.set("problem", AN_HOUR);
  }

  private onGone(): void {
    if (this.state === "preparing") this.countdown.stop();
    if (this.state === "recording") this.before = this.seconds;
    const kept = this.state === "recording" || this.state === "paused";
    this.closeMicrophone();
    this.enter(kept ? "paused" : "idle");
    this.root.toggleAttribute("data-over", kept); // there is no going on
    this.said.set("problem", UNPLUGGED);
  }

  private onAway(error: unknown): void {
    if (error === null) return this.said.set("away", "");
    const session = error instanceof ProblemError && (error.status === 401 || error.status === 403);
    const told = error instanceof ProblemError && error.code !== "part-missing" && !session;
    const waiting = this.seconds * ((this.sender?.waiting ?? 0) / Math.max(this.sender?.whole.size ?? 1, 1));
    this.said.set("away", session ? NO_SESSION : told ? `${error.detail} The recording waits here.` : AWAY(waiting));
  }

  /** The last resort: the sound as a file of the person's own. */
  private saveAsFile(): void {
    if (!this.sender) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(this.sender.whole);
    const type = this.recorder?.mimeType ?? "";
    link.download = `take.${type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm"}`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  private closeMicrophone(): void {
    this.microphone?.close();
    this.microphone = null;
    this.picture.level({ peak: 0, rms: 0, cutOff: false });
  }

  private get seconds(): number {
    return this.state === "recording" ? this.before + (performance.now() - this.since) / 1000 : this.before;
  }

  private showTime(seconds: number): void {
    const text = this.root.querySelector("[data-recorder-time]")?.firstChild;
    if (text) text.textContent = String(Math.floor(seconds));
  }

  private get select(): HTMLSelectElement | null {
    return this.root.querySelector<HTMLSelectElement>("[data-recorder-device]");
  }

  private about(type: string): About {
    const { story = "", version = "ninety", prompt = "", mock = "", question = "0" } = this.root.dataset;
    return { story, version, prompt, mock, question: Number(question), media_type: type };
  }

  private enter(state: State): void {
    const had = this.root.contains(document.activeElement) && document.activeElement instanceof HTMLButtonElement;
    this.state = state;
    this.root.dataset["state"] = state;
    this.root.removeAttribute("data-over");
    if (state === "idle") this.showTime(0);
    if (this.select) this.select.disabled = state !== "idle";
    const pause = this.root.querySelector("[data-recorder-pause]")?.firstChild;
    if (pause) pause.textContent = state === "paused" ? "Go on " : "Pause ";
    // The button that had the focus may be hidden by now: the one that takes its place gets it.
    if (had && document.activeElement && !document.activeElement.checkVisibility()) {
      this.root.querySelector<HTMLElement>(`[data-recorder-${state === "recording" ? "stop" : "start"}]`)?.focus();
    }
  }
}
