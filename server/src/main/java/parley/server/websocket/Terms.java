package parley.server.websocket;

import parley.server.limit.Limits;

/** What all connections of one loop share. */
record Terms(RunImage image, ConnectionLimits limits, Limits bounds, Traffic traffic) {}
