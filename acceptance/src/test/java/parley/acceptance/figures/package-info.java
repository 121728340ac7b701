/** Figures of the desktop app. Run by bin/figures, not by the tests; nothing here asserts a speed. */
package parley.acceptance.figures;
