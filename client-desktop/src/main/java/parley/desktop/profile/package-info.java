/**
 * What one profile of the app keeps on disk beside the outbox: settings, tokens, drafts. Every change is whole on disk or
 * not there. Nothing of the screen and nothing of the protocol belongs here.
 */
@NullMarked
package parley.desktop.profile;

import org.jspecify.annotations.NullMarked;
