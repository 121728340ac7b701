package parley.server.websocket;

/** What all connections of one loop share. */
record Terms(RunImage image, ConnectionLimits limits, Traffic traffic) {}
