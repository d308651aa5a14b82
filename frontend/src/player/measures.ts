// The line of measures: what one opens lies over the page, and goes by Escape or a click beside it.

export function startMeasures(root: HTMLElement): void {
  const line = root.querySelector("[data-measures]");
  if (!line) return;
  const open = (): HTMLDetailsElement[] => [...line.querySelectorAll<HTMLDetailsElement>("details[open]")];
  line.addEventListener("keydown", (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== "Escape") return;
    for (const one of open()) {
      one.open = false;
      one.querySelector("summary")?.focus();
    }
  });
  // Browsers older than the exclusive kind of details keep the others open.
  line.addEventListener(
    "toggle",
    (event) => {
      const opened = event.target;
      if (!(opened instanceof HTMLDetailsElement) || !opened.open) return;
      for (const one of open()) if (one !== opened) one.open = false;
    },
    { capture: true },
  );
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !line.contains(event.target)) for (const one of open()) one.open = false;
  });
}
