/** Tests of the protocol's codec and tables, and of the documents that describe them. */
@org.jspecify.annotations.NullMarked
package parley.model;
