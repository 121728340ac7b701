package parley.server.store.redis;

/**
 * What a room's hash says; a number of -1 is damaged.
 *
 * @param epoch the epoch that members see
 * @param seq newest number, 0 in an empty room
 * @param timestampMs its timestamp, 0 in an empty room
 * @param listedSeq number of the newest message, 0 in an empty room
 * @param baseEpoch the epoch that the checks of its records were made with; empty in an empty room
 * @param membersElsewhere people on the other living nodes
 */
record RoomTop(String epoch, long seq, long timestampMs, long listedSeq, String baseEpoch, int membersElsewhere) {}
