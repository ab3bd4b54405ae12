/**
 * Calls the hub's OS API and takes its envelope off.
 *
 * Every call resolves with the envelope's `data` or rejects with an `ApiFailure`, the one place where errors are made.
 * A call with a token that the hub no longer accepts also dispatches `expired`.
 */
const ANSWER_WITHIN_MS = 15_000;

export class ApiFailure extends Error {
  constructor({ status = 0, code, message, hint = "", traceId = "", details = [], data = null }) {
    super(message);
    this.name = "ApiFailure";
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.traceId = traceId;
    this.details = details;
    this.data = data;
  }

  /** The hub was never reached, or its answer was lost on the way back. */
  get unanswered() {
    return this.status === 0;
  }
}

export class Api extends EventTarget {
  #root;
  #session;

  constructor(root, session) {
    super();
    this.#root = root;
    this.#session = session;
  }

  url(path) {
    return new URL(path, this.#root);
  }

  get(path) {
    return this.#call("GET", path);
  }

  post(path, body = {}) {
    return this.#call("POST", path, body);
  }

  /** Like `post`, for the calls that create a session and therefore carry no token. */
  postOpen(path, body) {
    return this.#call("POST", path, body, { open: true });
  }

  getOpen(path) {
    return this.#call("GET", path, undefined, { open: true });
  }

  /** Opens a stream with the token in a header, so that it stays out of addresses and access logs. */
  async stream(path, { headers = {}, signal }) {
    const response = await fetch(this.url(path), {
      headers: { ...this.#authorization(), accept: "text/event-stream", ...headers },
      cache: "no-store",
      credentials: "omit",
      signal,
    });
    if (response.ok) {
      return response.body;
    }
    throw this.#failureOf(response, await envelopeOf(response), false);
  }

  async #call(method, path, body, { open = false } = {}) {
    const response = await this.#send(method, path, body, open);
    const envelope = await envelopeOf(response);
    if (response.ok && envelope?.success !== false) {
      return envelope?.data ?? null;
    }
    throw this.#failureOf(response, envelope, open);
  }

  async #send(method, path, body, open) {
    const headers = open ? {} : this.#authorization();
    if (body !== undefined) {
      headers["content-type"] = "application/json";
    }
    try {
      return await fetch(this.url(path), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
    } catch (cause) {
      throw unreachable(cause);
    }
  }

  #authorization() {
    const token = this.#session.token;
    return token ? { authorization: `Bearer ${token}` } : {};
  }

  #failureOf(response, envelope, open) {
    if (response.status === 401 && !open) {
      this.dispatchEvent(new Event("expired"));
    }
    return new ApiFailure({
      status: response.status,
      code: envelope?.code ?? `HTTP_${response.status}`,
      message: envelope?.message ?? envelope?.error ?? `The hub answered with status ${response.status}.`,
      hint: envelope?.hint ?? "",
      traceId: envelope?.traceId ?? "",
      details: Array.isArray(envelope?.details) ? envelope.details : [],
      data: envelope?.data ?? null,
    });
  }
}

/** The rows of a list answer, bare or wrapped in `records`. */
export function rowsOf(data) {
  return Array.isArray(data) ? data : (data?.records ?? []);
}

async function envelopeOf(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function unreachable(cause) {
  const late = cause.name === "TimeoutError";
  return new ApiFailure({
    code: late ? "TIMED_OUT" : "UNREACHABLE",
    message: late ? "The hub did not answer in time." : "The hub cannot be reached.",
    hint: "Check that the hub is running and that this device is on its network, then try again.",
  });
}
