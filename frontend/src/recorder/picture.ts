// The picture while recording: the sound so far along a bar of time with its mark, and how loud it is just now.
import type { Level } from "./microphone";

const WIDTH = 1200; // units of the picture, which is drawn as wide as its place
const MIDDLE = 50;
const COLUMNS = 300;
const QUIETEST_DB = -60; // the left end of the meter
const CALM_MS = 250; // between two drawings, for people who want no motion

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

export class Picture {
  private full: number; // seconds that the bar shows
  private peaks: number[] = []; // the loudest of each column
  private drawn = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly mark: number,
  ) {
    this.full = mark * (4 / 3);
    this.clear();
  }

  clear(): void {
    this.full = this.mark * (4 / 3);
    this.peaks = [];
    this.part("wave")?.setAttribute("d", "");
    this.part("done")?.setAttribute("width", "0");
    this.drawMark();
    this.level({ peak: 0, rms: 0, cutOff: false });
  }

  /** A level heard at this second of the recording. */
  add(level: Level, second: number): void {
    while (second >= this.full) this.halve();
    const column = Math.floor((second / this.full) * COLUMNS);
    this.peaks[column] = Math.max(this.peaks[column] ?? 0, level.peak);
    const now = performance.now();
    if (calm.matches && now - this.drawn < CALM_MS) return;
    this.drawn = now;
    this.part("wave")?.setAttribute("d", this.path());
    this.part("done")?.setAttribute("width", String((second / this.full) * WIDTH));
  }

  /** How loud it is, whether it is being recorded or not. */
  level(level: Level): void {
    const decibels = level.rms > 0 ? 20 * Math.log10(level.rms) : QUIETEST_DB;
    const share = Math.min(1, Math.max(0, 1 - decibels / QUIETEST_DB));
    const bar = this.part("level");
    bar?.setAttribute("width", `${(share * 100).toFixed(1)}%`);
    bar?.classList.toggle("cut", level.cutOff);
  }

  /** Show twice as many seconds in the same width. */
  private halve(): void {
    this.full *= 2;
    const joined: number[] = [];
    this.peaks.forEach((peak, index) => {
      const column = index >> 1;
      joined[column] = Math.max(joined[column] ?? 0, peak);
    });
    this.peaks = joined;
    this.drawMark();
  }

  private path(): string {
    const step = WIDTH / COLUMNS;
    let path = "";
    this.peaks.forEach((peak, column) => {
      const height = Math.max(1, Math.sqrt(peak) * (MIDDLE - 4)); // speech is far below full scale
      const x = (column + 0.5) * step;
      path += `M${x} ${(MIDDLE - height).toFixed(1)}V${(MIDDLE + height).toFixed(1)}`;
    });
    return path;
  }

  private drawMark(): void {
    const mark = this.part("mark");
    const x = String((this.mark / this.full) * WIDTH);
    mark?.setAttribute("x1", x);
    mark?.setAttribute("x2", x);
  }

  private part(name: string): SVGElement | null {
    return this.root.querySelector<SVGElement>(`[data-recorder-${name}]`);
  }
}
