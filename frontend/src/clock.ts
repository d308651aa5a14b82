// The clock of the page on which a story is told aloud: space starts and stops it; nothing is recorded.
import { announce } from "./announce";
import { isField, onEach } from "./content";

const FULL_SECONDS = 120; // what the bar shows; the mark stands at ninety
const NINETY = 90;
const BAR_UNITS = 1200;

export function startClocks(): void {
  onEach("[data-clock]", setUp);
}

function setUp(root: HTMLElement): void {
  const part = <T extends Element>(name: string): T | null => root.querySelector<T>(`[data-clock-${name}]`);
  const time = part<HTMLElement>("time")?.firstChild;
  const bar = part<SVGRectElement>("bar");
  const button = part<HTMLButtonElement>("start");
  const form = part<HTMLFormElement>("form");
  const field = part<HTMLInputElement>("seconds");
  const said = part<HTMLElement>("said");
  const word = button?.firstChild;
  if (!time || !bar || !button || !word || !form || !field || !said) return;
  let began = 0;
  let timer = 0;

  const seconds = (): number => (performance.now() - began) / 1000;
  const show = (value: number): void => {
    time.textContent = String(Math.floor(value));
    bar.setAttribute("width", String(Math.min(value / FULL_SECONDS, 1) * BAR_UNITS));
  };
  const start = (): void => {
    began = performance.now();
    form.hidden = true;
    word.textContent = "Stop ";
    announce("The clock runs.");
    timer = window.setInterval(() => show(seconds()), 200);
  };
  const stop = (): void => {
    window.clearInterval(timer);
    timer = 0;
    const taken = Math.max(seconds(), 0.1);
    const beyond = taken > FULL_SECONDS ? ", beyond two minutes" : taken > NINETY ? ", past ninety" : "";
    show(taken);
    field.value = taken.toFixed(1);
    said.textContent = `${Math.round(taken)}\u202fs${beyond}.`;
    word.textContent = "Start again ";
    form.hidden = false;
    announce(`Stopped at ${Math.round(taken)} seconds.`);
  };
  const turn = (): void => (timer ? stop() : start());

  button.addEventListener("click", turn);
  part<HTMLButtonElement>("again")?.addEventListener("click", () => {
    form.hidden = true;
    show(0);
    button.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || isField(event.target) || event.target instanceof HTMLButtonElement) return;
    if (event.defaultPrevented || !root.checkVisibility()) return; // folded away: the key is the recorder's
    event.preventDefault();
    turn();
  });
}
