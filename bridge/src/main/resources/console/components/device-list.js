import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "./page-element.js";
import { failureNote } from "./failure-note.js";
import { labelOf } from "../format.js";
import { withLiveState } from "../devices.js";
import "./device-card.js";

const SHOWN_AT_ONCE = 200;

/** All devices with their live state; search and filters. */
class DeviceList extends PageElement {
  static properties = {
    live: { attribute: false },
    registry: { attribute: false },
    openId: { type: String },
    search: { state: true },
    type: { state: true },
    presence: { state: true },
    limit: { state: true },
  };

  constructor() {
    super();
    this.search = "";
    this.type = "";
    this.presence = "";
    this.limit = SHOWN_AT_ONCE;
    this.follow(() => this.live, "change", "status");
    this.follow(() => this.registry, "change");
  }

  render() {
    const all = this.registry.devices;
    if (all === null) {
      return this.registry.failure ? failureNote(this.registry.failure) : html`<p class="empty" role="status">Reading devices…</p>`;
    }
    const found = all.map((device) => withLiveState(device, this.live)).filter((device) => this.#matches(device));
    return html`
      <h1 class="unseen">Devices</h1>
      ${this.#toolbar(all, found.length)}
      ${failureNote(this.registry.failure)}
      <ul class="cards">
        ${repeat(found.slice(0, this.limit), (device) => device.id, (device) => html`
          <li><device-card .device=${device} .open=${device.id === this.openId}></device-card></li>`)}
      </ul>
      ${found.length === 0 ? this.#nothingFound(all.length) : nothing}
      ${found.length > this.limit ? html`
        <button class="wide" @click=${() => (this.limit += SHOWN_AT_ONCE)}>Show more (${found.length - this.limit} left)</button>` : nothing}`;
  }

  #toolbar(all, count) {
    return html`
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label class="grow"><span class="label">Search</span>
          <input type="search" name="search" placeholder="Name, place, driver" maxlength="100"
                 .value=${this.search} @input=${(event) => this.#filter({ search: event.target.value })}></label>
        <label><span class="label">Type</span>
          <select name="type" @change=${(event) => this.#filter({ type: event.target.value })}>
            <option value="">All types</option>
            ${typesOf(all).map((type) => html`<option value=${type} ?selected=${type === this.type}>${labelOf(type)}</option>`)}
          </select></label>
        <label><span class="label">Status</span>
          <select name="presence" @change=${(event) => this.#filter({ presence: event.target.value })}>
            <option value="">Any status</option>
            <option value="online">Online</option>
            <option value="stale">Not current</option>
            <option value="offline">Offline</option>
          </select></label>
        <p class="count quiet" role="status">${count === all.length ? plural(count) : `${count} of ${plural(all.length)}`}</p>
      </form>`;
  }

  #nothingFound(total) {
    return total === 0
      ? html`<p class="empty">No devices yet. They appear here as soon as a driver reports them; see <a href="#/drivers">Drivers</a>.</p>`
      : html`<p class="empty">No device matches. <button class="link" @click=${this.#showAll}>Show all</button></p>`;
  }

  #filter(change) {
    Object.assign(this, change, { limit: SHOWN_AT_ONCE });
  }

  #showAll() {
    this.querySelector("form").reset();
    this.#filter({ search: "", type: "", presence: "" });
  }

  #matches(device) {
    const words = [device.name, device.spaceName, device.driverKey, device.manufacturer, device.model, ...(device.tags ?? [])];
    return (this.type === "" || typeOf(device) === this.type)
      && (this.presence === "" || device.presence === this.presence)
      && words.filter(Boolean).join(" ").toLowerCase().includes(this.search.trim().toLowerCase());
  }
}

function typeOf(device) {
  return device.deviceType ?? device.type ?? "device";
}

function typesOf(devices) {
  return [...new Set(devices.map(typeOf))].sort();
}

function plural(count) {
  return count === 1 ? "1 device" : `${count} devices`;
}

customElements.define("device-list", DeviceList);
