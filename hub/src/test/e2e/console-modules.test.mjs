/** The console's modules that need no browser. Run with `node --test`. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

const CONSOLE = new URL("../../../../bridge/src/main/resources/console/", import.meta.url);
const { fieldsOfSchema, payloadOf, FieldProblem } = await import(new URL("schema-fields.js", CONSOLE));
const { serverSentEvents } = await import(new URL("sse.js", CONSOLE));
const { sendCommand, outcomeAfter } = await import(new URL("commands.js", CONSOLE));
const { ApiFailure, Api } = await import(new URL("api.js", CONSOLE));
const { strengthOf } = await import(new URL("password-strength.js", CONSOLE));
const { summaryOf, sensorsOf, fieldsOf } = await import(new URL("state-fields.js", CONSOLE));
const { routeOf } = await import(new URL("routes.js", CONSOLE));

const object = (properties, required = []) => ({ type: "object", properties, required });

test("a schema without properties needs no fields", () => {
  for (const schema of [undefined, null, {}, { type: "object" }, object({}), { type: "object", additionalProperties: false }]) {
    assert.deepEqual(fieldsOfSchema(schema), []);
    assert.deepEqual(payloadOf(fieldsOfSchema(schema), {}), {});
  }
});

test("a schema chooses the control", () => {
  const kinds = fieldsOfSchema(object({
    level: { type: "integer", minimum: 0, maximum: 100 },
    mode: { type: "string", enum: ["heat", "cool"] },
    loop: { type: "boolean" },
    note: { type: "string" },
    color: { type: "string" },
    steps: { type: "array" },
    odd: { type: ["integer", "null"] },
  })).map(({ key, kind }) => [key, kind]);
  assert.deepEqual(kinds, [
    ["level", "number"], ["mode", "choice"], ["loop", "switch"], ["note", "text"], ["color", "color"], ["steps", "json"], ["odd", "json"],
  ]);
});

test("a bare map of properties is read like a schema", () => {
  const [field] = fieldsOfSchema({ volume: { type: "integer", minimum: 0, maximum: 50 } }, { volume: 12 });
  assert.equal(field.kind, "number");
  assert.deepEqual(payloadOf([field], {}), { volume: 12 });
});

test("a schema that cannot be read becomes one JSON field", () => {
  const fields = fieldsOfSchema({ oneOf: [{}, {}] });
  assert.equal(fields[0].kind, "json");
  assert.deepEqual(payloadOf(fields, { "": '{"a":[1]}' }), { a: [1] });
  assert.throws(() => payloadOf(fields, { "": "[1]" }), FieldProblem);
  assert.throws(() => payloadOf(fields, { "": "{" }), FieldProblem);
});

test("optional values that nobody touched are not sent", () => {
  const fields = fieldsOfSchema(object({ effect: { enum: ["a", "b"] }, speed: { type: "number" }, loop: { type: "boolean" } }, ["effect"]), { speed: 3, loop: true });
  assert.deepEqual(payloadOf(fields, {}), { effect: "a" });
  assert.deepEqual(payloadOf(fields, { effect: "1", speed: "1.5", loop: false }), { effect: "b", speed: 1.5, loop: false });
});

test("numbers outside their limits and fractions of whole numbers are refused", () => {
  const fields = fieldsOfSchema(object({ level: { type: "integer", minimum: 0, maximum: 100 } }, ["level"]));
  for (const typed of ["101", "-1", "1.5", "x", ""]) {
    assert.throws(() => payloadOf(fields, { level: typed }), FieldProblem, typed);
  }
  assert.deepEqual(payloadOf(fields, { level: "100" }), { level: 100 });
});

test("a temperature starts at what is wanted, not at what is measured", () => {
  const schema = object({ temperature: { type: "number" } }, ["temperature"]);
  assert.equal(fieldsOfSchema(schema, { temperature: 18.2, targetTemperature: 21 })[0].initial, "21");
});

test("server-sent events survive every way of cutting the stream", async () => {
  const text = ": hello\r\nretry: 3000\n\nid: 7\nevent: state\ndata: {\"name\":\"Tür\",\ndata: \"n\":1}\n\nevent: ping\r\ndata: {}\r\n\r\n";
  for (const size of [1, 2, 3, 7, 1000]) {
    const seen = await read(text, size);
    assert.deepEqual(seen, [
      { event: "state", data: '{"name":"Tür",\n"n":1}', id: "7" },
      { event: "ping", data: "{}", id: "7" },
    ], `chunks of ${size}`);
  }
});

test("a failed command keeps the hub's words and hint", async () => {
  const outcome = await send(new ApiFailure({ status: 502, code: "DRIVER_ERROR", message: "m", hint: "look", data: { status: "failed", message: "glued shut" } }));
  assert.deepEqual([outcome.status, outcome.text, outcome.hint], ["failed", "glued shut", "look"]);
});

test("a command that was not taken says so", async () => {
  const outcome = await send(new ApiFailure({ status: 409, code: "DRIVER_OFFLINE", message: "offline", hint: "power" }));
  assert.deepEqual([outcome.status, outcome.title, outcome.text], ["refused", "Not sent", "offline"]);
});

test("a lost answer is unknown, not failed", async () => {
  const outcome = await send(new ApiFailure({ message: "gone", hint: "" }));
  assert.equal(outcome.status, "unknown");
  assert.match(outcome.hint, /Look at the device/);
});

test("a waiting command takes its result from the stream, and only its own", async () => {
  const outcome = await send({ requestId: "r1", status: "dispatched", message: "OK" });
  assert.equal(outcome.status, "dispatched");
  const others = outcomeAfter(outcome, { type: "ACTION_RESULT", requestId: "r2", payload: { success: true } });
  assert.equal(others, outcome);
  const own = outcomeAfter(outcome, { type: "ACTION_RESULT", correlationId: "r1", payload: { success: false, message: "jammed" } });
  assert.deepEqual([own.status, own.text], ["failed", "jammed"]);
});

test("a refused token is reported as expired, a refused sign-in is not", async () => {
  const body = { success: false, message: "token is invalid", hint: "sign in", code: "UNAUTHENTICATED", data: null };
  const hub = createServer((request, response) => response.writeHead(401).end(JSON.stringify(body))).listen(0, "127.0.0.1");
  await once(hub, "listening");
  try {
    const api = new Api(new URL(`http://127.0.0.1:${hub.address().port}/app/os/`), { token: "t" });
    let expired = 0;
    api.addEventListener("expired", () => expired++);
    await assert.rejects(api.postOpen("auth/login", {}), { message: "token is invalid", hint: "sign in" });
    assert.equal(expired, 0);
    await assert.rejects(api.get("devices"), { status: 401 });
    assert.equal(expired, 1);
  } finally {
    hub.closeAllConnections();
    hub.close();
  }
});

test("a hub that is away is a failure without an answer", async () => {
  const away = createServer().listen(0, "127.0.0.1");
  await once(away, "listening");
  const { port } = away.address();
  away.close();
  await once(away, "close");
  const api = new Api(new URL(`http://127.0.0.1:${port}/app/os/`), { token: null });
  await assert.rejects(api.get("devices"), { code: "UNREACHABLE", unanswered: true });
});

test("password strength grows with length and sees through well-known words", () => {
  assert.ok(strengthOf("abcdefg").level < strengthOf("nine-copper-kettles-sing").level);
  assert.equal(strengthOf("nine-copper-kettles-sing").level, 4);
  assert.ok(strengthOf("Password2026").level < 2);
  assert.ok(strengthOf("aaaaaaaaaaaaaaaaaaaa").level < 2);
  assert.ok(strengthOf("ada-lovelace", "ada-lovelace").level < 2);
});

test("a state is summed up in a few words and shown whole", () => {
  const state = { custom: 1, brightness: 40, power: true, extras: { status: "idle", sensors: { soc: { name: "Charge", value: 71, unit: "%" }, raw: 5 } } };
  assert.equal(summaryOf(state), "On · 40\u00a0%");
  assert.deepEqual(fieldsOf(state).map(({ key }) => key), ["power", "brightness", "custom", "extras.status"]);
  assert.deepEqual(sensorsOf(state).map(({ name, value, unit }) => [name, value, unit]), [["Charge", 71, "%"], ["Raw", 5, ""]]);
});

test("addresses name views, also odd ones", () => {
  assert.deepEqual(routeOf(""), { view: "devices" });
  assert.deepEqual(routeOf("#/events"), { view: "events" });
  assert.deepEqual(routeOf("#/devices/byd%3A1"), { view: "devices", deviceId: "byd:1" });
  assert.deepEqual(routeOf("#/devices/100%"), { view: "devices", deviceId: "100%" });
});

async function read(text, size) {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size));
      }
      controller.close();
    },
  });
  const seen = [];
  for await (const message of serverSentEvents(body, { onBytes: () => {} })) {
    seen.push(message);
  }
  return seen;
}

/** Sends a command through an API that answers with what is given, or fails with it. */
function send(answer) {
  const api = { post: async () => { if (answer instanceof Error) { throw answer; } return answer; } };
  return sendCommand(api, { id: "lamp" }, { key: "turn_on", idempotent: false }, {});
}
