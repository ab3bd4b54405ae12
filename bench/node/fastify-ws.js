'use strict';
const fastify = require('fastify');
const { WebSocketServer } = require('ws');
const house = require('./house.js');

const app = fastify();
const secured = {
  onRequest: (request, reply, done) => {
    if (house.isAllowed(request.headers.authorization, request.query.accessToken)) return done();
    reply.code(401).send(house.failure('The token is missing or invalid.', 'UNAUTHENTICATED'));
  },
};
app.post('/app/os/auth/login', (request, reply) => reply.send(house.login()));
app.get('/app/os/devices', secured, (request, reply) => reply.send(house.list()));
app.post('/app/os/devices/:id/command', secured, (request, reply) =>
  house.command(request.params.id, request.body, (status, body) => reply.code(status).send(body)));
app.get('/app/os/state/stream', secured, (request, reply) => {
  reply.hijack();
  house.listen(reply.raw, request.query.deviceIds);
});

new WebSocketServer({ server: app.server, path: '/driver' }).on('connection', house.openDriver);
app.listen({ port: 0, host: '127.0.0.1' }).then(() => house.listening(app.server));
