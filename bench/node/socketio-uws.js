'use strict';
// Runs on Node 20: the builds of uWebSockets that the registry has do not load on newer ones here.
const { EventEmitter } = require('node:events');
const uws = require('@trufflesuite/uws-js-unofficial');
const { Server } = require('socket.io');
const house = require('./house.js');

function answer(response, body) {
  response.writeHeader('Content-Type', 'application/json; charset=utf-8').end(JSON.stringify(body));
}

const app = uws.App();
app.post('/app/os/auth/login', (response) => answer(response, house.login()));
app.get('/app/os/devices', (response) => answer(response, house.list()));
app.ws('/driver', {
  upgrade(response, request, context) {
    response.upgrade({ driver: new EventEmitter() }, request.getHeader('sec-websocket-key'),
      request.getHeader('sec-websocket-protocol'), request.getHeader('sec-websocket-extensions'), context);
  },
  open(socket) {
    const driver = socket.driver ?? socket.getUserData().driver;
    driver.readyState = 1;
    driver.send = (text) => socket.send(text);
    house.openDriver(driver);
  },
  message(socket, message) {
    (socket.driver ?? socket.getUserData().driver).emit('message', Buffer.from(message).toString());
  },
  close(socket) {
    (socket.driver ?? socket.getUserData().driver).readyState = 3;
  },
});
const io = new Server();
io.attachApp(app);
house.serveStates(io);
house.collectOnSignal();
app.listen('127.0.0.1', 0, (socket) =>
  console.log(JSON.stringify({ http: uws.us_socket_local_port(socket) })));
