/**
 * The Parley protocol, version 1: messages as records, one codec, limits, error and close codes as tables. Belongs here:
 * what every client and every server must agree on. Does not belong here: I/O, threads, clocks, user interface.
 */
@org.jspecify.annotations.NullMarked
package parley.model;
