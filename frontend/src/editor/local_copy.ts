// What is typed, kept in this browser at once and until the server has confirmed that very text.
// One entry a window, story:<id>:<window>, so that two windows that cannot reach the server do not write over each
// other; an entry whose window is gone is found by the next window that opens the story.
import { contentOf, sameContent, type StoryContent } from "./story";

export interface Copy {
  content: StoryContent;
  /** The revision the typing started from. */
  base: number;
  /** Texts on their way to the server when this was written: if it has one of them, it is ours. */
  sent: StoryContent[];
  at: string;
}

/** A copy, and the window it was typed in. */
export interface Found {
  copy: Copy;
  window: string;
}

const WINDOW = "editor-window"; // sessionStorage: survives a reload of this tab

export class LocalCopy {
  /** Whether the last attempt to keep something worked. */
  kept = true;

  private constructor(
    private readonly story: string,
    readonly window: string,
  ) {}

  /** The store of this tab for a story. A duplicated tab inherits the name of the first and gets a new one here. */
  static async open(story: string): Promise<LocalCopy> {
    let name = sessionStorage.getItem(WINDOW) ?? "";
    if (!name || !(await claim(name))) {
      name = randomName();
      await claim(name);
    }
    sessionStorage.setItem(WINDOW, name);
    return new LocalCopy(story, name);
  }

  write(copy: Omit<Copy, "at">): void {
    try {
      localStorage.setItem(this.key(this.window), JSON.stringify({ ...copy, at: new Date().toISOString() }));
      this.kept = true;
    } catch {
      this.kept = false; // full or forbidden: the state line and the warning on leaving say so
    }
  }

  /** Remove the entry of this window, or of another that has been dealt with. */
  remove(window = this.window): void {
    try {
      localStorage.removeItem(this.key(window));
    } catch {
      // storage forbidden: then there is nothing to remove
    }
  }

  /** This tab's copy, else the newest one that a closed window left; undefined if there is none. */
  async find(): Promise<Found | undefined> {
    const found: Found[] = [];
    for (const window of this.windows()) {
      if (window !== this.window && (await isAlive(window))) continue;
      const copy = this.read(window);
      if (copy) found.push({ copy, window });
    }
    const own = found.find((entry) => entry.window === this.window);
    return own ?? found.sort((a, b) => (a.copy.at < b.copy.at ? 1 : -1))[0];
  }

  private windows(): string[] {
    const prefix = this.key("");
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    } catch {
      return [];
    }
  }

  private read(window: string): Copy | undefined {
    try {
      const value = JSON.parse(localStorage.getItem(this.key(window)) ?? "") as Copy;
      const sent = (value.sent ?? []).map(contentOf);
      return { content: contentOf(value.content), base: Number(value.base), sent, at: String(value.at) };
    } catch {
      return undefined;
    }
  }

  private key(window: string): string {
    return `story:${this.story}:${window}`;
  }
}

/** Whether a copy says nothing that the server does not have. */
export function isObsolete(copy: Copy, server: StoryContent): boolean {
  return sameContent(copy.content, server);
}

export function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36).padStart(2, "0")).join("");
}

/** Hold the lock of a window name as long as this page lives; false if another page holds it. */
function claim(name: string): Promise<boolean> {
  const { locks } = navigator as Partial<Navigator>;
  if (!locks) return Promise.resolve(true); // plain http from another machine: duplicated tabs share a name there
  return new Promise((resolve) => {
    void locks.request(lockName(name), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise<void>(() => undefined) : undefined; // never settles: held until the page is gone
    });
  });
}

async function isAlive(name: string): Promise<boolean> {
  const { locks } = navigator as Partial<Navigator>;
  const held = (await locks?.query())?.held ?? [];
  return held.some((lock) => lock.name === lockName(name));
}

function lockName(name: string): string {
  return `editor-window-${name}`;
}
