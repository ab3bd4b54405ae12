'use strict';
const net = require('node:net');

async function main() {
  const { Aedes } = await import('aedes');
  const broker = await Aedes.createBroker({ concurrency: 10000, queueLimit: 1000000 });
  const server = net.createServer({ noDelay: true }, broker.handle);
  server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ mqtt: server.address().port })));
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
}

main();
