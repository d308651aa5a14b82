// The seconds to prepare before a recording begins by itself.
import { announce } from "../announce";

export class Countdown {
  private timer = 0;
  private until = 0;

  constructor(
    private readonly show: (left: number) => void,
    private readonly over: () => void,
  ) {}

  start(seconds: number): void {
    this.stop();
    this.until = performance.now() + seconds * 1000;
    this.show(seconds);
    announce(`${seconds} seconds to prepare; the recording then begins by itself.`);
    this.timer = window.setInterval(() => this.tick(), 100);
  }

  /** Enough prepared. */
  skip(): void {
    if (!this.timer) return;
    this.stop();
    this.over();
  }

  stop(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
  }

  private tick(): void {
    const left = (this.until - performance.now()) / 1000;
    this.show(Math.max(0, Math.ceil(left)));
    if (left <= 0) this.skip();
  }
}
