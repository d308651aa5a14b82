// Light, dark, or as the system has it. Kept in a cookie, so that the server renders <html data-theme> and no page
// flashes in the wrong colours first. Buttons: [data-theme-toggle], or [data-theme-choice=system|light|dark].
import { closest, onEach } from "./content";

const COOKIE = "highsignal_theme";
const YEAR = 60 * 60 * 24 * 365;

export function startTheme(): void {
  apply(stored());
  document.addEventListener("click", (event) => {
    const button = closest<HTMLElement>(event, "button[data-theme-choice]");
    if (button) choose(button.dataset["themeChoice"] ?? "system");
  });
  document.addEventListener("click", (event) => {
    if (closest(event, "[data-theme-toggle]")) choose(isDark() ? "light" : "dark");
  });
  document.addEventListener("change", (event) => {
    const select = closest<HTMLSelectElement>(event, "select[data-theme-choice]");
    if (select) choose(select.value);
  });
  onEach("[data-theme-choice]", () => mark(stored()));
}

function stored(): string {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${COOKIE}=`));
  const value = found?.slice(COOKIE.length + 1);
  return value === "light" || value === "dark" ? value : "system";
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
}

function choose(theme: string): void {
  const age = theme === "system" ? 0 : YEAR;
  document.cookie = `${COOKIE}=${theme}; path=/; max-age=${age}; samesite=strict`;
  apply(theme);
  mark(theme);
}

function apply(theme: string): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}

function mark(theme: string): void {
  for (const control of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    if (control instanceof HTMLSelectElement) control.value = theme;
    else control.setAttribute("aria-pressed", String(control.dataset["themeChoice"] === theme));
  }
}
