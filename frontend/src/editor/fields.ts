// What of a story is not a version: its title, and fields elsewhere on the page: checkboxes in [data-competencies]
// and a control [data-prompt].
import type { StoryContent } from "./story";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The fields outside the panes; what the page has no control for keeps the value it was loaded with. */
export class Fields {
  readonly title = document.createElement("input");
  private loaded: Pick<StoryContent, "competencies" | "prompt">;

  constructor(content: StoryContent, changed: () => void, left: () => void) {
    this.loaded = content;
    this.title.id = "story-title";
    this.title.type = "text";
    this.title.placeholder = "A title for yourself";
    this.title.setAttribute("aria-label", "Title");
    this.title.autocomplete = "off";
    for (const control of [this.title, ...promptControls(), ...boxes()]) {
      control.addEventListener("input", changed);
      control.addEventListener("change", left);
    }
    this.write(content);
  }

  read(): Pick<StoryContent, "title" | "competencies" | "prompt"> {
    const all = boxes();
    const prompt = promptControls()[0];
    const known = new Set(all.map((box) => box.value));
    const chosen = new Set(all.filter((box) => box.checked).map((box) => box.value));
    // In the order they were in: the same choice must be the same text.
    const kept = this.loaded.competencies.filter((name) => !known.has(name) || chosen.has(name));
    const added = [...chosen].filter((name) => !kept.includes(name));
    return {
      title: this.title.value,
      competencies: [...kept, ...added],
      prompt: prompt ? prompt.value : this.loaded.prompt,
    };
  }

  write(content: StoryContent): void {
    this.loaded = { competencies: content.competencies, prompt: content.prompt };
    if (this.title.value !== content.title) this.title.value = content.title;
    for (const control of promptControls()) if (control.value !== content.prompt) control.value = content.prompt;
    for (const box of boxes()) box.checked = content.competencies.includes(box.value);
  }
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('[data-competencies] input[type="checkbox"]')];
}

function promptControls(): Control[] {
  return [...document.querySelectorAll<Control>("[data-prompt]")];
}
