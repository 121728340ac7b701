/*
 * The least that a chat server can do: one thread, epoll, rooms in memory, an event made once. What it cannot beat is what the
 * kernel takes for a write. "each" writes every event to every member; "run" gathers the events of a turn of a room and writes
 * them to each member at once.
 *
 * cc -O2 -o server server.c && ./server each|run
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 20000, BUCKETS = 16384, EVENTS = 512, NAME = 256, FIRST_BYTES = 512 };

struct bytes {
  char *at;
  size_t length, room;
};

struct connection {
  struct bytes in, out;
  char name[NAME];
  bool upgraded, waits;
};

struct room {
  struct room *next;
  int *members;
  int count, space;
  long seq;
  struct bytes run;
  bool dirty;
  char name[NAME];
};

static struct connection connections[CONNECTIONS];
static struct room *rooms[BUCKETS];
static struct room **dirty;
static int dirty_count, dirty_space;
static int poller;
static bool runs;

static void *need(void *memory) {
  if (!memory) {
    perror("memory");
    exit(1);
  }
  return memory;
}

static void append(struct bytes *to, const char *from, size_t length) {
  if (to->length + length > to->room) {
    to->room = (to->length + length) * 2 + FIRST_BYTES;
    to->at = need(realloc(to->at, to->room));
  }
  memcpy(to->at + to->length, from, length);
  to->length += length;
}

static void drop(struct bytes *from, size_t count) {
  memmove(from->at, from->at + count, from->length - count);
  from->length -= count;
}

static void wait_for(int fd, struct connection *c, bool writable) {
  if (c->waits == writable) return;
  c->waits = writable;
  struct epoll_event e = {.events = EPOLLIN | (writable ? EPOLLOUT : 0), .data.fd = fd};
  epoll_ctl(poller, EPOLL_CTL_MOD, fd, &e);
}

static void deliver(int fd, const char *from, size_t length) {
  struct connection *c = &connections[fd];
  if (!c->out.length) {
    ssize_t count = write(fd, from, length);
    if (count < 0 && errno != EAGAIN) return;
    if (count > 0) {
      from += count;
      length -= (size_t)count;
    }
  }
  if (length) {
    append(&c->out, from, length);
    wait_for(fd, c, true);
  }
}

static void flush(int fd) {
  struct connection *c = &connections[fd];
  ssize_t count = write(fd, c->out.at, c->out.length);
  if (count > 0) drop(&c->out, (size_t)count);
  if (!c->out.length) wait_for(fd, c, false);
}

static size_t frame(char *out, const char *text, size_t length) {
  size_t head = 2;
  out[0] = (char)0x81;
  if (length < 126) {
    out[1] = (char)length;
  } else {
    out[1] = 126;
    out[2] = (char)(length >> 8);
    out[3] = (char)length;
    head = 4;
  }
  memcpy(out + head, text, length);
  return head + length;
}

static void answer(int fd, const char *text) {
  char out[FIRST_BYTES];
  deliver(fd, out, frame(out, text, strlen(text)));
}

/* The value of a text field as it stands in the JSON. */
static bool field(const char *json, size_t length, const char *key, const char **value, size_t *size) {
  const char *at = memmem(json, length, key, strlen(key));
  if (!at) return false;
  at += strlen(key);
  const char *end = at;
  while (end < json + length && *end != '"') end += *end == '\\' ? 2 : 1;
  *value = at;
  *size = (size_t)(end - at);
  return true;
}

static struct room *room_of(const char *name, size_t size) {
  if (size >= NAME) size = NAME - 1;
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < size; i++) hash = (hash ^ (uint8_t)name[i]) * 16777619u;
  struct room **at = &rooms[hash % BUCKETS];
  while (*at && (strncmp((*at)->name, name, size) || (*at)->name[size])) at = &(*at)->next;
  if (!*at) {
    *at = need(calloc(1, sizeof **at));
    memcpy((*at)->name, name, size);
  }
  return *at;
}

static void soil(struct room *room) {
  if (room->dirty) return;
  room->dirty = true;
  if (dirty_count == dirty_space) {
    dirty_space = dirty_space * 2 + 16;
    dirty = need(realloc(dirty, (size_t)dirty_space * sizeof *dirty));
  }
  dirty[dirty_count++] = room;
}

static void said(struct connection *c, const char *json, size_t length) {
  const char *room_name, *message, *ref;
  size_t room_size, message_size, ref_size;
  if (!field(json, length, "\"room\":\"", &room_name, &room_size)
      || !field(json, length, "\"message\":\"", &message, &message_size)
      || !field(json, length, "\"ref\":\"", &ref, &ref_size)) {
    return;
  }
  struct room *room = room_of(room_name, room_size);
  char time_text[40], text[65536], out[65540];
  struct timespec now;
  struct tm utc;
  clock_gettime(CLOCK_REALTIME, &now);
  gmtime_r(&now.tv_sec, &utc);
  size_t at = strftime(time_text, sizeof time_text, "%Y-%m-%dT%H:%M:%S", &utc);
  snprintf(time_text + at, sizeof time_text - at, ".%03ldZ", now.tv_nsec / 1000000);
  int size = snprintf(text, sizeof text,
      "{\"type\":\"message\",\"room\":\"%s\",\"seq\":%ld,\"username\":\"%s\",\"message\":\"%.*s\",\"timestamp\":\"%s\",\"ref\":\"%.*s\"}",
      room->name, ++room->seq, c->name, (int)message_size, message, time_text, (int)ref_size, ref);
  if (size < 0 || (size_t)size >= sizeof text) return;
  size_t framed = frame(out, text, (size_t)size);
  if (runs) {
    append(&room->run, out, framed);
    soil(room);
  } else {
    for (int i = 0; i < room->count; i++) deliver(room->members[i], out, framed);
  }
}

static void request(int fd, const char *json, size_t length) {
  struct connection *c = &connections[fd];
  const char *value;
  size_t size;
  if (memmem(json, length, "\"type\":\"hello\"", 14)) {
    if (field(json, length, "\"username\":\"", &value, &size) && size < NAME) memcpy(c->name, value, size);
    answer(fd, "{\"type\":\"welcome\"}");
  } else if (memmem(json, length, "\"type\":\"join\"", 13)) {
    if (!field(json, length, "\"room\":\"", &value, &size)) return;
    struct room *room = room_of(value, size);
    if (room->count == room->space) {
      room->space = room->space * 2 + 16;
      room->members = need(realloc(room->members, (size_t)room->space * sizeof *room->members));
    }
    room->members[room->count++] = fd;
    answer(fd, "{\"type\":\"joined\"}");
  } else {
    said(c, json, length);
  }
}

static uint32_t rotated(uint32_t x, int by) { return x << by | x >> (32 - by); }

/* FIPS 180-4, for texts of less than 120 bytes. */
static void sha1(const char *text, uint8_t digest[20]) {
  uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  uint8_t block[128] = {0};
  size_t length = strlen(text), blocks = length < 56 ? 1 : 2;
  memcpy(block, text, length);
  block[length] = 0x80;
  for (int i = 0; i < 8; i++) block[blocks * 64 - 1 - i] = (uint8_t)((uint64_t)length * 8 >> 8 * i);
  for (size_t b = 0; b < blocks; b++) {
    uint32_t w[80], a[5];
    for (int i = 0; i < 16; i++) {
      const uint8_t *p = block + b * 64 + i * 4;
      w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    }
    for (int i = 16; i < 80; i++) w[i] = rotated(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    memcpy(a, h, sizeof a);
    for (int i = 0; i < 80; i++) {
      uint32_t f = i < 20 ? ((a[1] & a[2]) | (~a[1] & a[3])) + 0x5A827999
          : i < 40        ? (a[1] ^ a[2] ^ a[3]) + 0x6ED9EBA1
          : i < 60        ? ((a[1] & a[2]) | (a[1] & a[3]) | (a[2] & a[3])) + 0x8F1BBCDC
                          : (a[1] ^ a[2] ^ a[3]) + 0xCA62C1D6;
      uint32_t next = rotated(a[0], 5) + f + a[4] + w[i];
      a[4] = a[3];
      a[3] = a[2];
      a[2] = rotated(a[1], 30);
      a[1] = a[0];
      a[0] = next;
    }
    for (int i = 0; i < 5; i++) h[i] += a[i];
  }
  for (int i = 0; i < 20; i++) digest[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
}

static void upgrade(int fd, struct connection *c) {
  char *end = memmem(c->in.at, c->in.length, "\r\n\r\n", 4);
  if (!end) return;
  const char *header = "Sec-WebSocket-Key: ";
  char *key = memmem(c->in.at, c->in.length, header, strlen(header));
  char text[120], accept[32] = "", out[FIRST_BYTES];
  uint8_t digest[22] = {0};
  snprintf(text, sizeof text, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key ? key + strlen(header) : "");
  sha1(text, digest);
  const char *digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int i = 0, o = 0; i < 20; i += 3) {
    uint32_t three = (uint32_t)digest[i] << 16 | (uint32_t)digest[i + 1] << 8 | digest[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6) accept[o++] = digits[three >> shift & 63];
  }
  accept[27] = '=';
  int size = snprintf(out, sizeof out,
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept);
  deliver(fd, out, (size_t)size);
  c->upgraded = true;
  drop(&c->in, (size_t)(end + 4 - c->in.at));
}

static void gone(int fd) {
  struct connection *c = &connections[fd];
  for (int b = 0; b < BUCKETS; b++) {
    for (struct room *room = rooms[b]; room; room = room->next) {
      for (int i = 0; i < room->count; i++) {
        if (room->members[i] == fd) room->members[i--] = room->members[--room->count];
      }
    }
  }
  free(c->in.at);
  free(c->out.at);
  memset(c, 0, sizeof *c);
  close(fd);
}

static void readable(int fd) {
  static char buffer[65536];
  struct connection *c = &connections[fd];
  ssize_t count = read(fd, buffer, sizeof buffer);
  if (count <= 0) {
    if (count == 0 || errno != EAGAIN) gone(fd);
    return;
  }
  append(&c->in, buffer, (size_t)count);
  if (!c->upgraded) upgrade(fd, c);
  size_t at = 0;
  while (c->upgraded && c->in.length - at >= 6) {
    uint8_t *head = (uint8_t *)c->in.at + at;
    size_t length = head[1] & 0x7F, start = 2;
    if (length == 126) {
      length = (size_t)head[2] << 8 | head[3];
      start = 4;
    } else if (length == 127) {
      gone(fd);
      return;
    }
    if (c->in.length - at < start + 4 + length) break;
    uint8_t *mask = head + start, *payload = mask + 4;
    for (size_t i = 0; i < length; i++) payload[i] ^= mask[i & 3];
    if ((head[0] & 0x0F) == 1) request(fd, (char *)payload, length);
    at += start + 4 + length;
  }
  drop(&c->in, at);
}

static void come(int listener) {
  for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
    if (fd >= CONNECTIONS) {
      close(fd);
      continue;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &e);
  }
}

int main(int count, char **arguments) {
  runs = count > 1 && !strcmp(arguments[1], "run");
  signal(SIGPIPE, SIG_IGN);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 4096)
      || getsockname(listener, (struct sockaddr *)&address, &size)) {
    perror("listen");
    return 1;
  }
  printf("listens on %d\n", ntohs(address.sin_port));
  fflush(stdout);
  poller = epoll_create1(0);
  struct epoll_event mine = {.events = EPOLLIN, .data.fd = listener}, events[EVENTS];
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &mine);
  while (true) {
    int ready = epoll_wait(poller, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        come(fd);
        continue;
      }
      if (events[i].events & EPOLLOUT) flush(fd);
      if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(fd);
    }
    for (int i = 0; i < dirty_count; i++) {
      struct room *room = dirty[i];
      for (int m = 0; m < room->count; m++) deliver(room->members[m], room->run.at, room->run.length);
      room->run.length = 0;
      room->dirty = false;
    }
    dirty_count = 0;
  }
}
