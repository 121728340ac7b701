/** A Parley that keeps nothing: what the server costs without its store. */
@NullMarked
package parley.bench.nullstore;

import org.jspecify.annotations.NullMarked;
