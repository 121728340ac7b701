/**
 * The rules of the chat: sessions, rooms, people, names, rates. Belongs here: what a request means, who gets which event
 * and in which order. Does not belong here: sockets, frames, Redis, HTTP, blocking calls of any kind; all of this runs on
 * event loops, which it knows only as {@link parley.server.chat.ChatLoop}.
 *
 * <p>Who owns what: a {@link parley.server.chat.Session} belongs to its connection's loop, a {@link parley.server.chat.Room}
 * and a {@link parley.server.chat.Person} to the home loop that the hash of their id chooses. Loops talk by posting tasks,
 * never by locks; between two loops the tasks stay in order.
 */
@org.jspecify.annotations.NullMarked
package parley.server.chat;
