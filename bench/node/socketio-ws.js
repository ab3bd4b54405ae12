'use strict';
const http = require('node:http');
const { Server } = require('socket.io');
const { WebSocketServer } = require('ws');
const house = require('./house.js');

const server = http.createServer((request, response) => {
  const body = request.url === '/app/os/auth/login' ? house.login() : house.list();
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
});
house.serveStates(new Server(server));
const drivers = new WebSocketServer({ noServer: true });
drivers.on('connection', house.openDriver);
server.on('upgrade', (request, socket, head) => {
  if (request.url === '/driver') {
    drivers.handleUpgrade(request, socket, head, (driver) => drivers.emit('connection', driver, request));
  }
});
house.collectOnSignal();
server.listen(0, '127.0.0.1', () => house.listening(server));
