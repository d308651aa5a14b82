// <time datetime="…"> in the user's zone: near ones relative, the full date in the title.
// data-date="date" or "time" or "full" asks for that form; <html data-time-zone> overrules the browser's zone.
import { onEach } from "./content";

type Place = { timeZone?: string };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function startLocalDates(): void {
  onEach<HTMLTimeElement>("time[datetime]", show);
  window.setInterval(() => document.querySelectorAll<HTMLTimeElement>("time[data-relative]").forEach(show), MINUTE);
}

/** A moment as "14:03" today, else as "3 Dec, 14:03". */
export function clock(moment: Date): string {
  const today = dayNumber(moment) === dayNumber(new Date());
  const time: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
  return format(moment, today ? time : { day: "numeric", month: "short", ...time });
}

function show(element: HTMLTimeElement): void {
  const given = element.dateTime;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(given);
  // A day has no zone: it is the same day wherever it is read.
  const moment = isDay ? new Date(`${given}T12:00:00Z`) : new Date(given);
  const place = isDay ? { timeZone: "UTC" } : zone();
  if (Number.isNaN(moment.getTime())) return;
  const full: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const time: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
  element.title = format(moment, isDay ? full : { ...full, ...time, timeZoneName: "short" }, place);
  const form = element.dataset["date"] ?? "relative";
  if (form === "full") element.textContent = element.title;
  else if (form === "time") element.textContent = format(moment, time, place);
  else if (form === "date") element.textContent = shortDate(moment, place);
  else {
    element.dataset["relative"] = "";
    element.textContent = relative(moment, isDay, place);
  }
}

function relative(moment: Date, isDay: boolean, place: Place): string {
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "auto", style: "short" });
  const days = dayNumber(moment, place) - dayNumber(new Date());
  const away = moment.getTime() - Date.now();
  if (!isDay && Math.abs(away) < MINUTE) return "just now";
  if (!isDay && Math.abs(away) < HOUR) return words.format(Math.round(away / MINUTE), "minute");
  if (!isDay && days === 0) return words.format(Math.round(away / HOUR), "hour");
  return Math.abs(days) < 7 ? words.format(days, "day") : shortDate(moment, place);
}

function shortDate(moment: Date, place: Place): string {
  const thisYear = moment.getFullYear() === new Date().getFullYear();
  return format(moment, { day: "numeric", month: "short", ...(thisYear ? {} : { year: "numeric" }) }, place);
}

/** Days since the epoch as the user's calendar counts them. */
function dayNumber(moment: Date, place: Place = zone()): number {
  const parts = new Intl.DateTimeFormat("en-CA", { ...place, dateStyle: "short" }).format(moment);
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / DAY);
}

function format(moment: Date, options: Intl.DateTimeFormatOptions, place: Place = zone()): string {
  return new Intl.DateTimeFormat(locale(), { ...place, hourCycle: "h23", ...options }).format(moment);
}

function zone(): Place {
  const given = document.documentElement.dataset["timeZone"];
  return given ? { timeZone: given } : {};
}

function locale(): string {
  // The words around the date are English; day before month as everywhere in the program.
  const lang = document.documentElement.lang;
  return !lang || lang === "en" ? "en-GB" : lang;
}
