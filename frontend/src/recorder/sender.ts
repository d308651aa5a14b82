// Sends a recording in parts while it grows: one request at a time, in order, again until it has arrived. What has
// not arrived stays in memory, and so does the rest, so that it can be sent anew or saved as a file.
import { ProblemError, request } from "../request";

const TIMEOUT_MS = 15_000;
const RETRY_MS = [500, 1000, 2000, 3000];
const LARGEST_PART = 1_000_000; // bytes; the server takes four times that
const MOST_RESTARTS = 3; // a server that loses a recording as often as that will not keep the next one

/** What a recording is of, as POST /api/v1/recordings takes it. */
export interface About {
  story: string;
  version: string;
  prompt: string;
  mock: string;
  question: number;
  media_type: string;
}

/** Where it was kept. */
export interface Kept {
  take: string;
  location: string;
}

export interface SenderHooks {
  /** Bytes that have arrived, of those that are there by now. */
  arrived?: (bytes: number, of: number) => void;
  /** Nothing gets through (the error says why), or it does again (null). */
  away?: (error: unknown) => void;
}

/** The server refuses for a reason that trying again does not mend. */
function isFinal(error: unknown): error is ProblemError {
  if (!(error instanceof ProblemError) || error.code === "part-missing") return false;
  return error.status >= 400 && error.status < 500 && ![401, 403, 408, 421, 425, 429].includes(error.status);
}

export class Sender {
  private take = "";
  private parts: Blob[] = []; // by number; those from `next` on have not arrived
  private next = 0;
  private sending = false; // the part `next` may have arrived, so it must not grow any more
  private seconds: number | null = null;
  private restarts = 0;
  private stopped = false;
  private thrownAway = false;
  private wake: () => void = () => undefined;
  private readonly done: Promise<Kept>;

  constructor(
    private readonly about: About,
    private readonly hooks: SenderHooks = {},
  ) {
    this.done = this.run();
    this.done.catch(() => undefined); // whoever finishes it hears of it
    window.addEventListener("pagehide", () => this.flush());
  }

  /** All that there is, whether it has arrived or not. */
  get whole(): Blob {
    return new Blob(this.parts, { type: this.about.media_type });
  }

  /** How many bytes have not arrived. */
  get waiting(): number {
    return size(this.parts.slice(this.next));
  }

  /** Whether the server knows of it. */
  get begun(): boolean {
    return this.take !== "";
  }

  add(bytes: Blob): void {
    if (!bytes.size) return;
    const last = this.parts.length - 1;
    const open = last > this.next || (last === this.next && !this.sending);
    const before = this.parts[last];
    if (open && before && before.size + bytes.size <= LARGEST_PART) this.parts[last] = new Blob([before, bytes]);
    else this.parts.push(bytes);
    this.wake();
  }

  /** That was all of it; resolves when the server has everything. Rejects when it refuses for good. */
  finish(seconds: number): Promise<Kept> {
    this.seconds = seconds;
    this.wake();
    return this.done;
  }

  /** Throw it away, here and on the server. */
  async abandon(): Promise<void> {
    this.stopped = this.thrownAway = true;
    this.wake();
    await this.done.catch(() => undefined);
  }

  private async run(): Promise<Kept> {
    for (let tries = 0; !this.stopped; ) {
      try {
        const kept = await this.step();
        if (tries) this.hooks.away?.(null);
        tries = 0;
        if (kept) return kept;
      } catch (error) {
        if (isFinal(error) && !this.restartAfter(error)) throw error;
        if (error instanceof ProblemError && error.code === "part-missing") this.goBack(error);
        this.hooks.away?.(error);
        await sleep(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 1000);
        tries += 1;
      }
    }
    if (this.thrownAway && this.take) await request(this.address("?what=take"), { method: "DELETE" });
    throw new DOMException("The recording was thrown away.", "AbortError");
  }

  /** Do the next thing there is to do, or wait for one. */
  private async step(): Promise<Kept | null> {
    const part = this.parts[this.next];
    if (!this.take) await this.begin();
    else if (part) await this.send(part);
    else if (this.seconds !== null) return this.end(this.seconds);
    else await new Promise<void>((resolve) => (this.wake = resolve));
    return null;
  }

  private async begin(): Promise<void> {
    const answer = await request("/api/v1/recordings", { method: "POST", json: this.about, timeout: TIMEOUT_MS });
    const begun = (await answer.json()) as { take: string; parts: number };
    this.take = begun.take;
  }

  private async send(part: Blob): Promise<void> {
    this.sending = true;
    const url = this.address(`/parts/${this.next}`);
    // Kept alive, so that a part on its way arrives although the page goes.
    await request(url, { method: "PUT", bytes: part, keepalive: true, timeout: TIMEOUT_MS });
    this.sending = false;
    this.next += 1;
    this.hooks.arrived?.(size(this.parts.slice(0, this.next)), size(this.parts));
  }

  private async end(seconds: number): Promise<Kept> {
    const url = this.address("/finish");
    const answer = await request(url, { method: "POST", json: { seconds }, timeout: TIMEOUT_MS });
    return (await answer.json()) as Kept;
  }

  /** The recording is not there any more (another window removed it, a backup was restored): send it all anew. */
  private restartAfter(error: ProblemError): boolean {
    if (error.status !== 404 || !this.take || this.restarts >= MOST_RESTARTS) return false;
    this.restarts += 1;
    this.take = "";
    this.next = 0;
    this.sending = false;
    return true;
  }

  /** The server has fewer parts than it confirmed, or more than we heard of. */
  private goBack(error: ProblemError): void {
    const expected = error.body["expected"];
    if (typeof expected !== "number" || expected < 0 || expected > this.parts.length) return;
    this.next = expected;
    this.sending = false;
  }

  /** The page goes: send what waits, without waiting for the answer. */
  private flush(): void {
    if (!this.take || this.stopped) return;
    const first = this.next + (this.sending ? 1 : 0);
    this.parts.slice(first).forEach((bytes, index) => {
      const url = this.address(`/parts/${first + index}`);
      request(url, { method: "PUT", bytes, keepalive: true }).catch(() => undefined);
    });
  }

  private address(rest: string): string {
    return `/api/v1/recordings/${encodeURIComponent(this.take)}${rest}`;
  }
}

function size(parts: Blob[]): number {
  return parts.reduce((sum, part) => sum + part.size, 0);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, milliseconds));
}
