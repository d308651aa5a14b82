// htmx as our pages use it: no inline styles, no eval, no story left in the browser's history cache.
import htmx from "htmx.org";
import { csrfToken } from "./request";
import { toast } from "./toast";

export function startHtmx(): void {
  htmx.config.includeIndicatorStyles = false;
  htmx.config.allowEval = false;
  htmx.config.allowScriptTags = false;
  htmx.config.historyCacheSize = 0; // the cache would keep private text in the browser's storage
  htmx.config.refreshOnHistoryMiss = true;
  htmx.config.selfRequestsOnly = true;

  document.addEventListener("htmx:configRequest", (event) => {
    const { headers } = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
    headers["X-CSRF-Token"] = csrfToken();
  });
  document.addEventListener("htmx:sendError", () => {
    toast("The program does not answer. Is it still running?");
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    toast(detailOf(xhr));
  });
}

function detailOf(xhr: XMLHttpRequest): string {
  try {
    const body: unknown = JSON.parse(xhr.responseText);
    const detail = (body as { detail?: unknown }).detail;
    if (typeof detail === "string") return detail;
  } catch {
    // an HTML page: the status says enough
  }
  return `That did not work: the program answered with status ${xhr.status}.`;
}
