package parley.server.store;

import java.util.List;
import java.util.Optional;

/**
 * What the operator has decided while servers run, the same for all of them.
 *
 * @param bans in no order; those whose time is over may be among them
 * @param roomsOpen whether everybody may start rooms; empty where each server's own setting counts
 */
public record HouseRules(List<Ban> bans, Optional<Boolean> roomsOpen) {

    /** Nobody has decided anything. */
    public static final HouseRules NONE = new HouseRules(List.of(), Optional.empty());

    /**
     * Somebody who may not come in.
     *
     * @param who a person's id, a username, or an address with perhaps a prefix length, as the kind says
     * @param untilMs when it ends, milliseconds since 1970; 0: when it is lifted
     */
    public record Ban(Kind kind, String who, long untilMs) {

        /** Whether it holds at a time. */
        public boolean holdsAt(long nowMs) {
            return untilMs == 0 || untilMs > nowMs;
        }
    }

    /** By what somebody is known. */
    public enum Kind {
        PERSON,
        NAME,
        ADDRESS
    }
}
