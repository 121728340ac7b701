/**
 * The command line: the commands of {@code parley} and its settings.
 *
 * <p>Belongs here: what a person may set (each setting once, in {@link parley.server.cli.Settings}), where the values
 * come from (flag, environment, file, default), how mistakes are told, and the sub-commands. Does not belong here: what
 * the settings do; the composition root gets a {@code Settings} object and builds the server from it.
 */
@NullMarked
package parley.server.cli;

import org.jspecify.annotations.NullMarked;
