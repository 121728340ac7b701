package parley.server.cli;

import org.jspecify.annotations.Nullable;
import parley.server.limit.AddressRange;
import parley.server.store.HouseRules.Kind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Somebody, by one of three things that are known of them. */
final class Who {
    @Option(
            names = "--person",
            paramLabel = "ID",
            required = true,
            description = "A person's id, as it stands in events and exports: `u_...`.")
    private @Nullable String person;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "A username, and all that look like it.")
    private @Nullable String name;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            required = true,
            converter = Address.class,
            description = "An address or a network: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/48`.")
    private @Nullable String address;

    Kind kind() {
        return person != null ? Kind.PERSON : name != null ? Kind.NAME : Kind.ADDRESS;
    }

    String who() {
        return String.valueOf(person != null ? person : name != null ? name : address)
                .strip();
    }

    private static final class Address implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return AddressRange.parse(text)
                    .map(AddressRange::toString)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not an address such as 192.0.2.7 or 192.0.2.0/24"));
        }
    }
}
