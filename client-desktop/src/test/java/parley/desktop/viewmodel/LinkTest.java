package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "https://example.com | https://example.com",
                "See http://example.com/a?b=c#d. Then | http://example.com/a?b=c#d",
                "HTTPS://Example.com/, | HTTPS://Example.com/",
                "(see https://example.com/a) | https://example.com/a",
                "https://en.wikipedia.org/wiki/Mercury_(planet), | https://en.wikipedia.org/wiki/Mercury_(planet)",
                "(https://en.wikipedia.org/wiki/Mercury_(planet)). | https://en.wikipedia.org/wiki/Mercury_(planet)",
                "<https://example.com/a> | https://example.com/a",
                "“https://example.com/a” | https://example.com/a",
                "[it](https://example.com/a)!? | https://example.com/a",
                "ראו https://example.com/a, בשלוש | https://example.com/a",
                "https://example.com/עוגה | https://example.com/עוגה",
                "大家看https://example.com/a。好 | https://example.com/a",
                "http://[::1]:3000/ws | http://[::1]:3000/ws",
                "http://localhost:3000/ | http://localhost:3000/",
                "https://example.com/🎂 | https://example.com/"
            })
    void addressIsFoundWithoutTheSentenceAroundIt(String text, String address) {
        assertThat(Link.in(text))
                .extracting(link -> text.substring(link.start(), link.end()))
                .containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "javascript://example.com/%0Aalert(1)",
                "file:///etc/passwd",
                "ftp://example.com",
                "xhttp://example.com",
                "view-source:http//example.com",
                "http:// example.com",
                "https://",
                "https://.",
                "https:///etc/passwd",
                "https://100%",
                "example.com",
                "www.example.com"
            })
    void nothingElseIsALink(String text) {
        assertThat(Link.in(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202E", "\u2066", "\u200B", "\u200F", "\u0000", "\n", "\t", "\u00A0", "\uFEFF"})
    void whatCannotBeSeenEndsTheAddress(String invisible) {
        assertThat(Link.in("https://example.com/" + invisible + "moc.live"))
                .extracting(link -> link.target().toString())
                .containsExactly("https://example.com/");
    }

    @Test
    void targetIsAscii() {
        assertThat(Link.in("https://example.com/עוגה").get(0).target())
                .hasToString("https://example.com/%D7%A2%D7%95%D7%92%D7%94");
    }

    @Test
    void allAddressesOfATextAreFound() {
        assertThat(Link.in("http://a.example and http://b.example, http://c.example"))
                .extracting(link -> link.target().getHost())
                .containsExactly("a.example", "b.example", "c.example");
    }

    @Test
    void hostileTextIsReadInNoTime() {
        long start = System.nanoTime();
        Link.in("http://a" + ")".repeat(4_000));
        Link.in("http://a(".repeat(450));
        Link.in("http://".repeat(600));
        assertThat(System.nanoTime() - start).isLessThan(500_000_000L);
    }
}
