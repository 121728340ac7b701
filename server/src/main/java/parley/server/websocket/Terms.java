package parley.server.websocket;

/** What all connections of one loop share. */
record Terms(FrameEngine engine, ConnectionLimits limits, Traffic traffic) {}
