package parley.server.limit;

/** What one address has used of the rates that it has. Any thread. */
public final class AddressUse {
    private final RateLimit[] rates;

    AddressUse(Limits limits, long nowNanos) {
        rates = AddressBook.RATES.stream()
                .map(bound -> limits.rate(bound, nowNanos))
                .toArray(RateLimit[]::new);
    }

    /** One of the rates of {@link AddressBook#RATES}. */
    public RateLimit rate(Bound bound) {
        return rates[AddressBook.RATES.indexOf(bound)];
    }
}
