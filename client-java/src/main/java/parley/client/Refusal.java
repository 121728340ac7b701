package parley.client;

import parley.model.ErrorCode;

/** What to do about an error's code. */
final class Refusal {
    private Refusal() {}

    /** True when the same request may well succeed a little later. */
    static boolean passes(String code) {
        ErrorCode known = ErrorCode.ofWire(code);
        return known == ErrorCode.RATE_LIMITED
                || known == ErrorCode.SLOW_MODE
                || known == ErrorCode.STORAGE_FULL
                || known == ErrorCode.UNAVAILABLE
                || known == ErrorCode.INTERNAL;
    }
}
