/**
 * The way in: arguments, composition root, what belongs to the operating system (window, threads, log file, browser). No
 * rule of the chat and no control of a screen belongs here.
 */
@NullMarked
package parley.desktop.app;

import org.jspecify.annotations.NullMarked;
