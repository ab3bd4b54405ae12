/**
 * Follows the hub's state stream and keeps what a page needs of it: the newest state of every device and the last
 * events. Reconnects by itself, with growing pauses, and continues from the last event it saw.
 *
 * Dispatches `status` when the connection changes, `event` for each protocol event, and `change` at most ten times a
 * second when states or events are new.
 */
import { serverSentEvents } from "./sse.js";

export const EVENTS_KEPT = 500;
const SHOW_EVERY_MS = 100;
const SILENCE_MS = 45_000;
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

export class LiveFeed extends EventTarget {
  #api;
  #states = new Map();
  #events = [];
  #status = "idle";
  #lastEventId = null;
  #attempt = 0;
  #run = null;
  #showTimer = null;
  #wake = () => {};
  #onOnline = () => this.#wake();

  constructor(api) {
    super();
    this.#api = api;
  }

  /** `idle`, `connecting`, `live` or `lost`. */
  get status() {
    return this.#status;
  }

  /** Newest first, at most `EVENTS_KEPT`. */
  get events() {
    return this.#events;
  }

  stateOf(deviceId) {
    return this.#states.get(deviceId);
  }

  start() {
    this.stop();
    this.#run = new AbortController();
    window.addEventListener("online", this.#onOnline);
    this.#follow(this.#run.signal);
  }

  stop() {
    this.#run?.abort();
    this.#run = null;
    clearTimeout(this.#showTimer);
    this.#showTimer = null;
    window.removeEventListener("online", this.#onOnline);
    this.#wake();
    this.#states.clear();
    this.#events = [];
    this.#lastEventId = null;
    this.#attempt = 0;
    this.#changeStatus("idle");
  }

  async #follow(stopped) {
    this.#changeStatus("connecting");
    while (!stopped.aborted) {
      const expired = await this.#connection(stopped);
      if (expired || stopped.aborted) {
        return;
      }
      this.#changeStatus("lost");
      await this.#pause();
    }
  }

  /** One connection, until it ends; true when the hub refuses the token, because then trying again is pointless. */
  async #connection(stopped) {
    const ended = new AbortController();
    const end = () => ended.abort();
    stopped.addEventListener("abort", end, { once: true });
    let silence = setTimeout(end, SILENCE_MS);
    const onBytes = () => {
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MS);
    };
    try {
      const headers = this.#lastEventId === null ? {} : { "last-event-id": this.#lastEventId };
      const body = await this.#api.stream("state/stream", { headers, signal: ended.signal });
      for await (const message of serverSentEvents(body, { onBytes })) {
        this.#take(message);
      }
      return false;
    } catch (failure) {
      return failure.status === 401;
    } finally {
      clearTimeout(silence);
      stopped.removeEventListener("abort", end);
      ended.abort();
    }
  }

  #take({ event, data, id }) {
    if (this.#run === null) {
      return;
    }
    this.#lastEventId = id ?? this.#lastEventId;
    this.#attempt = 0;
    this.#changeStatus("live");
    const content = JSON.parse(data);
    if (event === "snapshot") {
      this.#states = new Map(Object.entries(content));
      this.#show();
    } else if (event === "state") {
      this.#states.set(content.deviceId, content.state);
      this.#show();
    } else if (event === "event") {
      this.#events = [content, ...this.#events.slice(0, EVENTS_KEPT - 1)];
      this.dispatchEvent(new CustomEvent("event", { detail: content }));
      this.#show();
    }
  }

  #show() {
    this.#showTimer ??= setTimeout(() => {
      this.#showTimer = null;
      this.dispatchEvent(new Event("change"));
    }, SHOW_EVERY_MS);
  }

  #pause() {
    const longest = PAUSES_MS[Math.min(this.#attempt++, PAUSES_MS.length - 1)];
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #changeStatus(status) {
    if (this.#status === status) {
      return;
    }
    this.#status = status;
    this.dispatchEvent(new Event("status"));
  }
}
