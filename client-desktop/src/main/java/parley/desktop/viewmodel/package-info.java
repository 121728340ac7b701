/**
 * What the screens show and do, as properties and methods, without a control, a scene or a thread of its own: everything
 * here can be tested without a toolkit. All of it is used on one thread, in the app the toolkit's. Pixels, nodes and style
 * classes belong in {@code view}.
 */
@NullMarked
package parley.desktop.viewmodel;

import org.jspecify.annotations.NullMarked;
