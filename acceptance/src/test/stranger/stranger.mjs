// Follows docs/protocol.md §3 to §7 step by step and ends with 0 when the server did too.
// Usage: node stranger.mjs ws://127.0.0.1:3000/ws
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import WebSocket from "ws";

const url = process.argv[2];
const room = `stranger-${randomUUID()}`;
const patienceMs = 10_000;

class Client {
  #received = [];
  #wake = () => {};

  static async connect() {
    const client = new Client();
    client.socket = new WebSocket(url, "parley.v1");
    client.closed = new Promise((done) => client.socket.on("close", (code) => done(code)));
    client.socket.on("message", (data, binary) => {
      assert.equal(binary, false);
      client.#received.push(JSON.parse(data.toString()));
      client.#wake();
    });
    await new Promise((done, failed) => client.socket.on("open", done).on("error", failed));
    assert.equal(client.socket.protocol, "parley.v1");
    return client;
  }

  send(message) {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  async next() {
    const end = Date.now() + patienceMs;
    while (true) {
      const message = this.#received.shift();
      if (message === undefined) {
        assert.ok(Date.now() < end, "nothing came");
        await new Promise((done) => {
          const timer = setTimeout(done, end - Date.now());
          this.#wake = () => {
            clearTimeout(timer);
            done();
          };
        });
      } else if (message.type !== "heartbeat") {
        return message;
      }
    }
  }

  /** The reply to a ref; events that come before it are kept in `events`. */
  events = [];
  async ask(message) {
    const ref = message.ref ?? randomUUID();
    this.send({ ...message, ref });
    while (true) {
      const reply = await this.next();
      if (reply.ref === ref && !("seq" in reply && "username" in reply)) return reply;
      this.events.push(reply);
    }
  }

  async event() {
    return this.events.shift() ?? (await this.next());
  }

  async refused(message, code) {
    const reply = await this.ask(message);
    assert.equal(reply.type, "error");
    assert.equal(reply.code, code);
    assert.ok(reply.message.length > 0);
    return reply;
  }
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const name = (who) => `${who} ${randomUUID().slice(0, 8)}`;

// hello
const ada = await Client.connect();
await ada.refused({ type: "join", room }, "hello_required");
await ada.refused({ type: "hello", version: 1, username: "system" }, "name_taken");
await ada.refused({ type: "hello", version: 1, username: "\u202e" }, "name_invalid");
const welcome = await ada.ask({ type: "hello", version: 1, username: ` ${name("Ada")} `, later: [null] });
assert.equal(welcome.type, "welcome");
assert.match(welcome.user.username, /^Ada \w{8}$/);
assert.match(welcome.time, time);
assert.equal(welcome.limits.messageLength, 4000);
assert.ok(welcome.rooms.some((each) => each.room === "lobby"));
await ada.refused({ type: "hello", version: 1, username: "again" }, "bad_request");

// join, message
await ada.refused({ type: "message", room, message: "x" }, "not_joined");
const empty = await ada.ask({ type: "join", room });
assert.deepEqual([empty.type, empty.seq, empty.from, empty.to, empty.events], ["joined", 0, 1, 0, []]);
assert.equal("timestamp" in empty, false);
const bob = await Client.connect();
const bobsWelcome = await bob.ask({ type: "hello", version: 1, username: name("Bob") });
await bob.ask({ type: "join", room });

const hello = { type: "message", room, message: "hello, Grüße 😀 \n", ref: randomUUID() };
const ack = await ada.ask(hello);
assert.deepEqual(ack, { type: "ack", ref: hello.ref, room, seq: 1, timestamp: ack.timestamp });
assert.match(ack.timestamp, time);
const event = await bob.event();
assert.deepEqual(event, {
  type: "message",
  room,
  seq: 1,
  username: welcome.user.username,
  user: welcome.user.id,
  message: "hello, Grüße 😀",
  timestamp: ack.timestamp,
  ref: hello.ref,
});
assert.deepEqual(await ada.event(), event);

// duplicate and conflicting ref
assert.deepEqual(await ada.ask(hello), { ...ack, duplicate: true });
await ada.refused({ ...hello, message: "other" }, "conflict");
await ada.refused({ type: "message", room, message: " \n" }, "empty");
await ada.refused({ type: "message", room, message: "x".repeat(4001) }, "too_long");

// edit
await bob.refused({ type: "edit", room, target: 1, message: "mine" }, "forbidden");
await ada.refused({ type: "edit", room, target: 9, message: "nothing" }, "not_found");
const edit = await ada.ask({ type: "edit", room, target: 1, message: "edited" });
assert.equal(edit.seq, 2);
const edited = await bob.event();
assert.deepEqual([edited.type, edited.seq, edited.target, edited.message], ["edited", 2, 1, "edited"]);
const unchanged = await ada.ask({ type: "edit", room, target: 1, message: "edited" });
assert.equal(unchanged.unchanged, true);
assert.equal("seq" in unchanged, false);

// history
const page = await bob.ask({ type: "history", room });
assert.deepEqual([page.type, page.from, page.to, page.moreBefore, page.moreAfter], ["history", 1, 2, false, false]);
assert.deepEqual(page.events, [{ ...event, message: "edited", edited: edit.timestamp }]);
const replay = await bob.ask({ type: "history", room, after: 0 });
assert.deepEqual(replay.events.map((each) => each.type), ["message", "edited"]);
assert.equal(JSON.stringify(replay).includes("Grüße"), false);
await bob.refused({ type: "history", room, before: 1, after: 1 }, "bad_request");
await bob.refused({ type: "history", room, limit: 101 }, "bad_request");

// resume: Bob goes, misses something, and comes back to exactly that
bob.socket.terminate();
await ada.ask({ type: "message", room, message: "missed" });
const back = await Client.connect();
const position = { room, epoch: page.epoch, seq: 2, timestamp: edit.timestamp };
const again = await back.ask({ type: "hello", version: 1, token: bobsWelcome.token, resume: [position] });
assert.equal(again.user.id, bobsWelcome.user.id);
const resumed = await back.event();
assert.deepEqual([resumed.type, resumed.seq, resumed.from, resumed.to], ["joined", 3, 3, 3]);
assert.deepEqual(resumed.events.map((each) => each.message), ["missed"]);

// delete
const deletion = await ada.ask({ type: "delete", room, target: 1 });
const deleted = await back.event();
assert.deepEqual([deleted.type, deleted.seq, deleted.target], ["deleted", deletion.seq, 1]);
await ada.refused({ type: "edit", room, target: 1, message: "late" }, "conflict");
const stub = (await back.ask({ type: "history", room, around: 1 })).events[0];
const { message: _, ...rest } = event;
assert.deepEqual(stub, { ...rest, deleted: true });

// leave, ping, errors, close codes
assert.deepEqual(await back.ask({ type: "leave", room, ref: "l" }), { type: "ack", ref: "l", room });
assert.deepEqual(await back.ask({ type: "ping", ref: "p" }), { type: "pong", ref: "p" });
assert.equal((await back.refused({ type: "dance", ref: "d" }, "unknown_type")).ref, "d");
back.send("not json");
assert.equal((await back.next()).code, "bad_request");
back.socket.send(Buffer.from("{}"), { binary: true });
assert.equal(await back.closed, 1003);
const old = await Client.connect();
const refusal = await old.refused({ type: "hello", version: 99, username: "x" }, "unsupported_version");
assert.deepEqual(refusal.versions, [1]);
assert.equal(await old.closed, 4506);
ada.socket.close(1000);
assert.equal(await ada.closed, 1000);
console.log("As docs/protocol.md says.");
