// As the tutorial has it: sticky Socket.IO workers in a cluster, history in a Redis list. With one core there is one worker.
import { spawn } from 'node:child_process';
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { once } from 'node:events';
import { createAdapter, setupPrimary } from '@socket.io/cluster-adapter';
import { setupMaster, setupWorker } from '@socket.io/sticky';
import { createClient } from 'redis';
import { Server } from 'socket.io';

const KEPT = 1_000;

async function freePort() {
  const probe = createSocket().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

async function primary(folder) {
  const redisPort = await freePort();
  const redis = spawn('redis-server', ['--port', redisPort, '--bind', '127.0.0.1', '--dir', folder], { stdio: 'ignore' });
  process.on('SIGTERM', () => {
    redis.kill();
    process.exit();
  });
  const http = createServer();
  setupMaster(http, { loadBalancingMethod: 'least-connection' });
  setupPrimary();
  const worker = cluster.fork({ REDIS_PORT: redisPort });
  await once(worker, 'message');
  http.listen(0, '127.0.0.1', () => console.log(`listens on ${http.address().port}`));
}

async function worker() {
  const redis = createClient({ url: `redis://127.0.0.1:${process.env.REDIS_PORT}` });
  redis.on('error', () => {});
  await redis.connect();
  const io = new Server(createServer());
  io.adapter(createAdapter());
  setupWorker(io);
  io.on('connection', (socket) => {
    socket.on('join', async ({ room }) => {
      await socket.join(room);
      socket.emit('joined', await redis.lRange(room, -1, -1));
    });
    socket.on('message', async ({ room, message, ref }) => {
      const event = { room, message, ref, username: socket.id, timestamp: Date.now() };
      await redis.rPush(room, JSON.stringify(event));
      await redis.lTrim(room, -KEPT, -1);
      io.to(room).emit('message', event);
    });
  });
  process.send('ready');
}

await (cluster.isPrimary ? primary(process.argv[2]) : worker());
