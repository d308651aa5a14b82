// Autosave: every change into the local copy at once, to the server when typing pauses, one request at a time, with
// retries while it cannot be reached. Never writes over a revision it has not seen: the server refuses, and the
// conflict is shown.
import { ProblemError, request } from "../request";
import type { LocalCopy } from "./local_copy";
import { sameContent, type ServerStory, serverStory, type StoryContent } from "./story";

const PAUSE_MS = 700;
const TIMEOUT_MS = 10_000;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];
const REMEMBERED = 4; // texts sent whose fate is not known

export type SaveState =
  | { kind: "saved"; at: Date }
  | { kind: "saving" }
  | { kind: "waiting" } // typed a moment ago
  | { kind: "unsaved"; why: string; kept: boolean }
  | { kind: "conflict" };

interface Hooks {
  content: () => StoryContent;
  state: (state: SaveState) => void;
  saved: (story: ServerStory) => void;
  conflict: (other: ServerStory) => void;
}

export class Saver {
  private timer = 0;
  private tries = 0;
  private running = false;
  private blocked = false; // a conflict is open: nothing is sent until the user has chosen
  private sent: StoryContent[] = [];

  constructor(
    private readonly url: string,
    private readonly copy: LocalCopy,
    private server: ServerStory,
    private readonly hooks: Hooks,
  ) {}

  get revision(): number {
    return this.server.revision;
  }

  /** Whether the server has the text as it is now. */
  get clean(): boolean {
    return !this.running && sameContent(this.hooks.content(), this.server.content);
  }

  /** Nothing is lost if the page goes now. */
  get safe(): boolean {
    return this.copy.kept || sameContent(this.hooks.content(), this.server.content);
  }

  /** Something was typed. */
  changed(): void {
    this.keep();
    if (this.blocked) return;
    if (this.clean) {
      this.copy.remove(); // typed and taken back
      this.hooks.state({ kind: "saved", at: new Date(this.server.savedAt) });
    } else if (this.tries === 0) this.hooks.state({ kind: "waiting" });
    this.schedule(PAUSE_MS);
  }

  /** Save now: on leaving a field, on Ctrl+S, when the network is back. */
  flush(): void {
    if (!this.clean) this.schedule(0);
  }

  /** The page is going away: send what is unsaved without waiting for anything. */
  leave(): void {
    if (this.blocked || sameContent(this.hooks.content(), this.server.content)) return;
    const content = this.hooks.content();
    this.remember(content);
    this.keep();
    // The answer will not be seen; the local copy stays and the next page compares.
    void this.put(content, this.server.revision, this.copy.window).catch(() => undefined);
  }

  /** The text now equals this revision (loaded from another window, or chosen in a conflict). */
  adopt(story: ServerStory): void {
    this.server = story;
    this.blocked = false;
    this.tries = 0;
    this.settle();
  }

  /** Go on from the other's revision with our text on top: the user has seen it. */
  async overrule(other: ServerStory): Promise<void> {
    this.server = other;
    this.blocked = false;
    await this.save();
  }

  /** A conflict is open or left open: keep locally, send nothing. */
  block(): void {
    this.blocked = true;
    window.clearTimeout(this.timer);
    this.keep();
    this.hooks.state({ kind: "conflict" });
  }

  /** PUT a content on top of a revision. */
  async put(content: StoryContent, base: number, window: string): Promise<ServerStory> {
    const response = await request(this.url, {
      method: "PUT",
      json: { base, window, ...content },
      keepalive: true,
      timeout: TIMEOUT_MS,
    });
    return { ...serverStory(await response.json()), content };
  }

  private schedule(delay: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), delay);
  }

  private async save(): Promise<void> {
    if (this.running || this.blocked || this.clean) return; // a running save looks again when it is done
    window.clearTimeout(this.timer);
    this.running = true;
    const content = this.hooks.content();
    this.remember(content);
    this.keep();
    if (this.tries === 0) this.hooks.state({ kind: "saving" });
    try {
      this.server = await this.put(content, this.server.revision, this.copy.window);
      this.running = false;
      this.tries = 0;
      this.hooks.saved(this.server);
      this.settle();
    } catch (error) {
      this.running = false;
      this.failed(error);
    }
  }

  /** After the server confirmed a text: drop the local copy if it is that text, else go on saving. */
  private settle(): void {
    if (sameContent(this.hooks.content(), this.server.content)) {
      this.sent = [];
      this.copy.remove();
      this.hooks.state({ kind: "saved", at: new Date(this.server.savedAt) });
    } else {
      this.keep();
      this.schedule(PAUSE_MS);
    }
  }

  private failed(error: unknown): void {
    if (error instanceof ProblemError && error.code === "story-conflict") {
      const other = serverStory(error.body["current"]);
      // The other text is one of ours whose answer was lost on the way: go on from there.
      if (this.sent.some((content) => sameContent(content, other.content))) {
        this.server = other;
        this.settle();
        return;
      }
      this.block();
      this.hooks.conflict(other);
      return;
    }
    this.hooks.state({ kind: "unsaved", why: reason(error), kept: this.copy.kept });
    const wait = RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)] ?? 0;
    this.tries += 1;
    // What the server refuses as it stands is refused again: only a change, or Ctrl+S, tries anew.
    if (!(error instanceof ProblemError) || error.status >= 500 || error.status === 401) this.schedule(wait);
  }

  private keep(): void {
    this.copy.write({ content: this.hooks.content(), base: this.server.revision, sent: this.sent });
  }

  private remember(content: StoryContent): void {
    if (!this.sent.some((earlier) => sameContent(earlier, content))) this.sent.push(content);
    this.sent = this.sent.slice(-REMEMBERED);
  }
}

function reason(error: unknown): string {
  if (!(error instanceof ProblemError)) return "the program is not running";
  if (error.status === 401) return "this browser is not signed in any more; open the program’s start link again";
  return error.detail.replace(/\.$/, "");
}
