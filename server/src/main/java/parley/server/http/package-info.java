/**
 * HTTP on the loop's port: the page, health, readiness and metrics.
 *
 * <p>Belongs here: taking over a connection for one exchange, the routes and what they answer, and the headers that keep
 * the page safe. Does not belong here: sockets that wait (they are the loop's), WebSockets, and the rules of the chat.
 * Apache HttpCore parses and writes the messages; its types stay inside this package.
 */
@NullMarked
package parley.server.http;

import org.jspecify.annotations.NullMarked;
