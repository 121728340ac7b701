/** The peer of the bench that is written in Java. The others are in {@code bench/peers/}. */
@NullMarked
package parley.bench.peers;

import org.jspecify.annotations.NullMarked;
