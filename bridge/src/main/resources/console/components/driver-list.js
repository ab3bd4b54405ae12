import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "./page-element.js";
import { failureNote } from "./failure-note.js";
import { rowsOf } from "../api.js";
import { labelOf } from "../format.js";

const READ_AGAIN_AFTER_MS = 400;
const TONES = { running: "good", starting: "wait", stopping: "wait", crashed: "bad", failed: "bad", stopped: "idle", disabled: "idle" };

/** The installed drivers and how each of their instances is doing. */
class DriverList extends PageElement {
  static properties = {
    api: { attribute: false },
    live: { attribute: false },
    drivers: { state: true },
    failure: { state: true },
  };

  #timer = null;
  #onEvent = ({ detail }) => detail.type === "DRIVER_STATUS" && this.#readSoon();

  constructor() {
    super();
    this.drivers = null;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.live.addEventListener("event", this.#onEvent);
    this.#read();
  }

  disconnectedCallback() {
    this.live.removeEventListener("event", this.#onEvent);
    clearTimeout(this.#timer);
    this.#timer = null;
    super.disconnectedCallback();
  }

  render() {
    return html`
      <div class="toolbar"><h1 class="grow">Drivers</h1><button @click=${this.#read}>Read again</button></div>
      ${failureNote(this.failure)}
      ${this.drivers === null && !this.failure ? html`<p class="empty" role="status">Reading drivers…</p>` : nothing}
      ${this.drivers?.length === 0 ? html`<p class="empty">No driver is installed.</p>` : nothing}
      <ul class="drivers">
        ${repeat(this.drivers ?? [], (driver) => driver.driverKey, (driver) => this.#driver(driver))}
      </ul>`;
  }

  #driver(driver) {
    const facts = [driver.driverKey, driver.version && `version ${driver.version}`, driver.driverType && labelOf(driver.driverType), driver.builtIn && "built in"];
    return html`
      <li class="driver">
        <header>
          <h2>${driver.name ?? driver.driverKey}</h2>
          ${driver.status ? statusMark(driver.status) : nothing}
          <p class="quiet">${facts.filter(Boolean).join(" · ")}</p>
        </header>
        ${failureNote(driver.failure)}
        ${driver.rows.length === 0 && !driver.failure ? html`<p class="quiet">No instance.</p>` : nothing}
        <ul>${repeat(driver.rows, (row) => row.id, (row) => instance(row))}</ul>
      </li>`;
  }

  async #read() {
    try {
      const drivers = rowsOf(await this.api.get("integrations"));
      this.drivers = await Promise.all(drivers.map((driver) => this.#withInstances(driver)));
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
  }

  async #withInstances(driver) {
    if (driver.instances === 0) {
      return { ...driver, rows: [] };
    }
    try {
      const rows = rowsOf(await this.api.get(`integrations/${encodeURIComponent(driver.driverKey)}/instances`));
      return { ...driver, rows };
    } catch (failure) {
      return { ...driver, rows: [], failure };
    }
  }

  #readSoon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#read();
    }, READ_AGAIN_AFTER_MS);
  }
}

function instance(row) {
  const facts = [row.transport, row.restarts > 0 && `${row.restarts} ${row.restarts === 1 ? "restart" : "restarts"}`];
  return html`
    <li class="instance" data-instance=${row.id}>
      <span class="instance-name">${row.name ?? row.id}</span>
      ${statusMark(row.status)}
      <span class="quiet">${facts.filter(Boolean).join(" · ")}</span>
      ${row.lastError ? html`<p class="last-error">${typeof row.lastError === "string" ? row.lastError : (row.lastError.message ?? JSON.stringify(row.lastError))}</p>` : nothing}
    </li>`;
}

function statusMark(status) {
  return html`<span class="status ${TONES[status] ?? "idle"}">${labelOf(status)}</span>`;
}

customElements.define("driver-list", DriverList);
