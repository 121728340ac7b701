/** First figures: how fast, how small. Run by bin/figures, not by the tests; nothing here asserts a speed. */
package parley.acceptance.figures;
