/**
 * The screens: small builders that bind controls to view models, and the style sheets. A decision that would matter without
 * a screen belongs in {@code viewmodel}.
 */
@NullMarked
package parley.desktop.view;

import org.jspecify.annotations.NullMarked;
