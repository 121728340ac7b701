package parley.server.store;

import java.util.Set;

/**
 * A name in use by a person: all of its comparison keys are theirs, or none is.
 *
 * @param user the person's id
 * @param username the name as it is shown
 * @param nameKeys the name's comparison keys, one to three; two names are the same when they share a key
 */
public record NameLease(String user, String username, Set<String> nameKeys) {}
