// Versions as tabs, or side by side on a wide screen. Alt+1 to Alt+4 go to a version in both.
import { LABELS } from "./pane";
import { type Version, VERSIONS } from "./story";

const STORED = "editor-side-by-side";

export class Tabs {
  readonly panels = {} as Record<Version, HTMLElement>;
  readonly bar = document.createElement("div");
  readonly body = document.createElement("div");
  current: Version;
  private readonly tabs = {} as Record<Version, HTMLButtonElement>;
  private readonly list = document.createElement("div");
  private readonly wide = document.createElement("button");

  constructor(
    first: Version,
    private readonly chosen: (version: Version) => void,
  ) {
    this.current = first;
    this.bar.className = "editor-tabs";
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", "Versions");
    this.body.className = "editor-panes";
    for (const version of VERSIONS) this.add(version);
    this.wide.type = "button";
    this.wide.id = "side-by-side";
    this.wide.textContent = "Side by side";
    this.wide.addEventListener("click", () => this.setWide(!this.isWide));
    this.bar.append(this.list, this.wide);
    this.list.addEventListener("keydown", (event) => this.arrows(event));
    document.addEventListener("keydown", (event) => this.digits(event));
    this.setWide(localStorage.getItem(STORED) === "1");
  }

  get isWide(): boolean {
    return this.body.classList.contains("is-wide");
  }

  /** Show a version; `focus` also goes there. */
  select(version: Version, focus = false): void {
    this.current = version;
    this.draw();
    this.chosen(version);
    if (focus) this.panels[version].querySelector<HTMLElement>(".cm-content")?.focus();
  }

  private add(version: Version): void {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${version}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `pane-${version}`);
    tab.textContent = LABELS[version];
    tab.addEventListener("click", () => this.select(version));
    this.list.append(tab);
    this.tabs[version] = tab;
    const panel = document.createElement("section");
    panel.id = `pane-${version}`;
    panel.className = "pane";
    panel.dataset["version"] = version;
    const title = document.createElement("h2");
    title.className = "pane-title";
    title.textContent = LABELS[version];
    panel.append(title);
    this.body.append(panel);
    this.panels[version] = panel;
  }

  private setWide(wide: boolean): void {
    this.body.classList.toggle("is-wide", wide);
    this.wide.setAttribute("aria-pressed", String(wide));
    localStorage.setItem(STORED, wide ? "1" : "0");
    this.draw();
    this.chosen(this.current);
  }

  private draw(): void {
    for (const version of VERSIONS) {
      const here = version === this.current;
      const tab = this.tabs[version];
      const panel = this.panels[version];
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      panel.hidden = !here && !this.isWide;
      panel.classList.toggle("is-current", here);
      // Side by side, every panel is a region with its own heading; the tabs then only move the focus.
      panel.setAttribute("role", this.isWide ? "region" : "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
    }
    this.tabs[this.current].scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private arrows(event: KeyboardEvent): void {
    const at = VERSIONS.indexOf(this.current);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: VERSIONS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const version = VERSIONS[(to + VERSIONS.length) % VERSIONS.length] ?? this.current;
    this.select(version);
    this.tabs[version].focus();
  }

  private digits(event: KeyboardEvent): void {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    // By place, not by letter: with Alt a Mac types another character.
    const version = VERSIONS[["Digit1", "Digit2", "Digit3", "Digit4"].indexOf(event.code)];
    if (!version) return;
    event.preventDefault();
    this.select(version, true);
  }
}
