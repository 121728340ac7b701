/**
 * Real parts for tests: the server's jar and a Redis, each in a process of its own that can be killed and started again.
 */
package parley.acceptance.rig;
