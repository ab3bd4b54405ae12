/** The hub's devices, read again when the hub says that the list or a driver changed. Dispatches `change`. */
import { rowsOf } from "./api.js";

const LIST_CHANGES = new Set([
  "DEVICE_DISCOVERED", "DEVICE_UPDATED", "DEVICE_REMOVED", "DRIVER_STATUS", "SPACE_CHANGED",
]);
const BY_NAME = new Intl.Collator(undefined, { numeric: true });
const READ_AGAIN_AFTER_MS = 400;

export class DeviceRegistry extends EventTarget {
  #api;
  #live;
  #devices = null;
  #failure = null;
  #timer = null;
  #onEvent = ({ detail }) => LIST_CHANGES.has(detail.type) && this.#readSoon();
  #onStatus = () => this.#live.status === "live" && this.#readSoon();

  constructor(api, live) {
    super();
    this.#api = api;
    this.#live = live;
  }

  /** Null until the list was read once. */
  get devices() {
    return this.#devices;
  }

  get failure() {
    return this.#failure;
  }

  start() {
    this.#live.addEventListener("event", this.#onEvent);
    this.#live.addEventListener("status", this.#onStatus);
    return this.read();
  }

  stop() {
    this.#live.removeEventListener("event", this.#onEvent);
    this.#live.removeEventListener("status", this.#onStatus);
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#devices = null;
    this.#failure = null;
  }

  nameOf(deviceId) {
    return this.#devices?.find((device) => device.id === deviceId)?.name ?? deviceId;
  }

  async read() {
    try {
      const rows = rowsOf(await this.#api.get("devices"));
      this.#devices = rows.filter((device) => !device.hidden).sort(byOrderThenName);
      this.#failure = null;
    } catch (failure) {
      this.#failure = failure;
    }
    this.dispatchEvent(new Event("change"));
  }

  #readSoon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.read();
    }, READ_AGAIN_AFTER_MS);
  }
}

/** The device with the newest state that is known of it. */
export function withLiveState(device, live) {
  const state = live.stateOf(device.id) ?? device.state ?? {};
  return { ...device, state, presence: presenceOf(device, state, live) };
}

function presenceOf(device, state, live) {
  const online = typeof state.online === "boolean" ? state.online && device.online !== false : device.online !== false;
  if (!online) {
    return "offline";
  }
  const stale = device.stale === true || state.stale === true || state.extras?.stale === true;
  return stale || live.status === "lost" ? "stale" : "online";
}

function byOrderThenName(one, other) {
  return (one.order ?? 0) - (other.order ?? 0) || BY_NAME.compare(one.name ?? "", other.name ?? "");
}
