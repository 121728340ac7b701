/**
 * Measures chat servers side by side: starts each on a core of its own, drives all with the same load, and checks that every
 * delivery is right. Linux only.
 */
@NullMarked
package parley.bench;

import org.jspecify.annotations.NullMarked;
