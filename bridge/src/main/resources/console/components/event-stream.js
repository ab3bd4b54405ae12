import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "./page-element.js";
import { EVENTS_KEPT } from "../live.js";
import { describe } from "./event-row.js";

/** The hub's protocol events as they happen, newest first; can be filtered and held still. */
class EventStream extends PageElement {
  static properties = {
    live: { attribute: false },
    registry: { attribute: false },
    held: { state: true },
    search: { state: true },
    type: { state: true },
  };

  constructor() {
    super();
    this.held = null;
    this.search = "";
    this.type = "";
    this.follow(() => this.live, "change");
  }

  render() {
    const events = this.held ?? this.live.events;
    const found = events.filter((event) => this.#matches(event));
    return html`
      <h1 class="unseen">Events</h1>
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label class="grow"><span class="label">Filter</span>
          <input type="search" name="search" placeholder="Device, action, text" maxlength="100"
                 @input=${(event) => (this.search = event.target.value)}></label>
        <label><span class="label">Type</span>
          <select name="type" @change=${(event) => (this.type = event.target.value)}>
            <option value="">All types</option>
            ${this.#types(events).map((type) => html`<option value=${type} ?selected=${type === this.type}>${type}</option>`)}
          </select></label>
        <button type="button" class="pause" aria-pressed=${this.held !== null} @click=${this.#toggle}>${this.held ? "Resume" : "Pause"}</button>
        <p class="count quiet">${this.#count(found.length, events.length)}</p>
      </form>
      <div class="events" role="log" aria-live="off" aria-label="Events">
        ${repeat(found, (event) => event.id ?? event, (event) => html`
          <event-row .event=${event} .deviceName=${this.#nameOf(event)}></event-row>`)}
        ${found.length === 0 ? html`<p class="empty">${events.length === 0 ? "Nothing has happened since this page was opened." : "No event matches the filter."}</p>` : nothing}
      </div>`;
  }

  #nameOf(event) {
    return event.deviceId ? this.registry.nameOf(event.deviceId) : "";
  }

  #count(found, total) {
    if (this.held !== null) {
      const first = this.live.events.indexOf(this.held[0]);
      const waiting = first < 0 ? this.live.events.length : first;
      return `Paused, ${waiting}${waiting === EVENTS_KEPT ? " or more" : ""} newer`;
    }
    const kept = total === EVENTS_KEPT ? `last ${total}` : String(total);
    return found === total ? `${kept} events` : `${found} of ${kept} events`;
  }

  #toggle() {
    this.held = this.held === null ? this.live.events : null;
  }

  #types(events) {
    const types = new Set(events.map((event) => event.type));
    return [...(this.type ? types.add(this.type) : types)].sort();
  }

  #matches(event) {
    if (this.type !== "" && event.type !== this.type) {
      return false;
    }
    const wanted = this.search.trim().toLowerCase();
    const words = [event.type, this.#nameOf(event), event.driverKey, event.instanceId, event.source, event.action, event.requestId, describe(event)];
    return wanted === "" || words.filter(Boolean).join(" ").toLowerCase().includes(wanted);
  }
}

customElements.define("event-stream", EventStream);
