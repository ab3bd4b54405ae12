// npm `socket.io-client` against a running hub: the five namespaces and the 36 commands, as they should be and with
// bad input. HUB_URL, TOKEN and DEVICES (names to ids, of a driver HOUSE) say where. Prints one line a check.
import assert from 'node:assert/strict';
import { io } from 'socket.io-client';

const hub = process.env.HUB_URL;
const token = process.env.TOKEN;
const devices = JSON.parse(process.env.DEVICES);
const desk = devices.desk;
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const deadline = setTimeout(() => fail(new Error('not done within 120 s')), 120_000);
const open = [];
let passed = 0;

function fail(cause) {
  console.error(cause);
  process.exit(1);
}

function check(name) {
  passed += 1;
  console.log(`ok - ${name}`);
}

async function call(method, path, body) {
  const answer = await fetch(`${hub}/app/os${path}`, { method, headers, body: body && JSON.stringify(body) });
  const { data, ...rest } = await answer.json();
  assert.equal(answer.status, 200, `${path}: ${JSON.stringify(rest)}`);
  return data;
}

function socket(namespace, options = {}) {
  const made = io(`${hub}${namespace}`, { auth: { token }, forceNew: true, reconnection: false, ...options });
  open.push(made);
  return made;
}

function next(emitter, event, wanted = () => true) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event}`)), 15_000);
    const listener = (value) => {
      if (wanted(value)) {
        clearTimeout(timer);
        emitter.off(event, listener);
        resolve(value);
      }
    };
    emitter.on(event, listener);
  });
}

async function connected(namespace, options) {
  const made = socket(namespace, options);
  await next(made, 'connect');
  return made;
}

function ask(socket, event, ...values) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${event} was not acknowledged`)), 20_000);
    socket.emit(event, ...values, (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}

/** Asks by event and by acknowledgement; both must say the same. */
async function command(socket, name, payload, requestId) {
  const byEvent = next(socket, 'haptique:response', (answer) => answer.requestId === requestId);
  const byAck = await ask(socket, 'haptique:command', { command: name, payload, requestId });
  assert.deepEqual(await byEvent, byAck, name);
  assert.equal(byAck.command, name);
  assert.ok(!Number.isNaN(Date.parse(byAck.timestamp)), name);
  return byAck;
}

function isRefused(answer, code, name) {
  assert.equal(answer.ok, false, `${name}: ${JSON.stringify(answer)}`);
  assert.equal(answer.data, null, name);
  assert.equal(answer.error.code, code, `${name}: ${JSON.stringify(answer.error)}`);
  assert.ok(answer.error.message.length > 0, name);
  assert.ok(Array.isArray(answer.error.details), name);
}

async function transports() {
  for (const [name, options] of Object.entries({
    polling: { transports: ['polling'] },
    webSocket: { transports: ['websocket'] },
    upgrade: {},
  })) {
    const protocol = await connected('/socket/haptique-protocol', options);
    const answer = await ask(protocol, 'haptique:command', { command: 'list.devices' });
    assert.equal(answer.ok, true);
    assert.ok(answer.data.some((device) => device.id === desk));
    protocol.close();
    check(`commands over ${name}`);
  }
}

async function admission() {
  for (const [auth, words] of [[{}, 'unauthorized'], [{ token: 'forged' }, 'unauthorized'], [{ token: 'rmt_no' }, 'unauthorized']]) {
    const refused = socket('/socket/device-state', { auth });
    const error = await next(refused, 'connect_error');
    assert.equal(error.message, words);
    assert.equal(error.data.code, 'UNAUTHENTICATED');
    assert.ok(error.data.hint.length > 0);
  }
  const remote = await next(socket('/socket/haptique-protocol', { auth: { token: 'rmt_no' } }), 'connect_error');
  assert.equal(remote.message, 'forbidden');
  const unknown = await next(socket('/socket/nothing'), 'connect_error');
  assert.equal(unknown.message, 'Invalid namespace');
  check('strangers are refused');
  for (const options of [
    { auth: { accessToken: token } },
    { auth: {}, query: { token } },
    { auth: {}, query: { accessToken: token } },
    { auth: {}, extraHeaders: { authorization: `Bearer ${token}` } },
    { auth: {}, extraHeaders: { cookie: `connect.sid=${token}` } },
  ]) {
    (await connected('/socket/device-state', options)).close();
  }
  const foreign = socket('/socket/device-state', {
    auth: {},
    transports: ['websocket'],
    extraHeaders: { cookie: `connect.sid=${token}`, origin: 'http://panel.local' },
  });
  assert.equal((await next(foreign, 'connect_error')).message, 'unauthorized');
  check('a token is taken from auth, query, header and cookie of the same origin');
}

async function states(protocol) {
  const listening = socket('/socket/device-state');
  const snapshots = new Map();
  listening.on('device:state:snapshot', ({ deviceId, state }) => snapshots.set(deviceId, state));
  await next(listening, 'device:state:snapshot', () => Object.values(devices).every((id) => snapshots.has(id)));
  check('one snapshot a device');

  const update = next(listening, 'device:state:update', ({ deviceId, state }) => deviceId === desk && state.brightness === 41);
  const told = next(protocol, 'haptique:event', ({ type, deviceId }) => type === 'STATE_UPDATE' && deviceId === desk);
  await command(protocol, 'EXECUTE_DEVICE_COMMAND', { deviceId: desk, command: 'set_brightness', payload: { brightness: 41 } }, 'u1');
  await update;
  const event = await told;
  assert.deepEqual(event.payload, event.data);
  assert.equal(event.protocolVersion, 1);
  check('a change reaches states and events');

  const state = await ask(listening, 'device:state:get', { deviceId: desk });
  assert.equal(state.deviceId, desk);
  assert.equal(state.state.brightness, 41);
  isRefusedAck(await ask(listening, 'device:state:get', { deviceId: 'dev_none' }), 'NOT_FOUND');
  isRefusedAck(await ask(listening, 'device:state:get', {}), 'INVALID');
  isRefusedAck(await ask(listening, 'device:state:get', 'desk'), 'INVALID');
  isRefusedAck(await ask(listening, 'device:state:nothing', {}), 'UNKNOWN_EVENT');
  check('a state is read on demand');

  const others = [];
  listening.on('device:state:update', ({ deviceId }) => others.push(deviceId));
  const again = next(listening, 'device:state:snapshot');
  assert.deepEqual(await ask(listening, 'device:state:subscribe', { deviceIds: [desk] }), { ok: true, devices: 1 });
  assert.equal((await again).deviceId, desk);
  const only = next(listening, 'device:state:update');
  await command(protocol, 'EXECUTE_DEVICE_COMMAND', { deviceId: devices.ceiling, command: 'set_brightness', payload: { brightness: 12 } }, 'u2');
  await command(protocol, 'EXECUTE_DEVICE_COMMAND', { deviceId: desk, command: 'set_brightness', payload: { brightness: 42 } }, 'u3');
  await only;
  assert.ok(others.every((id) => id === desk), JSON.stringify(others));
  isRefusedAck(await ask(listening, 'device:state:subscribe', { deviceIds: 'all' }), 'INVALID');
  check('a subscription by device');

  const room = (await call('POST', '/spaces/save', { name: 'Socket room', kind: 'room' })).id;
  assert.deepEqual(await ask(listening, 'device:state:subscribe', { spaceId: room }), { ok: true, devices: 0 });
  isRefusedAck(await ask(listening, 'device:state:subscribe', { spaceId: 'spc_none' }), 'NOT_FOUND');
  const moved = next(listening, 'device:state:snapshot', ({ deviceId }) => deviceId === devices.ceiling);
  await call('POST', `/spaces/${room}/devices/assign`, { deviceIds: [devices.ceiling] });
  await moved;
  check('a subscription by space follows what is put into it');
  listening.close();
  return room;
}

function isRefusedAck(answer, code) {
  assert.equal(answer.ok, false, JSON.stringify(answer));
  assert.equal(answer.error.code, code, JSON.stringify(answer));
}

async function subscriptions() {
  const listening = await connected('/socket/haptique-protocol');
  const types = [];
  listening.on('haptique:event', ({ type }) => types.push(type));
  const answer = await ask(listening, 'haptique:subscribe', { types: ['ACTION_RESULT'], deviceIds: [desk] });
  assert.deepEqual(answer, { ok: true, types: ['ACTION_RESULT'], deviceIds: [desk] });
  const result = next(listening, 'haptique:event');
  await ask(listening, 'haptique:command', { command: 'EXECUTE_DEVICE_COMMAND', payload: { deviceId: desk, command: 'turn_on' } });
  await result;
  assert.deepEqual(types, ['ACTION_RESULT']);
  isRefusedAck(await ask(listening, 'haptique:subscribe', { types: [5] }), 'INVALID');
  listening.close();
  check('events are chosen by type and device');
}

async function commands(protocol, room) {
  const action = { type: 'device', deviceId: desk, command: 'set_brightness', payload: { brightness: 30 } };
  const scene = (await call('POST', '/programs/save', { name: 'Evening', type: 'scene', spaceId: room, actions: [action] })).id;
  const automation = (await call('POST', '/programs/save', {
    name: 'By hook', type: 'automation', actions: [action], triggers: [{ type: 'startup' }],
  })).id;
  const map = (await call('POST', '/action-maps/save', {
    name: 'Boost', direction: 'outbound', deviceId: desk, action: 'boost', command: 'turn_on', enabled: true,
  })).id;
  const semantic = { programId: scene, aliases: ['cosy light'], utterances: ['make it cosy'] };
  const has = (list, key, value) => assert.ok(list.some((one) => one[key] === value), JSON.stringify(list).slice(0, 400));
  let saved;
  const good = [
    ['GET_PROTOCOL_CAPABILITIES', undefined, (data) => {
      assert.equal(data.protocol, 'haptique');
      assert.equal(data.commands.length, 36);
      assert.ok(data.events.includes('STATE_UPDATE'));
      assert.deepEqual(data.features.matter, false);
      assert.ok(data.domains.includes('lighting'));
    }],
    ['LIST_EVENTS', {}, (data) => has(data, 'type', 'ACTION_DISPATCHED')],
    ['SYSTEM_SNAPSHOT', {}, (data) => {
      for (const part of ['hub', 'devices', 'entities', 'spaces', 'zones', 'programs', 'automations', 'scenes', 'actionMaps',
        'integrations', 'connections', 'drivers', 'state', 'timestamp']) assert.ok(part in data, part);
      has(data.scenes, 'id', scene);
      assert.equal(data.state[desk].brightness, 42);
    }],
    ['LIST_INTEGRATIONS', {}, (data) => has(data, 'driverKey', 'WLED')],
    ['LIST_CONNECTIONS', { driverKey: 'HOUSE' }, (data) => {
      assert.equal(data.length, 1);
      assert.equal(data[0].deviceCount, Object.keys(devices).length);
      assert.equal(data[0].transport, 'websocket');
    }],
    ['LIST_SCENES', { spaceId: room }, (data) => assert.deepEqual(data, [
      { id: scene, name: 'Evening', spaceId: room, icon: null, deviceIds: [desk] },
    ])],
    ['SCENE_RUN', { sceneId: scene }, (data) => {
      assert.equal(data.sceneId, scene);
      assert.equal(data.status, 'completed');
    }],
    ['LIST_ENTITY_DOMAINS', {}, (data) => has(data, 'domain', 'lighting')],
    ['LIST_ENTITIES', { domain: 'lighting', deviceId: desk }, (data) => assert.deepEqual(data.map((one) => one.deviceId), [desk])],
    ['GET_ENTITY', { id: desk }, (data) => assert.equal(data.entityId, desk)],
    ['ENTITY_ACTION', { entityId: desk, action: 'set_brightness', data: { brightness: 55 } }, (data) => assert.equal(data.status, 'completed')],
    ['LIST_STATES', { spaceId: room }, (data) => assert.deepEqual(Object.keys(data), [devices.ceiling])],
    ['GET_DEVICE_STATE', { deviceId: desk }, (data) => {
      assert.equal(data.state.brightness, 55);
      assert.equal(data.online, true);
    }],
    ['LIST_SENSORS', {}, (data) => assert.ok(Array.isArray(data))],
    ['LIST_PROGRAMS', { type: 'scene' }, (data) => has(data, 'id', scene)],
    ['LIST_AUTOMATIONS', { enabled: true }, (data) => has(data, 'id', automation)],
    ['LIST_ACTION_MAPS', { deviceId: desk }, (data) => has(data, 'id', map)],
    ['LIST_ZONES', {}, (data) => assert.ok(data.every((zone) => zone.kind === 'zone' || zone.kind === 'floor'))],
    ['LIST_DRIVERS', { status: 'connected' }, (data) => has(data, 'driverKey', 'HOUSE')],
    ['LIST_DEVICES', { driverKey: 'HOUSE' }, (data) => assert.equal(data.length, Object.keys(devices).length)],
    ['LIST_DEVICE_COMMANDS', { deviceId: desk }, (data) => has(data, 'key', 'set_brightness')],
    ['GET_DEVICE_COMMAND', { deviceId: desk, key: 'set_brightness' }, (data) => assert.equal(data.key, 'set_brightness')],
    ['EXECUTE_DEVICE_COMMAND', { deviceId: desk, command: 'turn_off' }, (data) => assert.equal(data.success, true)],
    ['GET_HOME_GRAPH', { depth: 3 }, (data) => has(data.nodes, 'type', 'home')],
    ['LIST_CAPABILITY_MODEL', {}, (data) => has(data, 'capability', 'brightness')],
    ['UPSERT_PROGRAM_SEMANTIC', semantic, (data) => {
      saved = data.id;
      assert.deepEqual(data.aliases, ['cosy light']);
    }],
    ['LIST_PROGRAM_SEMANTICS', { programId: scene }, (data) => has(data, 'id', saved)],
    ['GET_CONTEXT_SNAPSHOT', { spaceId: room }, (data) => assert.equal(data.spaces[0].id, room)],
    ['INTENT_PARSE', { text: 'make it cosy', locale: 'en' }, (data) => assert.equal(data.targets[0].programId, scene)],
    ['INTENT_EXECUTE', { text: 'turn on desk', locale: 'en' }, (data) => assert.equal(data.executed, true, JSON.stringify(data))],
    ['PROGRAM_RUN', { programId: scene, variables: {} }, (data) => assert.equal(data.programId, scene)],
    ['AUTOMATION_RUN', { automationId: automation }, (data) => assert.equal(data.status, 'completed')],
    ['ACTION_MAP_TRIGGER', { actionMapId: map }, (data) => assert.equal(data.success, true)],
    ['DEVICE_ACTION', { deviceId: desk, action: 'wiggle', data: { times: 2 } }, (data) => assert.equal(data.deviceId, desk)],
    ['DRIVER_MESSAGE', { driverKey: 'HOUSE', message: { event: 'HELLO', n: 1 } }, (data) => assert.equal(data.delivered, true)],
    ['DELETE_PROGRAM_SEMANTIC', { programId: scene }, (data) => assert.deepEqual(data, { removed: true })],
  ];
  const bad = [
    ['GET_PROTOCOL_CAPABILITIES', [], 'INVALID'],
    ['LIST_EVENTS', 'all', 'INVALID'],
    ['SYSTEM_SNAPSHOT', { include: ['everything'] }, 'VALUE_OUT_OF_RANGE'],
    ['LIST_INTEGRATIONS', { type: 7 }, 'INVALID'],
    ['LIST_CONNECTIONS', { driverKey: 'X' }, 'VALUE_OUT_OF_RANGE'],
    ['LIST_SCENES', { spaceId: {} }, 'INVALID'],
    ['SCENE_RUN', { sceneId: automation }, 'NOT_FOUND'],
    ['LIST_ENTITY_DOMAINS', 5, 'INVALID'],
    ['LIST_ENTITIES', { deviceId: '' }, 'VALUE_OUT_OF_RANGE'],
    ['GET_ENTITY', { entityId: 'dev_none' }, 'NOT_FOUND'],
    ['ENTITY_ACTION', { entityId: desk }, 'INVALID'],
    ['LIST_STATES', { domain: ['lighting'] }, 'INVALID'],
    ['GET_DEVICE_STATE', { deviceId: 'dev_none' }, 'NOT_FOUND'],
    ['LIST_SENSORS', { kind: 'lamp' }, 'VALUE_OUT_OF_RANGE'],
    ['LIST_PROGRAMS', { type: 'play' }, 'VALUE_OUT_OF_RANGE'],
    ['LIST_AUTOMATIONS', { enabled: 'yes' }, 'INVALID'],
    ['LIST_ACTION_MAPS', { direction: 'sideways' }, 'VALUE_OUT_OF_RANGE'],
    ['LIST_ZONES', false, 'INVALID'],
    ['LIST_DRIVERS', { status: 'tired' }, 'VALUE_OUT_OF_RANGE'],
    ['LIST_DEVICES', { spaceId: 9 }, 'INVALID'],
    ['LIST_DEVICE_COMMANDS', {}, 'INVALID'],
    ['GET_DEVICE_COMMAND', { deviceId: desk, command: 'fly' }, 'NOT_FOUND'],
    ['EXECUTE_DEVICE_COMMAND', { deviceId: desk, command: 'set_brightness', payload: { brightness: 1000 } }, 'VALUE_OUT_OF_RANGE'],
    ['GET_HOME_GRAPH', { depth: 17 }, 'VALUE_OUT_OF_RANGE'],
    ['LIST_CAPABILITY_MODEL', [1], 'INVALID'],
    ['UPSERT_PROGRAM_SEMANTIC', { programId: 'prg_none' }, 'NOT_FOUND'],
    ['LIST_PROGRAM_SEMANTICS', { programId: 1 }, 'INVALID'],
    ['GET_CONTEXT_SNAPSHOT', { spaceId: 'spc_none' }, 'NOT_FOUND'],
    ['INTENT_PARSE', { text: '' }, 'VALUE_OUT_OF_RANGE'],
    ['INTENT_EXECUTE', {}, 'INVALID'],
    ['PROGRAM_RUN', { programId: 'prg_none' }, 'NOT_FOUND'],
    ['AUTOMATION_RUN', { automationId: scene }, 'NOT_FOUND'],
    ['ACTION_MAP_TRIGGER', { actionMapId: 'map_none' }, 'NOT_FOUND'],
    ['DEVICE_ACTION', { deviceId: desk, action: 'x', wait: 999_999 }, 'VALUE_OUT_OF_RANGE'],
    ['DRIVER_MESSAGE', { driverKey: 'HOUSE', message: {} }, 'INVALID'],
    ['DELETE_PROGRAM_SEMANTIC', { id: 'sem_none' }, 'NOT_FOUND'],
  ];
  for (const [name, payload, verify] of good) {
    const answer = await command(protocol, name, payload, `good-${name}`);
    assert.equal(answer.ok, true, `${name}: ${JSON.stringify(answer.error)}`);
    verify(answer.data);
    check(name);
  }
  for (const [name, payload, code] of bad) {
    isRefused(await command(protocol, name, payload, `bad-${name}`), code, name);
  }
  check('every command refuses bad input');
  for (const list of [good, bad]) {
    const names = new Set(list.map(([name]) => name));
    const known = (await command(protocol, 'GET_PROTOCOL_CAPABILITIES', {}, 'names')).data.commands;
    assert.deepEqual([...names].sort(), [...known].sort());
  }
  check('no command is left out');
}

async function refusals(protocol) {
  const unknown = await ask(protocol, 'haptique:command', { command: 'list-divices', requestId: 5 });
  isRefused(unknown, 'UNKNOWN_COMMAND', 'unknown');
  assert.equal(unknown.command, 'list-divices');
  assert.equal(unknown.requestId, 5);
  assert.match(unknown.error.hint, /LIST_DEVICES/);
  isRefused(await ask(protocol, 'haptique:command', {}), 'INVALID', 'no command');
  isRefused(await ask(protocol, 'haptique:command', 'LIST_DEVICES'), 'INVALID', 'no object');
  let nested = 1;
  for (let i = 0; i < 40; i += 1) nested = [nested];
  isRefused(await ask(protocol, 'haptique:command', { command: 'LIST_EVENTS', payload: { nested } }), 'TOO_LARGE', 'deep');
  check('what is no command is refused with a reason');
  const flood = await connected('/socket/haptique-protocol');
  const answers = await Promise.all(
    Array.from({ length: 400 }, () => ask(flood, 'haptique:command', { command: 'LIST_EVENTS' })),
  );
  assert.ok(answers.some(({ error }) => error?.code === 'OVERLOADED'));
  assert.ok(answers.filter(({ ok }) => ok).length >= 100);
  flood.close();
  check('a flood is told to slow down');
}

async function designs() {
  const designer = await connected('/socket/designer');
  const profile = await call('POST', '/design-profiles/save', { name: 'Wall', target: 'tablet', layout: { tabs: [{ title: 'Home' }] } });
  const published = next(designer, 'designer:published');
  await call('POST', `/design-profiles/${profile.id}/publish`, {});
  const design = await published;
  assert.equal(design.profileId, profile.id);
  assert.deepEqual(design.design.tabs, [{ title: 'Home' }]);
  const refresh = next(designer, 'designer:refresh');
  await call('POST', '/design-profiles/select', { id: profile.id });
  const selected = await refresh;
  assert.equal(selected.profileId, profile.id);
  const edited = next(designer, 'designer:refresh');
  await call('POST', '/design-profiles/save', { ...profile, layout: { tabs: [{ title: 'House' }] } });
  assert.ok((await edited).version > selected.version);
  designer.close();
  check('designs are told');
}

async function signals() {
  const tests = await connected('/socket/device-ir-test');
  const status = next(tests, 'ir:status');
  isRefusedAck(await ask(tests, 'ir:start', { extenderIp: '127.0.0.1' }), 'EXTENDER_OFFLINE');
  assert.equal((await status).capturing, false);
  isRefusedAck(await ask(tests, 'ir:start', {}), 'INVALID');
  isRefusedAck(await ask(tests, 'ir:start', { extenderIp: '192.0.2.7' }), 'INVALID');
  isRefusedAck(await ask(tests, 'ir:stop', { extenderIp: 5 }), 'INVALID');
  tests.close();
  check('signals: a truthful no where no extender is');
}

async function pairing(room) {
  const remote = await connected('/socket/remote-connect', { auth: {} });
  const pending = await ask(remote, 'remote:pairing', { remoteId: 'rs90-1', name: 'Sofa', model: 'RS90', firmware: '1.0' });
  assert.equal(pending.status, 'pending');
  assert.match(pending.code, /^[0-9]{6}$/);
  const listed = await call('GET', '/pairings');
  assert.equal(listed[0].pairingId, pending.pairingId);
  assert.equal('code' in listed[0], false);
  const approved = next(remote, 'remote:pairing:status', ({ status }) => status === 'approved');
  await call('POST', `/pairings/${pending.pairingId}/approve`, { code: pending.code, spaceId: room });
  const { token: own, spaceId } = await approved;
  assert.match(own, /^rmt_/);
  assert.equal(spaceId, room);
  check('a remote is let in');

  const known = socket('/socket/remote-connect', { auth: { token: own } });
  assert.equal((await next(known, 'remote:pairing:status')).status, 'approved');
  const seen = [];
  const listening = socket('/socket/device-state', { auth: { token: own } });
  listening.on('device:state:snapshot', ({ deviceId }) => seen.push(deviceId));
  await next(listening, 'device:state:snapshot');
  isRefusedAck(await ask(listening, 'device:state:get', { deviceId: desk }), 'NOT_FOUND');
  isRefusedAck(await ask(listening, 'device:state:subscribe', { spaceId: 'spc_other' }), 'FORBIDDEN');
  assert.deepEqual([...new Set(seen)], [devices.ceiling]);
  const refused = await next(socket('/socket/haptique-protocol', { auth: { token: own } }), 'connect_error');
  assert.equal(refused.message, 'forbidden');
  check('a remote sees its space and no more');

  const end = next(listening, 'session:end');
  const gone = next(listening, 'disconnect');
  await call('DELETE', '/remotes/rs90-1');
  assert.match((await end).reason, /revoked/);
  assert.equal(await gone, 'io server disconnect');
  assert.equal((await next(socket('/socket/device-state', { auth: { token: own } }), 'connect_error')).message, 'unauthorized');
  check('a remote that is turned out is cut off');

  const rejected = next(remote, 'remote:pairing:status', ({ status }) => status === 'rejected');
  const second = await ask(remote, 'remote:pairing', { remoteId: 'rs90-2' });
  const nowhere = await fetch(`${hub}/app/os/pairings/${second.pairingId}/approve`, {
    method: 'POST', headers, body: JSON.stringify({ code: second.code, spaceId: 'spc_none' }),
  });
  assert.equal(nowhere.status, 400);
  await call('POST', `/pairings/${second.pairingId}/reject`, {});
  await rejected;
  assert.equal((await ask(remote, 'remote:pairing', {})).error.code, 'INVALID');
  for (let i = 0; i < 5; i += 1) await ask(remote, 'remote:pairing', { remoteId: 'rs90-3' });
  assert.equal((await ask(remote, 'remote:pairing', { remoteId: 'rs90-3' })).error.code, 'RATE_LIMITED');
  check('a remote is rejected, and may not ask too often');
}

async function revoked() {
  const login = await fetch(`${hub}/app/os/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: process.env.USERNAME_OF_ADMIN, password: process.env.PASSWORD_OF_ADMIN }),
  });
  const own = (await login.json()).data.accessToken;
  const listening = await connected('/socket/haptique-protocol', { auth: { token: own } });
  const gone = next(listening, 'disconnect');
  await fetch(`${hub}/app/os/auth/logout`, { method: 'POST', headers: { ...headers, authorization: `Bearer ${own}` }, body: '{}' });
  assert.equal(await gone, 'io server disconnect');
  check('a logout ends the socket');
}

try {
  await transports();
  await admission();
  const protocol = await connected('/socket/haptique-protocol');
  const room = await states(protocol);
  await subscriptions();
  await commands(protocol, room);
  await refusals(protocol);
  await designs();
  await signals();
  await pairing(room);
  await revoked();
  open.forEach((one) => one.close());
  clearTimeout(deadline);
  console.log(`${passed} checks passed`);
  process.exit(0);
} catch (cause) {
  fail(cause);
}
