import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "./page-element.js";
import { valueOf } from "../format.js";
import { fieldsOf, sensorsOf } from "../state-fields.js";

/** Every field of a device's state, then the sensors its driver reports. */
class StateTable extends PageElement {
  static properties = { state: { attribute: false } };

  render() {
    const fields = fieldsOf(this.state);
    const sensors = sensorsOf(this.state);
    return html`
      ${fields.length === 0 && sensors.length === 0 ? html`<p class="quiet">The driver has not reported any state.</p>` : nothing}
      <dl class="fields" data-part="state">
        ${repeat(fields, (field) => field.key, (field) => html`
          <div><dt>${field.label}</dt><dd data-field=${field.key}>${colorSample(field)}${valueOf(field.key, field.value)}</dd></div>`)}
      </dl>
      ${sensors.length === 0 ? nothing : html`
        <h3>Sensors</h3>
        <dl class="fields" data-part="sensors">
          ${repeat(sensors, (sensor) => sensor.key, (sensor) => html`
            <div><dt>${sensor.name}</dt><dd data-field=${sensor.key}>${valueOf(sensor.key, sensor.value, sensor.unit)}</dd></div>`)}
        </dl>`}`;
  }
}

function colorSample({ key, value }) {
  return key === "color" && /^#[0-9a-f]{6}$/i.test(value)
    ? html`<svg class="sample" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4.5" fill=${value}/></svg>`
    : nothing;
}

customElements.define("state-table", StateTable);
