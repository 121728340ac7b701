/** Many people at once, through the SDK: that everybody has every event once and in the same order, whatever is killed. */
@org.jspecify.annotations.NullMarked
package parley.acceptance.load;
