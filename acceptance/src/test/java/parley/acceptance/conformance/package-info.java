/**
 * The conformance suite: what {@code docs/protocol.md} promises, as small tests named by behaviour. Runs against any server:
 * {@code mvn -pl acceptance verify -Dit.test='*ConformanceIT' -Dparley.url=ws://127.0.0.1:3000/ws}; without a URL it starts
 * the product's own. Uses nothing of any server.
 */
@org.jspecify.annotations.NullMarked
package parley.acceptance.conformance;
