// npm `mqtt` and the topics of the house. MQTT_URL, MQTT_USER, MQTT_PASSWORD, HUB_ID and DEVICE (a dimmer) say where and who.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import mqtt from 'mqtt';

const { MQTT_URL, MQTT_USER, MQTT_PASSWORD, HUB_ID, DEVICE } = process.env;
const root = `hos/${HUB_ID}`;
const device = `${root}/device/${DEVICE}`;
setTimeout(() => fail(new Error('not done within 60 s')), 60_000).unref();

function fail(cause) {
  console.error(cause);
  process.exit(1);
}

async function connect(more) {
  const client = mqtt.connect(MQTT_URL, { username: MQTT_USER, password: MQTT_PASSWORD, reconnectPeriod: 0, protocolVersion: 5, ...more });
  client.got = [];
  client.on('message', (topic, payload, packet) => client.got.push({ topic, text: payload.toString(), packet }));
  await once(client, 'connect');
  client.until = async (wanted) => {
    let found;
    while (!(found = client.got.find(wanted))) await once(client, 'message');
    client.got.splice(client.got.indexOf(found), 1);
    return found;
  };
  return client;
}

const json = ({ text }) => JSON.parse(text);

async function statesAreThere(client) {
  await client.subscribeAsync([`${root}/#`, 'homeassistant/#'], { qos: 1 });
  assert.equal((await client.until(({ topic }) => topic === `${root}/status`)).text, 'online');
  assert.equal((await client.until(({ topic }) => topic === `${device}/availability`)).text, 'online');
  const state = await client.until(({ topic, text }) => topic === `${device}/state` && text.includes('brightness'));
  assert.equal(json(state).brightness, 7);
  console.log('ok - status, availability and state are retained');
}

async function setsAndTells(client) {
  await client.publishAsync(`${device}/set`, '{"command":"set_brightness","payload":{"brightness":41},"requestId":"r-1"}', { qos: 1 });
  const result = json(await client.until(({ topic }) => topic === `${device}/result`));
  assert.equal(result.requestId, 'r-1');
  assert.equal(result.success, true);
  assert.equal(result.command, 'set_brightness');
  const state = await client.until(({ topic, text }) => topic === `${device}/state` && JSON.parse(text).brightness === 41);
  assert.equal(json(state).power, true);
  const event = await client.until(({ topic, text }) => topic === `${root}/event` && text.includes('ACTION_RESULT'));
  assert.equal(json(event).source, 'mqtt');
  assert.equal(event.packet.retain, false);
  console.log('ok - a command is done, told, seen as state and as event');
}

async function shortFormAndResponseTopic(client) {
  await client.subscribeAsync('answers/here');
  const properties = { responseTopic: 'answers/here', correlationData: Buffer.from('k7') };
  await client.publishAsync(`${device}/set`, '{"power":true,"brightness":12}', { qos: 1, properties });
  const answer = await client.until(({ topic }) => topic === 'answers/here');
  assert.deepEqual(json(answer).commands, ['turn_on', 'set_brightness']);
  assert.equal(json(answer).success, true);
  assert.equal(answer.packet.properties.correlationData.toString(), 'k7');
  await client.until(({ topic }) => topic === `${device}/result`);
  console.log('ok - the short form, answered on the response topic');
}

async function badRequestsAreAnswered(client) {
  for (const [message, code] of [
    ['no json', 'MALFORMED_JSON'],
    ['{"glow":1}', 'INVALID'],
    ['{"brightness":900}', 'VALUE_OUT_OF_RANGE'],
  ]) {
    await client.publishAsync(`${device}/set`, message, { qos: 1 });
    const result = json(await client.until(({ topic }) => topic === `${device}/result`));
    assert.equal(result.success, false, message);
    assert.equal(result.status, 'refused', message);
    assert.equal(result.code, code, JSON.stringify(result));
  }
  await client.publishAsync(`${root}/device/nobody/set`, '{"power":true}', { qos: 1 });
  const missing = json(await client.until(({ topic }) => topic === `${root}/device/nobody/result`));
  assert.match(missing.message, /nobody/);
  await client.publishAsync(`${root}/program/nothing/run`, '', { qos: 1 });
  const run = json(await client.until(({ topic }) => topic === `${root}/program/nothing/result`));
  assert.equal(run.status, 'refused');
  console.log('ok - what cannot be done is answered');
}

async function homeAssistantIsTold(client) {
  const topic = `homeassistant/device/busbar_${HUB_ID}_${DEVICE}/config`;
  const config = json(await client.until((message) => message.topic === topic));
  const light = config.components.light;
  assert.equal(light.platform, 'light');
  assert.equal(light.command_topic, `${device}/set`);
  assert.equal(light.state_topic, `${device}/state`);
  assert.deepEqual(config.availability.map((each) => each.topic), [`${root}/status`, `${device}/availability`]);
  await client.publishAsync(light.command_topic, light.payload_on, { qos: 1 });
  const on = json(await client.until((message) => message.topic === `${device}/result`));
  assert.equal(on.command, 'turn_on');
  const brightness = light.brightness_command_template.replace('{{ value }}', '55');
  await client.publishAsync(light.brightness_command_topic, brightness, { qos: 1 });
  const dimmed = json(await client.until((message) => message.topic === `${device}/result`));
  assert.equal(dimmed.success, true);
  await client.publishAsync('homeassistant/status', 'online');
  await client.until((message) => message.topic === topic);
  console.log('ok - Home Assistant is told, can command, and is told again after its birth');
}

try {
  const client = await connect();
  await statesAreThere(client);
  await setsAndTells(client);
  await shortFormAndResponseTopic(client);
  await badRequestsAreAnswered(client);
  await homeAssistantIsTold(client);
  await client.endAsync();
  process.exit(0);
} catch (cause) {
  fail(cause);
}
