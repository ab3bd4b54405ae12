// npm `mqtt` publishes COUNT messages of QoS 1 and 2 at FIRST for a session that goes from node to node. With KILL=1
// the node the session is at, SECOND, is killed on the way. Nothing may be missing, no QoS 2 message may come twice.
import { once } from 'node:events';
import mqtt from 'mqtt';

const { FIRST, SECOND, MQTT_USER, MQTT_PASSWORD, PREFIX } = process.env;
const count = Number(process.env.COUNT);
const kills = process.env.KILL === '1';
const window = 100;
const options = { username: MQTT_USER, password: MQTT_PASSWORD, clean: false, reconnectPeriod: 100, keepalive: 10 };
const servers = [SECOND, FIRST].map((port) => ({ host: '127.0.0.1', port: Number(port), protocol: 'mqtt' }));
const quality = (index) => 1 + (index % 2);
const times = new Array(count).fill(0);
let foreign = 0;
let distinct = 0;
let killed = false;
const moves = [];

const sink = mqtt.connect({ ...options, clientId: 'wanderer', servers });
sink.on('error', (cause) => console.log(`sink: ${cause.message}`));
sink.on('connect', (answer) => moves.push(`${sink.options.port === servers[0].port ? 'SECOND' : 'FIRST'}${answer.sessionPresent ? '+' : ''}`));
sink.on('message', (topic, payload) => {
  const [prefix, index] = payload.toString().split(' ');
  if (prefix !== PREFIX) {
    foreign += 1;
    return;
  }
  times[Number(index)] += 1;
  if (times[Number(index)] === 1) distinct += 1;
});

const isAtSecond = () => sink.connected && sink.options.port === servers[0].port;
const until = async (condition) => {
  const begun = Date.now();
  while (!condition() && Date.now() - begun < 30_000) await new Promise((resolve) => setTimeout(resolve, 20));
};

async function at(step) {
  if (step === 1 || step === 2) {
    sink.stream.destroy(); // It comes back at the other node, with a backlog.
  } else if (step === 3 && kills) {
    if (!isAtSecond()) {
      await until(() => sink.connected);
      if (!isAtSecond()) sink.stream.destroy();
      await until(isAtSecond);
    }
    if (!killed) console.log('KILL');
    killed = true;
  }
}

async function publishAll() {
  const source = mqtt.connect({ ...options, clientId: 'source', host: '127.0.0.1', port: Number(FIRST) });
  source.on('error', (cause) => console.log(`source: ${cause.message}`));
  await once(source, 'connect');
  let acknowledged = 0;
  let sent = 0;
  const step = Math.floor(count / 5);
  await new Promise((resolve) => {
    const next = () => {
      while (sent < count && sent - acknowledged < window) {
        const index = sent++;
        source.publish('wander/x', `${PREFIX} ${index}`, { qos: quality(index) }, (cause) => {
          if (cause) throw cause;
          acknowledged += 1;
          if (acknowledged % step === 0) void at(acknowledged / step);
          if (acknowledged === count) resolve();
          else next();
        });
      }
    };
    next();
  });
  await source.endAsync();
}

await once(sink, 'connect');
await sink.subscribeAsync('wander/#', { qos: 2 });
const begun = Date.now();
await publishAll();
console.log(`acknowledged after ${Date.now() - begun} ms`);
await until(() => distinct === count);
await new Promise((resolve) => setTimeout(resolve, 500));
await sink.endAsync();
const missing = times.filter((n) => n === 0).length;
const twice = times.filter((n, index) => quality(index) === 2 && n > 1).length;
const again = times.filter((n, index) => quality(index) === 1 && n > 1).length;
console.log(`at ${moves.join(' ')}`);
console.log(`of ${count}: ${missing} missing, ${twice} of QoS 2 twice, ${again} of QoS 1 again, ${foreign} of before`);
process.exit(missing === 0 && twice === 0 && foreign === 0 && (!kills || killed) ? 0 : 1);
