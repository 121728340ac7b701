/** Small programs over the SDK, each answering one question; they use nothing but its public API. */
@org.jspecify.annotations.NullMarked
package parley.examples;
