// Notices while recording what would make the recording useless: nothing heard, or everything too loud.
import type { Level } from "./microphone";
import { NOTHING_HEARD, TOO_LOUD } from "./problems";

const SILENT_PEAK = 0.006; // some -44 dB: below it is what a room gives, not a voice
const SILENT_AFTER_MS = 5000; // people stop to think; nobody says nothing for five seconds at the start
const SILENT_LATER_MS = 12_000;
const CUTS_TOLERATED = 3; // of the looks of the last five seconds
const REMEMBERED_MS = 5000;

export class Listening {
  private heardAt = 0; // when a voice was heard last; 0 before the first time
  private began = performance.now();
  private cuts: number[] = [];
  private warned = "";

  constructor(
    private readonly device: () => string,
    private readonly warn: (sentence: string) => void,
  ) {}

  /** Begin to listen anew: a pause is no silence. */
  restart(): void {
    this.began = performance.now();
    this.cuts = [];
    this.say("");
  }

  hear(level: Level): void {
    const now = performance.now();
    if (level.peak > SILENT_PEAK) this.heardAt = now;
    if (level.cutOff) this.cuts.push(now);
    while (this.cuts.length && now - (this.cuts[0] ?? now) > REMEMBERED_MS) this.cuts.shift();
    const patience = this.heardAt ? SILENT_LATER_MS : SILENT_AFTER_MS;
    const silent = now - Math.max(this.heardAt, this.began) > patience;
    if (silent) this.say(NOTHING_HEARD(this.device()));
    else this.say(this.cuts.length > CUTS_TOLERATED ? TOO_LOUD : "");
  }

  private say(sentence: string): void {
    if (sentence === this.warned) return;
    this.warned = sentence;
    this.warn(sentence);
  }
}
