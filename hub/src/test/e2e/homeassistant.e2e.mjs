// npm `home-assistant-js-websocket` against the facade of a running hub with the demo house. FACADE_URL and TOKEN
// say where and who. Prints one line a check.
import assert from 'node:assert/strict';
import WebSocket from 'ws';
import {
  callService, createConnection, createLongLivedTokenAuth, ERR_INVALID_AUTH, getConfig, getServices, getStates, getUser,
  subscribeEntities,
} from 'home-assistant-js-websocket';

globalThis.WebSocket = WebSocket;
const { FACADE_URL, TOKEN } = process.env;
const deadline = setTimeout(() => fail(new Error('not done within 60 s')), 60_000);

function fail(cause) {
  console.error(cause);
  process.exit(1);
}

/** Waits until something is there. */
async function until(what, look) {
  for (let turn = 0; turn < 600; turn++) {
    const found = look();
    if (found) return found;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`never came: ${what}`);
}

async function refusesStrangers() {
  const auth = createLongLivedTokenAuth(FACADE_URL, 'no token');
  await assert.rejects(createConnection({ auth }), (cause) => cause === ERR_INVALID_AUTH);
  console.log('ok: a stranger is refused');
}

async function answersQuestions(connection) {
  const config = await getConfig(connection);
  assert.equal(config.state, 'RUNNING');
  const services = await getServices(connection);
  assert.ok(services.light.turn_on && services.media_player.volume_set);
  const user = await getUser(connection);
  assert.equal(user.is_admin, true);
  await connection.ping();
  await assert.rejects(connection.sendMessagePromise({ type: 'nonsense' }), { code: 'unknown_command' });
  console.log('ok: config, services, user, ping');
}

async function finds(connection, domain, name) {
  const states = await getStates(connection);
  const found = states.find((one) => one.entity_id.startsWith(`${domain}.`) && one.attributes.friendly_name === name);
  assert.ok(found, `${domain} ${name} is not among ${states.map((one) => `${one.entity_id} ${one.attributes.friendly_name}`)}`);
  assert.ok(found.last_changed && found.last_updated && found.last_reported && found.context.id.length === 26);
  return found;
}

async function followsALight(connection, light) {
  const changed = [];
  const triggered = [];
  let entities = {};
  await connection.subscribeEvents((event) => changed.push(event), 'state_changed');
  const endTriggers = await connection.subscribeMessage((event) => triggered.push(event), {
    type: 'subscribe_trigger', trigger: { platform: 'state', entity_id: light },
  });
  subscribeEntities(connection, (all) => { entities = all; });
  await until('all entities', () => entities[light]);

  await callService(connection, 'light', 'turn_off', {}, { entity_id: light });
  await until('off', () => entities[light].state === 'off');
  await callService(connection, 'light', 'turn_on', { brightness_pct: 40 }, { entity_id: light });
  await until('brightness 102', () => entities[light].attributes.brightness === 102);

  const event = await until('state_changed', () => changed.find((one) => one.data.entity_id === light && one.data.new_state.state === 'on'));
  assert.equal(event.event_type, 'state_changed');
  const fired = await until('a trigger', () => triggered.find((one) => one.variables.trigger.to_state.state === 'on'));
  assert.equal(fired.variables.trigger.from_state.state, 'off');
  assert.equal(fired.variables.trigger.entity_id, light);
  assert.equal(fired.variables.trigger.platform, 'state');
  await endTriggers();
  const heard = triggered.length;
  await callService(connection, 'light', 'toggle', {}, { entity_id: light });
  await until('off again', () => entities[light].state === 'off');
  assert.equal(triggered.length, heard);
  console.log('ok: events, triggers, entities of a light');
}

async function refusesNonsense(connection, light) {
  await assert.rejects(callService(connection, 'light', 'explode', {}, { entity_id: light }), { code: 'not_found' });
  await assert.rejects(callService(connection, 'light', 'turn_on', { brightness: 'x' }, { entity_id: light }), { code: 'invalid_format' });
  await assert.rejects(connection.subscribeMessage(() => {}, { type: 'subscribe_trigger', trigger: { platform: 'sun' } }), { code: 'invalid_format' });
  console.log('ok: nonsense is refused');
}

/** Speaks the wire itself: ids must increase, and nothing works before the token. */
async function keepsTheRules() {
  const socket = new WebSocket(`${FACADE_URL.replace('http', 'ws')}/api/websocket`);
  const got = [];
  let closed = 0;
  socket.on('message', (text) => got.push(JSON.parse(text)));
  socket.on('close', (code) => { closed = code; });
  await until('auth_required', () => got.find((one) => one.type === 'auth_required'));
  socket.send(JSON.stringify({ type: 'auth', access_token: TOKEN }));
  await until('auth_ok', () => got.find((one) => one.type === 'auth_ok'));
  socket.send(JSON.stringify({ id: 5, type: 'ping' }));
  socket.send(JSON.stringify({ id: 5, type: 'ping' }));
  await until('pong', () => got.find((one) => one.type === 'pong' && one.id === 5));
  const reuse = await until('id_reuse', () => got.find((one) => one.error?.code === 'id_reuse'));
  assert.equal(reuse.success, false);
  socket.send('x'.repeat(400_000));
  await until('the end', () => closed);
  assert.equal(closed, 1009);

  const early = new WebSocket(`${FACADE_URL.replace('http', 'ws')}/api/websocket`);
  const heard = [];
  early.on('message', (text) => heard.push(JSON.parse(text)));
  early.on('open', () => early.send(JSON.stringify({ id: 1, type: 'get_states' })));
  await until('auth_invalid', () => heard.find((one) => one.type === 'auth_invalid'));
  assert.ok(!heard.some((one) => one.type === 'result'));
  console.log('ok: the rules of the wire');
}

try {
  await refusesStrangers();
  const connection = await createConnection({ auth: createLongLivedTokenAuth(FACADE_URL, TOKEN) });
  await answersQuestions(connection);
  const light = await finds(connection, 'light', process.env.LIGHT_NAME);
  await followsALight(connection, light.entity_id);
  await refusesNonsense(connection, light.entity_id);
  await keepsTheRules();
  connection.close();
  clearTimeout(deadline);
} catch (cause) {
  fail(cause);
}
