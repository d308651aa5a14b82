// Behaviour for elements of the page as it came and of whatever htmx puts into it later.
import htmx from "htmx.org";

/** Run `setup` once on every element that matches, now and when one arrives. */
export function onEach<T extends HTMLElement>(selector: string, setup: (element: T) => void): void {
  const seen = new WeakSet<Element>();
  const within = (root: ParentNode): void => {
    const found = [...root.querySelectorAll<T>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root as unknown as T);
    for (const element of found) {
      if (seen.has(element)) continue;
      seen.add(element);
      setup(element);
    }
  };
  within(document);
  htmx.onLoad((arrived) => {
    if (arrived instanceof HTMLElement) within(arrived);
  });
}

/** The element an event is about, if it lies within one that matches. */
export function closest<T extends HTMLElement>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}

/** Whether keys typed at this element are text. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("textarea, select")) return true;
  const input = target.closest("input");
  return Boolean(input) && !["checkbox", "radio", "button", "submit", "reset", "file"].includes(input?.type ?? "");
}
