// The one line under the picture that says what is wrong; the gravest of what there is to say.

type Kind = "problem" | "away" | "warning";
const ORDER: Kind[] = ["problem", "away", "warning"];

export class Said {
  private readonly sentences: Record<Kind, string> = { problem: "", away: "", warning: "" };

  constructor(private readonly root: HTMLElement) {}

  set(kind: Kind, sentence: string): void {
    this.sentences[kind] = sentence;
    this.show();
  }

  clear(): void {
    for (const kind of ORDER) this.sentences[kind] = "";
    this.show();
  }

  private show(): void {
    const line = this.root.querySelector<HTMLElement>("[data-recorder-said]");
    const kind = ORDER.find((one) => this.sentences[one]);
    if (!line) return;
    const sentence = kind ? this.sentences[kind] : "";
    // A live region: written only when it changes, so that it is spoken once.
    if (line.textContent !== sentence) line.textContent = sentence;
    line.dataset["kind"] = kind ?? "";
    this.root.toggleAttribute("data-unsent", Boolean(this.sentences.away || this.sentences.problem));
  }
}
