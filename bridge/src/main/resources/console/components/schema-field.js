/** One control of a command's form, for a field read from its schema. `typed` is called with each new value. */
import { html, nothing } from "lit";

export function schemaField(field, id, value, typed) {
  const hintId = `${id}-hint`;
  const hint = field.hint ? html`<p class="hint" id=${hintId}>${field.hint}</p>` : nothing;
  const context = { field, id, value, typed, describedBy: field.hint ? hintId : nothing };
  return html`<div class="field ${field.kind}">${CONTROLS[field.kind](context)}${hint}</div>`;
}

const CONTROLS = {
  number: numberControl,
  choice: choiceControl,
  switch: switchControl,
  color: colorControl,
  text: textControl,
  json: jsonControl,
};

function label({ field, id }) {
  return html`<label for=${id}>${field.label}${field.required ? nothing : html` <span class="quiet">optional</span>`}</label>`;
}

function numberControl(context) {
  const { field, id, value, typed, describedBy } = context;
  const hasRange = Number.isFinite(field.min) && Number.isFinite(field.max);
  const onInput = (event) => typed(event.target.value);
  const middle = (field.min + field.max) / 2;
  return html`${label(context)}
    <div class="number-row">
      ${hasRange ? html`
        <input type="range" min=${field.min} max=${field.max} step=${field.step} aria-label="${field.label}, slider"
               .value=${String(value === "" ? middle : value)} @input=${onInput}>` : nothing}
      <input type="number" id=${id} name=${field.key} min=${field.min ?? nothing} max=${field.max ?? nothing} step=${field.step}
             ?required=${field.required} aria-describedby=${describedBy} .value=${String(value)} @input=${onInput}>
    </div>`;
}

function choiceControl(context) {
  const { field, id, value, typed, describedBy } = context;
  return html`${label(context)}
    <select id=${id} name=${field.key} aria-describedby=${describedBy} @change=${(event) => typed(event.target.value)}>
      ${field.required ? nothing : html`<option value="" ?selected=${value === ""}>Not sent</option>`}
      ${field.choices.map((choice, place) => html`
        <option value=${place} ?selected=${String(place) === value}>${String(choice)}</option>`)}
    </select>`;
}

function switchControl({ field, id, value, typed, describedBy }) {
  return html`<label class="switch" for=${id}>
    <input type="checkbox" role="switch" id=${id} name=${field.key} aria-describedby=${describedBy}
           .checked=${value === true} @change=${(event) => typed(event.target.checked)}>
    <span>${field.label}</span></label>`;
}

function colorControl(context) {
  const { field, id, value, typed, describedBy } = context;
  return html`${label(context)}
    <input type="color" id=${id} name=${field.key} aria-describedby=${describedBy} .value=${value}
           @input=${(event) => typed(event.target.value.toUpperCase())}>`;
}

function textControl(context) {
  const { field, id, value, typed, describedBy } = context;
  return html`${label(context)}
    <input type="text" id=${id} name=${field.key} ?required=${field.required} maxlength=${field.longest ?? 4096}
           pattern=${field.pattern ?? nothing} aria-describedby=${describedBy} autocomplete="off" .value=${value}
           @input=${(event) => typed(event.target.value)}>`;
}

function jsonControl(context) {
  const { field, id, value, typed, describedBy } = context;
  return html`${label(context)}
    <textarea id=${id} name=${field.key || "payload"} rows="3" maxlength="65536" spellcheck="false" ?required=${field.required}
              aria-describedby=${describedBy} .value=${value} @input=${(event) => typed(event.target.value)}></textarea>`;
}
