/** Clients that no server wants, beside those that it is there for: slow, silent, greedy and curious ones. */
package parley.acceptance.hostile;
