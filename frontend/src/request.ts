// Talks to the program: adds the token against forged requests, turns a problem into an Error.

/** The server answered, with a problem (RFC 9457): its stable code and a sentence for the user. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly body: Record<string, unknown>,
  ) {
    super(detail);
    this.name = "ProblemError";
  }
}

/** No answer at all: the program is not running, or the network is down, or it took too long. */
export class UnreachableError extends Error {
  constructor() {
    super("The program does not answer. Is it still running?");
    this.name = "UnreachableError";
  }
}

const KEEPALIVE_BYTES = 60_000; // browsers refuse 64 KB and more

export interface RequestOptions {
  method?: string;
  json?: unknown;
  /** Bytes as they are, in the place of `json`. */
  bytes?: Blob;
  signal?: AbortSignal;
  /** Goes on when the page goes away; browsers refuse it for bodies over 64 KB. */
  keepalive?: boolean;
  /** Milliseconds after which no answer counts as none. */
  timeout?: number;
}

/** The token that every request that changes something must carry. */
export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

/** Send a request to this program; throws ProblemError, UnreachableError, or AbortError when `signal` says so. */
export async function request(url: string, options: RequestOptions = {}): Promise<Response> {
  const headers = new Headers({ Accept: "application/json, text/html;q=0.9", "X-CSRF-Token": csrfToken() });
  const init: RequestInit = { method: options.method ?? "GET", headers, credentials: "same-origin" };
  if (options.json !== undefined) {
    headers.set("Content-Type", "application/json");
    init.body = JSON.stringify(options.json);
    init.keepalive = (options.keepalive ?? false) && fitsKeepalive(init.body);
  } else if (options.bytes) {
    headers.set("Content-Type", "application/octet-stream");
    init.body = options.bytes;
    init.keepalive = (options.keepalive ?? false) && options.bytes.size < KEEPALIVE_BYTES;
  }
  const signals = [options.signal, options.timeout ? AbortSignal.timeout(options.timeout) : undefined];
  const given = signals.filter((signal): signal is AbortSignal => signal !== undefined);
  const joined = joinSignals(given);
  if (joined) init.signal = joined;
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new UnreachableError();
  }
  if (!response.ok) throw await problem(response);
  return response;
}

function joinSignals(signals: AbortSignal[]): AbortSignal | undefined {
  if (signals.length < 2) return signals[0];
  const controller = new AbortController(); // AbortSignal.any is younger than the browsers we serve
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}

function fitsKeepalive(body: string): boolean {
  return new TextEncoder().encode(body).length < KEEPALIVE_BYTES;
}

async function problem(response: Response): Promise<ProblemError> {
  let body: Record<string, unknown> = {};
  try {
    const read: unknown = await response.json();
    if (read && typeof read === "object") body = read as Record<string, unknown>;
  } catch {
    // Not JSON: a proxy's page, perhaps. The status has to do.
  }
  const text = (key: string): string => (typeof body[key] === "string" ? body[key] : "");
  const detail = text("detail") || text("title") || `The program answered with status ${response.status}.`;
  return new ProblemError(response.status, text("code"), detail, body);
}
