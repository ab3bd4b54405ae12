'use strict';
const express = require('express');
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
app.get('/app/os/state/stream', (request, response) => house.listen(response));

const server = app.listen(0, '127.0.0.1', () => house.listening(server));
new WebSocketServer({ server, path: '/driver' }).on('connection', house.openDriver);
