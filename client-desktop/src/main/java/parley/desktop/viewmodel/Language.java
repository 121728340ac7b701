package parley.desktop.viewmodel;

import java.util.Locale;
import java.util.stream.Stream;

/** The languages that the app speaks. */
public enum Language {
    /** As the system is set; English where there is no translation. */
    SYSTEM("", ""),
    ENGLISH("en", "English"),
    HEBREW("he", "עברית"),
    JAPANESE("ja", "日本語");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /** The language with this tag; SYSTEM when there is none. */
    public static Language ofTag(String tag) {
        return Stream.of(values())
                .filter(language -> language.tag.equals(tag))
                .findFirst()
                .orElse(SYSTEM);
    }

    /** Its tag, such as {@code ja}; empty for SYSTEM. */
    public String tag() {
        return tag;
    }

    /** Its name in itself, which whoever speaks it finds in any language; empty for SYSTEM. */
    public String ownName() {
        return ownName;
    }

    /**
     * The language with the habits (dates, times, numbers) of where the person lives.
     *
     * @param system the system's language and region
     */
    Locale in(Locale system) {
        String spoken = this == SYSTEM ? ofTag(system.getLanguage()).tag : tag;
        String chosen = spoken.isEmpty() ? ENGLISH.tag : spoken;
        return chosen.equals(system.getLanguage())
                ? system
                : new Locale.Builder()
                        .setLanguage(chosen)
                        .setRegion(system.getCountry())
                        .build();
    }
}
