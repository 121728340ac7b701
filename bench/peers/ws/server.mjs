// Rooms in memory, as a well-written small server does it: an event is made once and given to every member's socket.
import { WebSocketServer } from 'ws';

const rooms = new Map();

const room = (name) => {
  if (!rooms.has(name)) rooms.set(name, { members: new Set(), seq: 0 });
  return rooms.get(name);
};

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

server.on('connection', (socket) => {
  let username = '';
  socket.on('message', (data) => {
    const request = JSON.parse(data);
    if (request.type === 'hello') {
      username = request.username;
      socket.send('{"type":"welcome"}');
      return;
    }
    const here = room(request.room);
    if (request.type === 'join') {
      here.members.add(socket);
      socket.send(JSON.stringify({ type: 'joined', room: request.room, seq: here.seq }));
    } else {
      here.seq += 1;
      const { room: name, message, ref } = request;
      const event = Buffer.from(JSON.stringify({ type: 'message', room: name, seq: here.seq, username, message, ref, timestamp: new Date().toISOString() }));
      for (const member of here.members) member.send(event, { binary: false });
    }
  });
});

server.on('listening', () => console.log(`listens on ${server.address().port}`));
