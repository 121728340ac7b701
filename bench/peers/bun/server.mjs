// Rooms in memory; Bun's own publish, which is written in native code, gives an event to all who have subscribed to its room.
const QUEUE_BYTES = 64 * 1024 * 1024;
const seqs = new Map();

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: (request, self) => (self.upgrade(request, { data: { username: '' } }) ? undefined : new Response(null, { status: 426 })),
  websocket: {
    perMessageDeflate: false,
    backpressureLimit: QUEUE_BYTES,
    message(socket, text) {
      const request = JSON.parse(text);
      if (request.type === 'hello') {
        socket.data.username = request.username;
        socket.send('{"type":"welcome"}');
        return;
      }
      const seq = seqs.get(request.room) ?? 0;
      if (request.type === 'join') {
        socket.subscribe(request.room);
        socket.send(JSON.stringify({ type: 'joined', room: request.room, seq }));
      } else {
        seqs.set(request.room, seq + 1);
        const { room, message, ref } = request;
        const { username } = socket.data;
        server.publish(room, JSON.stringify({ type: 'message', room, seq: seq + 1, username, message, ref, timestamp: new Date().toISOString() }));
      }
    },
  },
});

console.log(`listens on ${server.port}`);
