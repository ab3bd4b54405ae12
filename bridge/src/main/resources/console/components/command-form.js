import { html, nothing } from "lit";
import { PageElement } from "./page-element.js";
import { schemaField } from "./schema-field.js";
import { labelOf } from "../format.js";
import { fieldsOfSchema, payloadOf } from "../schema-fields.js";
import { outcomeAfter, sendCommand, sendingOutcome } from "../commands.js";

/** One command of a device: its fields, a button, and what became of the last time it was sent. */
class CommandForm extends PageElement {
  static properties = {
    api: { attribute: false },
    live: { attribute: false },
    device: { attribute: false, hasChanged: (now, before) => now?.id !== before?.id },
    command: { attribute: false, hasChanged: (now, before) => JSON.stringify(now) !== JSON.stringify(before) },
    typed: { state: true },
    outcome: { state: true },
    problem: { state: true },
    asking: { state: true },
  };

  #onEvent = ({ detail }) => (this.outcome = this.outcome && outcomeAfter(this.outcome, detail));

  constructor() {
    super();
    this.typed = {};
    this.outcome = null;
    this.problem = "";
    this.asking = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.live.addEventListener("event", this.#onEvent);
  }

  disconnectedCallback() {
    this.live.removeEventListener("event", this.#onEvent);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (changed.has("command") || changed.has("device")) {
      this.fields = fieldsOfSchema(this.command.payloadSchema, this.device.state);
    }
  }

  render() {
    const { key, label, description } = this.command;
    return html`
      <form class="command ${this.#shape}" @submit=${this.#submit} data-command=${key}>
        <div class="command-text">
          <h4>${label ?? labelOf(key)}</h4>
          ${description ? html`<p class="quiet">${description}</p>` : nothing}
        </div>
        ${this.fields.map((field) => this.#control(field))}
        ${this.asking ? this.#confirmation() : html`<button ?disabled=${this.#busy}>Send<span class="unseen"> ${label ?? key}</span></button>`}
        <div class="outcome" role="status">${this.problem ? html`<p class="note bad">${this.problem}</p>` : this.#outcomeNote()}</div>
      </form>`;
  }

  get #shape() {
    const repeatsLabel = this.fields.length === 1 && this.fields[0].label === (this.command.label ?? labelOf(this.command.key));
    return this.fields.length === 0 ? "" : repeatsLabel ? "with-fields single" : "with-fields";
  }

  get #busy() {
    return this.outcome?.status === "sending";
  }

  #control(field) {
    const id = `${this.command.key}-${field.key || "payload"}`;
    const value = this.typed[field.key] ?? field.initial;
    return schemaField(field, id, value, (next) => (this.typed = { ...this.typed, [field.key]: next }));
  }

  #confirmation() {
    return html`<span class="confirm">
      <button class="danger">Yes, do it</button>
      <button type="button" @click=${() => (this.asking = false)}>Cancel</button></span>`;
  }

  #outcomeNote() {
    if (!this.outcome) {
      return nothing;
    }
    const { status, tone, title, text, hint, latencyMs } = this.outcome;
    return html`
      <div class="note ${tone}" data-outcome=${status}>
        <p><span class="note-title">${title}</span>${text ? html` ${text}` : nothing}
          ${Number.isFinite(latencyMs) ? html`<span class="quiet"> ${Math.round(latencyMs)} ms</span>` : nothing}</p>
        ${hint ? html`<p>${hint}</p>` : nothing}
      </div>`;
  }

  async #submit(event) {
    event.preventDefault();
    this.problem = "";
    let payload;
    try {
      payload = payloadOf(this.fields, this.typed);
    } catch (problem) {
      this.problem = problem.message;
      return;
    }
    if (this.command.confirm && !this.asking) {
      this.asking = true;
      return;
    }
    this.asking = false;
    this.outcome = sendingOutcome();
    this.outcome = await sendCommand(this.api, this.device, this.command, payload);
    this.#catchUp();
  }

  /** The result may have come over the stream before the answer to the request. */
  #catchUp() {
    this.outcome = this.live.events.reduceRight(outcomeAfter, this.outcome);
  }
}

customElements.define("command-form", CommandForm);
