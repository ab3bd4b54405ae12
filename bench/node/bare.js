'use strict';
const http = require('node:http');
const { WebSocketServer } = require('ws');
const house = require('./house.js');

function answer(response, status, body) {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': text.length });
  response.end(text);
}

function readBody(request, use) {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => use(JSON.parse(parts.length === 1 ? parts[0] : Buffer.concat(parts))));
}

const COMMAND = /^\/app\/os\/devices\/([^/]+)\/command$/;

const server = http.createServer((request, response) => {
  const [path, query] = request.url.split('?', 2);
  if (path === '/app/os/auth/login') return answer(response, 200, house.login());
  const queryToken = query === undefined ? undefined : new URLSearchParams(query).get('accessToken');
  if (!house.isAllowed(request.headers.authorization, queryToken)) {
    return answer(response, 401, house.failure('The token is missing or invalid.', 'UNAUTHENTICATED'));
  }
  if (request.method === 'GET' && path === '/app/os/devices') return answer(response, 200, house.list());
  if (request.method === 'GET' && path === '/app/os/state/stream') return house.listen(response, new URLSearchParams(query).get('deviceIds'));
  const match = request.method === 'POST' && COMMAND.exec(path);
  if (!match) return answer(response, 404, house.failure('Nothing is served at this path.', 'NOT_FOUND'));
  readBody(request, (body) =>
    house.command(decodeURIComponent(match[1]), body, (status, result) => answer(response, status, result)));
});
new WebSocketServer({ server, path: '/driver' }).on('connection', house.openDriver);
server.listen(0, '127.0.0.1', () => house.listening(server));
