/** What can go wrong between the parts, made to happen: proxies that lose, and processes that are killed. */
package parley.acceptance.fault;
