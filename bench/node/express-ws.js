'use strict';
const http = require('node:http');
const express = require('express');
const { Server } = require('socket.io');
const { WebSocketServer } = require('ws');
const house = require('./house.js');

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(express.json());
app.post('/app/os/auth/login', (request, response) => response.json(house.login()));
app.use('/app/os', (request, response, next) => {
  if (house.isAllowed(request.headers.authorization, request.query.accessToken)) return next();
  response.status(401).json(house.failure('The token is missing or invalid.', 'UNAUTHENTICATED'));
});
app.get('/app/os/devices', (request, response) => response.json(house.list()));
app.post('/app/os/devices/:id/command', (request, response) =>
  house.command(request.params.id, request.body, (status, body) => response.status(status).json(body)));
app.get('/app/os/state/stream', (request, response) => house.listen(response, request.query.deviceIds));

/** With BENCH_DOORS=all also Socket.IO and MQTT; each costs a little even when nobody listens. */
async function open() {
  const all = process.env.BENCH_DOORS === 'all';
  if (all) await house.publishStates();
  const server = http.createServer(app);
  if (all) house.serveStates(new Server(server));
  const drivers = new WebSocketServer({ noServer: true });
  drivers.on('connection', house.openDriver);
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/driver') {
      drivers.handleUpgrade(request, socket, head, (driver) => drivers.emit('connection', driver, request));
    }
  });
  server.listen(0, '127.0.0.1', () => house.listening(server));
}

open();
