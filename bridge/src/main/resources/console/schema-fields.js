/**
 * Reads a command's `payloadSchema` into form fields, and what was typed back into a payload.
 *
 * A field is `{key, kind, label, required, min, max, step, choices, initial, hint}`. Kinds: `number`, `choice`, `switch`,
 * `color`, `text`, and `json` for everything this page has no control for. The hub checks the payload again.
 */
import { labelOf } from "./format.js";

const WHOLE_PAYLOAD = "";

export function fieldsOfSchema(schema, state = {}) {
  if (isEmpty(schema)) {
    return [];
  }
  const properties = propertiesOf(schema);
  if (properties === null) {
    return [jsonField(WHOLE_PAYLOAD, "Payload (JSON)", {}, false, "{}")];
  }
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const entries = Object.entries(properties);
  return entries.map(([key, property]) => {
    const isNeeded = required.has(key) || entries.length === 1;
    return fieldOf(key, property, required.has(key), isNeeded ? currentOf(key, state) : undefined);
  });
}

/** The payload for the texts typed into the fields. Throws a `FieldProblem` that names the field. */
export function payloadOf(fields, typed) {
  const payload = {};
  for (const field of fields) {
    const value = parsed(field, typed[field.key] ?? field.initial);
    if (field.key === WHOLE_PAYLOAD) {
      return value ?? {};
    }
    if (value !== undefined) {
      payload[field.key] = value;
    }
  }
  return payload;
}

export class FieldProblem extends Error {
  constructor(field, message) {
    super(`${field.label}: ${message}`);
    this.key = field.key;
  }
}

/** A command sets what is wanted, so the wanted temperature is where its field starts, not the measured one. */
function currentOf(key, state) {
  return key === "temperature" ? (state.targetTemperature ?? state.temperature) : state[key];
}

function propertiesOf(schema) {
  if (isObject(schema.properties)) {
    return schema.properties;
  }
  const entries = Object.values(schema);
  const isMapOfFields = entries.every((entry) => isObject(entry) && ("type" in entry || "enum" in entry));
  return isMapOfFields ? schema : null;
}

function fieldOf(key, property, required, current) {
  const field = { key, label: property.title ?? labelOf(key), required, hint: property.description ?? "" };
  const initial = property.default ?? current;
  if (Array.isArray(property.enum) && property.enum.every(isScalar)) {
    return { ...field, kind: "choice", choices: property.enum, initial: choiceOf(property.enum, initial, required) };
  }
  switch (property.type) {
    case "integer":
    case "number":
      return numberField(field, property, initial);
    case "boolean":
      return { ...field, kind: "switch", initial: initial ?? (required ? false : undefined) };
    case "string":
      return textField(field, property, initial);
    default:
      return jsonField(key, `${field.label} (JSON)`, property, required, initial === undefined ? "" : JSON.stringify(initial));
  }
}

function numberField(field, property, initial) {
  const { minimum: min, maximum: max } = property;
  const whole = property.type === "integer";
  const step = property.multipleOf ?? (whole ? 1 : "any");
  const start = typeof initial === "number" ? initial : field.required ? min : undefined;
  return { ...field, kind: "number", whole, min, max, step, initial: start === undefined ? "" : String(start) };
}

function textField(field, property, initial) {
  const isColor = property.format === "color" || field.key === "color";
  const start = typeof initial === "string" ? initial : "";
  return {
    ...field,
    kind: isColor ? "color" : "text",
    pattern: property.pattern,
    longest: property.maxLength,
    initial: isColor && !/^#[0-9a-f]{6}$/i.test(start) ? "#ffffff" : start,
  };
}

function jsonField(key, label, property, required, initial) {
  return { key, label, kind: "json", required, hint: property.description ?? "", initial };
}

function choiceOf(choices, initial, required) {
  const place = choices.indexOf(initial);
  return place >= 0 ? String(place) : required ? "0" : "";
}

function parsed(field, typed) {
  if (field.kind === "switch") {
    return typed;
  }
  const text = String(typed).trim();
  if (text === "") {
    if (field.required) {
      throw new FieldProblem(field, "a value is needed");
    }
    return undefined;
  }
  switch (field.kind) {
    case "choice":
      return field.choices[Number(text)];
    case "number":
      return numberIn(field, Number(text));
    case "json":
      return jsonIn(field, text);
    default:
      return text;
  }
}

function numberIn(field, number) {
  if (!Number.isFinite(number) || (field.whole && !Number.isInteger(number))) {
    throw new FieldProblem(field, field.whole ? "a whole number is needed" : "a number is needed");
  }
  if (number < (field.min ?? -Infinity) || number > (field.max ?? Infinity)) {
    throw new FieldProblem(field, `must lie between ${field.min ?? "any"} and ${field.max ?? "any"}`);
  }
  return number;
}

function jsonIn(field, text) {
  try {
    const value = JSON.parse(text);
    if (field.key === WHOLE_PAYLOAD && !isObject(value)) {
      throw new SyntaxError("not an object");
    }
    return value;
  } catch {
    throw new FieldProblem(field, field.key === WHOLE_PAYLOAD ? "must be a JSON object such as {\"level\": 5}" : "is not valid JSON");
  }
}

function isEmpty(schema) {
  if (!isObject(schema) || Object.keys(schema).length === 0) {
    return true;
  }
  const says = Object.keys(schema).filter((key) => !["type", "$schema", "title", "description"].includes(key));
  return schema.type === "object" && says.every((key) => saysNothing(key, schema[key]));
}

function saysNothing(key, value) {
  switch (key) {
    case "additionalProperties":
      return value === false;
    case "properties":
    case "required":
      return Object.keys(value ?? {}).length === 0;
    default:
      return false;
  }
}

function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isScalar(value) {
  return ["string", "number", "boolean"].includes(typeof value);
}
