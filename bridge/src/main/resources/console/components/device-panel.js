import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "./page-element.js";
import { failureNote } from "./failure-note.js";
import { presenceMark } from "./device-card.js";
import { labelOf, timeOf } from "../format.js";
import { withLiveState } from "../devices.js";
import "./state-table.js";
import "./command-form.js";

/** Everything about one device: live state, sensors, and the commands of its catalog. Dispatches `closed`. */
class DevicePanel extends PageElement {
  static properties = {
    api: { attribute: false },
    live: { attribute: false },
    registry: { attribute: false },
    deviceId: { type: String },
    device: { state: true },
    failure: { state: true },
  };

  #reload = () => this.#load(this.deviceId);

  constructor() {
    super();
    this.device = null;
    this.failure = null;
    this.follow(() => this.live, "change", "status");
  }

  connectedCallback() {
    super.connectedCallback();
    this.registry.addEventListener("change", this.#reload);
  }

  disconnectedCallback() {
    this.registry.removeEventListener("change", this.#reload);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (changed.has("deviceId")) {
      this.device = null;
      this.failure = null;
      this.#load(this.deviceId);
    }
  }

  updated(changed) {
    if (changed.has("deviceId")) {
      this.querySelector("h2").focus();
    }
  }

  render() {
    return html`
      <aside class="panel" aria-labelledby="panel-title" @keydown=${this.#onKey}>
        <header>
          <h2 id="panel-title" tabindex="-1">${this.device?.name ?? this.registry.nameOf(this.deviceId)}</h2>
          <button class="close" @click=${this.#close}><span class="unseen">Close device</span><span aria-hidden="true">✕</span></button>
        </header>
        ${failureNote(this.failure)}
        ${this.device ? this.#content(withLiveState(this.device, this.live)) : this.failure ? nothing : html`<p class="empty">Reading…</p>`}
      </aside>`;
  }

  #content(device) {
    const commands = [...(device.commands ?? [])].sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
    return html`
      <p class="facts">${presenceMark(device.presence)}
        <span>${labelOf(device.deviceType ?? "device")}</span>
        ${device.spaceName ? html`<span>${device.spaceName}</span>` : nothing}
        <span>${device.driverKey}${device.driverInstanceId ? ` / ${device.driverInstanceId}` : ""}</span></p>
      ${device.presence === "offline" ? html`
        <p class="note doubt">Offline${device.lastSeen ? ` since ${timeOf(device.lastSeen)}` : ""}. This is the last known state.</p>` : nothing}
      <section aria-labelledby="state-title">
        <h3 id="state-title">State</h3>
        <state-table .state=${device.state}></state-table>
      </section>
      <section aria-labelledby="commands-title">
        <h3 id="commands-title">Commands</h3>
        ${commands.length === 0 ? html`<p class="quiet">This device takes no commands.</p>` : nothing}
        ${repeat(commands, (command) => `${device.id} ${command.key}`, (command) => html`
          <command-form .api=${this.api} .live=${this.live} .device=${device} .command=${command}></command-form>`)}
      </section>
      ${this.#identity(device)}`;
  }

  #identity(device) {
    const rows = [["ID", device.id], ["External ID", device.externalId], ["Manufacturer", device.manufacturer], ["Model", device.model], ["Tags", device.tags?.join(", ")]];
    return html`
      <details><summary>About this device</summary>
        <dl class="fields">
          ${rows.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
        </dl>
      </details>`;
  }

  async #load(id) {
    try {
      const device = await this.api.get(`devices/${encodeURIComponent(id)}`);
      if (id === this.deviceId) {
        this.device = device;
        this.failure = null;
      }
    } catch (failure) {
      if (id === this.deviceId) {
        this.failure = failure;
      }
    }
  }

  #onKey(event) {
    if (event.key === "Escape") {
      this.#close();
    }
  }

  #close() {
    this.dispatchEvent(new Event("closed"));
  }
}

customElements.define("device-panel", DevicePanel);
