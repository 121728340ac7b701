/**
 * The proof that the log is true: what clients asked for and what every member saw is recorded while anything may break, and
 * a checker finds out afterwards whether it fits together. The terms are Jepsen's: an operation is invoked, then it is ok, it
 * fails, or nobody knows (info).
 */
@org.jspecify.annotations.NullMarked
package parley.acceptance.history;
