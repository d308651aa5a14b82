// The story editor: puts together panes, reader, panel, saver and the view of conflicts.
import { announce } from "../announce";
import { clock } from "../local_dates";
import { ProblemError, request } from "../request";
import { closeConflict, showConflict } from "./conflict";
import { Fields } from "./fields";
import { type Found, isObsolete, type LocalCopy, randomName } from "./local_copy";
import { Pane } from "./pane";
import { Panel } from "./panel";
import { Reader } from "./reader";
import { SaveLine } from "./save_line";
import { Saver } from "./saver";
import { type ServerStory, serverStory, type StoryContent, type Version, VERSIONS } from "./story";
import { Tabs } from "./tabs";
import { OtherWindows } from "./windows";

export class Workbench {
  private readonly url: string;
  private readonly panes = {} as Record<Version, Pane>;
  private readonly tabs: Tabs;
  private readonly fields: Fields;
  private readonly readers = {} as Record<Version, Reader>;
  private readonly panel: Panel;
  private readonly saver: Saver;
  private readonly others: OtherWindows;
  private other: ServerStory | undefined; // of the conflict that is open
  private lastKey = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly copy: LocalCopy,
    loaded: ServerStory,
  ) {
    const story = root.dataset["story"] ?? "";
    this.url = `/api/v1/stories/${encodeURIComponent(story)}`;
    this.fields = new Fields(loaded.content, () => this.changed(), () => this.saver.flush());
    this.tabs = new Tabs(firstVersion(root, loaded.content), (version) => this.chose(version));
    const line = this.layOut();
    this.panel = new Panel(place("panel", "aside", root), (pane) => this.tabs.select(pane.version));
    const saveLine = new SaveLine(line, {
      retry: () => this.saver.flush(),
      resolve: () => this.other && this.showConflict(this.other),
    });
    this.saver = new Saver(this.url, copy, loaded, {
      content: () => this.content(),
      state: (state) => saveLine.show(state),
      saved: (saved) => this.others.tell(saved),
      conflict: (other) => this.showConflict(other),
    });
    this.others = new OtherWindows(story, (saved) => this.heard(saved));
    for (const version of VERSIONS) {
      this.panes[version] = new Pane(version, this.tabs.panels[version], loaded.content[version], {
        changed: (pane) => this.changed(pane),
        focused: (pane) => pane.version !== this.tabs.current && this.tabs.select(pane.version),
      });
      this.readers[version] = this.reader(this.panes[version], `/stories/${encodeURIComponent(story)}/reading`);
    }
    saveLine.show({ kind: "saved", at: new Date(loaded.savedAt || Date.now()) });
    this.listen();
    this.tabs.select(this.tabs.current);
  }

  content(): StoryContent {
    const texts = Object.fromEntries(VERSIONS.map((version) => [version, this.panes[version].text()]));
    return { ...this.fields.read(), ...(texts as Record<Version, string>) };
  }

  /** Bring back what was typed and not saved, before anything else happens. */
  restore(loaded: ServerStory, found: Found | undefined): void {
    if (!found) return;
    const { copy, window } = found;
    if (isObsolete(copy, loaded.content)) return this.copy.remove(window);
    this.write(copy.content);
    // Based on this revision, or the server has a text that this very copy had sent: nothing else came between.
    const ours = copy.base === loaded.revision || copy.sent.some((sent) => isObsolete({ ...copy, content: sent }, loaded.content));
    if (ours) {
      this.saver.changed();
      this.saver.flush();
      note(this.root, `What you typed ${clock(new Date(copy.at))} had not been saved. It is back.`);
    } else this.showConflict(loaded);
    if (window !== this.copy.window) this.copy.remove(window); // it is this window's now, kept under its name
  }

  /** The parts of the page; returns the line of the save state. */
  private layOut(): HTMLElement {
    const line = place("save-state", "p", this.root);
    line.setAttribute("role", "status");
    const head = document.createElement("div");
    head.className = "editor-head";
    head.append(this.fields.title, line);
    this.root.prepend(head, this.tabs.bar, this.tabs.body);
    return line;
  }

  private reader(pane: Pane, url: string): Reader {
    return new Reader(pane, {
      url,
      frame: () => ({ title: this.fields.title.value, headline: this.panes.headline.text() }),
      arrived: (answer, anchor) => {
        if (pane.version !== this.tabs.current) return pane.release(anchor); // beside the one the panel is about
        this.panel.offer(answer.panel, pane, anchor);
        this.tell("fresh");
      },
      failed: () => this.panel.markStale("unread"),
    });
  }

  private listen(): void {
    document.addEventListener("keydown", (event) => this.keys(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.saver.flush();
      else void this.refresh();
    });
    window.addEventListener("blur", () => this.saver.flush());
    window.addEventListener("online", () => this.saver.flush());
    window.addEventListener("pagehide", () => this.saver.leave());
    window.addEventListener("pageshow", () => void this.refresh());
    this.root.addEventListener("focusout", (event) => {
      if (!this.root.contains(event.relatedTarget as Node | null)) this.saver.flush();
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.saver.safe) event.preventDefault();
    });
  }

  private keys(event: KeyboardEvent): void {
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      this.saver.flush();
    } else if (command && event.key === "Enter" && event.target instanceof HTMLTextAreaElement) {
      const form = event.target.closest<HTMLFormElement>("form[data-answer], form[data-answer-here]");
      if (!form) return;
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Enter" && event.target === this.fields.title && !event.isComposing) {
      event.preventDefault();
      this.panes[this.tabs.current].view.focus();
    }
  }

  private changed(pane: Pane = this.panes[this.tabs.current]): void {
    this.lastKey = performance.now();
    this.root.dataset["reading"] = "pending";
    this.saver.changed();
    // The headline is also part of what the other versions are read with.
    this.readers[pane.version].schedule();
  }

  private chose(version: Version): void {
    if (!this.panes[version]) return; // the tabs are there before the panes
    for (const each of VERSIONS) {
      this.panes[each].view.requestMeasure();
      const inView = each === version || (this.tabs.isWide && this.panes[each].text());
      if (inView) this.readers[each].schedule(true);
    }
  }

  /** Another window saved: take it over if nothing is typed here, else both texts are shown. */
  private heard(saved: ServerStory): void {
    if (saved.revision <= this.saver.revision) return;
    if (this.saver.clean) this.adopt(saved);
    else if (this.other) this.other = saved;
    else this.showConflict(saved);
  }

  /** The page was away: something else, on another machine perhaps, may have changed the story. */
  private async refresh(): Promise<void> {
    if (!this.saver.clean) return;
    try {
      this.heard(serverStory(await (await request(this.url)).json()));
    } catch {
      // not reachable: the next save will say so
    }
  }

  private adopt(story: ServerStory): void {
    closeConflict();
    this.other = undefined;
    this.write(story.content);
    this.saver.adopt(story);
    this.chose(this.tabs.current);
  }

  private write(content: StoryContent): void {
    this.fields.write(content);
    for (const version of VERSIONS) this.panes[version].replace(content[version]);
  }

  private showConflict(first: ServerStory): void {
    let other = first;
    this.other = other;
    this.saver.block();
    showConflict(this.content(), other, {
      keepMine: async () => {
        this.other = undefined;
        await this.saver.overrule(other);
      },
      takeOther: async () => {
        try {
          const mine = await this.saver.put(this.content(), other.revision, this.copy.window);
          other = { ...other, revision: mine.revision }; // where a second attempt goes on
          // Under another name: the server may join quick changes of one window into one revision, and mine is to stay.
          const taken = await this.saver.put(other.content, mine.revision, randomName());
          this.adopt(taken);
          this.others.tell(taken);
        } catch (error) {
          if (!(error instanceof ProblemError) || error.code !== "story-conflict") throw error;
          this.showConflict(serverStory(error.body["current"]));
        }
      },
      goOn: () => this.panes[this.tabs.current].view.focus(),
    });
  }

  /** For whoever measures: how long after the last key its reading was there. */
  private tell(state: string): void {
    this.root.dataset["reading"] = state;
    this.root.dataset["readingMs"] = String(Math.round(performance.now() - this.lastKey));
  }
}

/** The version to begin with: the one the page asks for, else the one that is told, else the first with words. */
function firstVersion(root: HTMLElement, content: StoryContent): Version {
  const asked = VERSIONS.find((version) => version === root.dataset["version"]);
  if (asked) return asked;
  const order: Version[] = ["ninety", "full", "thirty", "headline"];
  return order.find((version) => content[version].trim()) ?? "ninety";
}

/** The page's own element of that id, or a new one at the end of the editor. */
function place(id: string, tag: string, root: HTMLElement): HTMLElement {
  const found = document.getElementById(id);
  if (found) return found;
  const made = document.createElement(tag);
  made.id = id;
  root.append(made);
  return made;
}

function note(root: HTMLElement, sentence: string): void {
  const element = document.createElement("p");
  element.className = "editor-note";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Fine";
  close.addEventListener("click", () => element.remove());
  element.append(sentence, " ", close);
  root.prepend(element);
  announce(sentence);
}
