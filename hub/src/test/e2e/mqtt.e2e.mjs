// npm `mqtt` against a running hub, over TCP and over WebSocket, in 3.1.1 and 5. MQTT_URL, WS_URL, USER and
// PASSWORD say where and who. Prints one line a check.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import mqtt from 'mqtt';

const { MQTT_URL, WS_URL, MQTT_USER, MQTT_PASSWORD } = process.env;
const deadline = setTimeout(() => fail(new Error('not done within 60 s')), 60_000);

function fail(cause) {
  console.error(cause);
  process.exit(1);
}

function options(more) {
  return { username: MQTT_USER, password: MQTT_PASSWORD, reconnectPeriod: 0, ...more };
}

/** A client that remembers what it got. */
async function connect(url, more) {
  const client = mqtt.connect(url, options(more));
  const got = [];
  client.on('message', (topic, payload, packet) => got.push({ topic, text: payload.toString(), packet }));
  await once(client, 'connect');
  client.got = got;
  client.until = async (count) => {
    while (got.length < count) await once(client, 'message');
    return got;
  };
  return client;
}

async function everyQuality(url, protocolVersion) {
  const name = `${new URL(url).protocol}${protocolVersion}`;
  const receiver = await connect(url, { protocolVersion });
  const sender = await connect(url, { protocolVersion });
  await receiver.subscribeAsync(`npm/${name}/+`, { qos: 2 });
  for (const qos of [0, 1, 2]) await sender.publishAsync(`npm/${name}/${qos}`, `m${qos}`, { qos });
  const got = await receiver.until(3);
  assert.deepEqual(got.map(({ text }) => text).sort(), ['m0', 'm1', 'm2']);
  assert.deepEqual(got.map(({ packet }) => packet.qos).sort(), [0, 1, 2]);
  await receiver.endAsync();
  await sender.endAsync();
  console.log(`ok - every quality of service over ${name}`);
}

async function versionFive() {
  const properties = { sessionExpiryInterval: 60, topicAliasMaximum: 10 };
  const receiver = await connect(MQTT_URL, { protocolVersion: 5, clientId: 'five', clean: false, properties });
  await receiver.subscribeAsync('five/#', { qos: 1, properties: { subscriptionIdentifier: 5 } });
  const sender = await connect(MQTT_URL, { protocolVersion: 5, properties: { topicAliasMaximum: 10 }, autoAssignTopicAlias: true });
  const said = { userProperties: { room: 'attic' }, contentType: 'text/plain', responseTopic: 'answers', correlationData: Buffer.from('7') };
  for (const text of ['a', 'b']) await sender.publishAsync('five/topic', text, { qos: 1, properties: said });
  const [first, second] = await receiver.until(2);
  assert.equal(first.topic, 'five/topic');
  assert.equal(second.topic, 'five/topic');
  assert.equal(first.packet.properties.userProperties.room, 'attic');
  assert.equal(first.packet.properties.contentType, 'text/plain');
  assert.equal(first.packet.properties.responseTopic, 'answers');
  assert.equal(first.packet.properties.subscriptionIdentifier, 5);
  console.log('ok - properties, identifiers and aliases of version 5');
  await receiver.endAsync();
  await sender.publishAsync('five/later', 'kept', { qos: 1 });
  const again = await connect(MQTT_URL, { protocolVersion: 5, clientId: 'five', clean: false, properties });
  const [kept] = await again.until(1);
  assert.equal(kept.text, 'kept');
  await again.endAsync();
  await sender.endAsync();
  console.log('ok - a session that outlives its connection');
}

async function will() {
  const watcher = await connect(MQTT_URL, {});
  await watcher.subscribeAsync('will/of');
  const rude = await connect(WS_URL, { will: { topic: 'will/of', payload: 'gone', qos: 1, retain: false } });
  rude.stream.destroy();
  const [gone] = await watcher.until(1);
  assert.equal(gone.text, 'gone');
  await watcher.endAsync();
  console.log('ok - the will of a client that vanished');
}

async function refusal() {
  for (const url of [MQTT_URL, WS_URL]) {
    await assert.rejects(connect(url, { password: 'wrong' }), /Connection refused/);
  }
  console.log('ok - a wrong password is refused');
}

try {
  for (const url of [MQTT_URL, WS_URL]) {
    for (const version of [4, 5]) await everyQuality(url, version);
  }
  await versionFive();
  await will();
  await refusal();
  clearTimeout(deadline);
} catch (cause) {
  fail(cause);
}
