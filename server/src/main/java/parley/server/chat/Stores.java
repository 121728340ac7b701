package parley.server.chat;

import parley.server.store.HouseRulesFeed;
import parley.server.store.Nodes;
import parley.server.store.People;
import parley.server.store.RoomFeed;
import parley.server.store.RoomLog;
import parley.server.store.StoreState;

/** Everything that outlives this process, as far as the chat needs it. */
public record Stores(RoomLog log, RoomFeed feed, People people, Nodes nodes, HouseRulesFeed rules, StoreState state) {}
