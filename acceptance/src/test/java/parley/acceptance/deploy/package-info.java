/** The examples of {@code deploy/}, each started as it is but for names and ports. */
package parley.acceptance.deploy;
