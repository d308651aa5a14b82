// The words of a take: the one that is heard lights up; a click plays from one, and so does Enter after arrow keys.
import { announce } from "../announce";

interface Word {
  element: HTMLElement;
  start: number;
  end: number;
}

export class Words {
  private readonly words: Word[];
  private now: Word | undefined;
  private at = -1; // of the keyboard

  constructor(
    root: HTMLElement,
    private readonly play: (second: number) => void,
  ) {
    const place = root.querySelector<HTMLElement>("[data-player-words]");
    const found = place?.querySelectorAll<HTMLElement>(".w[data-s]") ?? [];
    this.words = [...found].map((element) => ({
      element,
      start: Number(element.dataset["s"]),
      end: Number(element.dataset["e"]),
    }));
    place?.addEventListener("click", (event) => this.onClick(event));
    place?.addEventListener("keydown", (event) => event.target === place && this.onKey(event));
    place?.addEventListener("blur", () => this.moveTo(-1));
  }

  /** Light up the word that is heard at this second, and no other. */
  show(second: number): void {
    const word = this.heardAt(second);
    if (word === this.now) return;
    this.now?.element.classList.remove("now");
    word?.element.classList.add("now");
    this.now = word;
  }

  /** The last word that has begun, unless it is over for a while. */
  private heardAt(second: number): Word | undefined {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.words[middle]?.start ?? 0) <= second) low = middle + 1;
      else high = middle;
    }
    const word = this.words[low - 1];
    return word && second < word.end + 0.15 && second > 0 ? word : undefined;
  }

  private onClick(event: Event): void {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>(".w[data-s]") : null;
    if (!element || window.getSelection()?.isCollapsed === false) return; // text is being chosen, not a place
    this.play(Number(element.dataset["s"]));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = this.at >= 0 ? this.at : this.now ? this.words.indexOf(this.now) : -1;
    if (event.key === "Enter") {
      const word = this.words[Math.max(here, 0)];
      if (word) this.play(word.start);
    } else if (event.key === "ArrowRight") this.moveTo(Math.min(here + 1, this.words.length - 1));
    else if (event.key === "ArrowLeft") this.moveTo(Math.max(here - 1, 0));
    else if (event.key === "ArrowDown") this.moveTo(this.lineFrom(here, 1));
    else if (event.key === "ArrowUp") this.moveTo(this.lineFrom(here, -1));
    else if (event.key === "Home") this.moveTo(0);
    else if (event.key === "End") this.moveTo(this.words.length - 1);
    else return;
    event.preventDefault();
  }

  private moveTo(index: number): void {
    this.words[this.at]?.element.classList.remove("at");
    this.at = index;
    const word = this.words[index];
    if (!word) return;
    word.element.classList.add("at");
    word.element.scrollIntoView({ block: "nearest" });
    announce(word.element.textContent ?? "");
  }

  /** The word nearest below (1) or above (-1). */
  private lineFrom(index: number, by: 1 | -1): number {
    const from = this.words[Math.max(index, 0)]?.element.getBoundingClientRect();
    if (!from) return -1;
    let best = Math.max(index, 0);
    let nearest = Infinity;
    this.words.forEach(({ element }, other) => {
      const box = element.getBoundingClientRect();
      const down = (box.top - from.top) * by;
      if (down < from.height / 2) return;
      const distance = down * 100 + Math.abs(box.left - from.left);
      if (distance < nearest) [nearest, best] = [distance, other];
    });
    return best;
  }
}
