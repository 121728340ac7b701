package parley.acceptance.page;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts as people, and those who want to break a chat, write them. The same seed gives the same texts. */
final class MixedMessages {
    /** Names whose first letters, capitals and directions differ. */
    static final List<String> NAMES = List.of(
            "david",
            "李小龍",
            "שרה",
            "عمر الخيام",
            "ßeta",
            "გიორგი",
            "e\u0301loise",
            "🦊 fox",
            "ǆemal",
            "İdil",
            "🇩🇪 team",
            "👍🏽 yes",
            "ὀδυσσεύς",
            "ясень",
            "한글",
            "ﬁona",
            "3rd");

    private static final List<String> PIECES = List.of(
            "hello",
            "See you at three.",
            "grüße",
            "naïve café",
            "x",
            "0123456789",
            "https://example.com/a?b=c&d=e#f",
            "www.example.org/path",
            "<b>not bold</b>",
            "&amp; &lt;",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "{{curly}}",
            "${dollar}",
            "%s %d",
            "\\n is no line break",
            "'quoted' \"twice\"",
            "*stars* _lines_ `ticks`",
            "大家早上好，今天發佈嗎？",
            "これはテストです。",
            "カタカナとひらがな",
            "안녕하세요 여러분",
            "ｆｕｌｌ　ｗｉｄｔｈ",
            "𠮷野家",
            "שלום לכולם",
            "כן, בשעה שלוש (15:00)",
            "مرحبا بالعالم",
            "٣ تفاحات و 4 برتقالات",
            "हिन्दी में",
            "ไทยไม่มีช่องว่าง",
            "ქართული",
            "Ελληνικά",
            "🎂",
            "👍",
            "👍🏽",
            "👩🏿‍🚀",
            "👨‍👩‍👧‍👦",
            "🏳️‍🌈",
            "🇩🇪",
            "🇩🇪🇫🇷",
            "🇩",
            "❤️",
            "❤",
            "☺️",
            "1️⃣",
            "🤷🏽‍♀️",
            "🫠",
            "🧑‍🤝‍🧑",
            "👁️‍🗨️",
            "\u200D",
            "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F",
            "e\u0301",
            "Z\u0351\u036B\u0343\u032A\u0302",
            "a" + "\u0301\u0302\u0323".repeat(30),
            "zero\u200Bwidth",
            "join\u200Cers\u200D",
            "soft\u00ADhyphen",
            "no\u00A0break",
            "\uFEFFmark",
            "\u202Eoverride\u202C",
            "\u2066isolate\u2069",
            "\u200Frtl mark",
            "\u2028separator",
            "tab\tin",
            "math 𝕏𝕐 ∑",
            "\uFFFD",
            "\uE000",
            "½ ™ ©",
            "ﷺ",
            "٪",
            "…—–",
            "\u3000");

    private final Random random;

    MixedMessages(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    /** Never blank: begins with a number, or with a piece and a number behind it. */
    String next(int number) {
        int kind = random.nextInt(40);
        String text = kind == 0
                ? pieces(60, " ")
                : kind == 1
                        ? pieces(12, "\n")
                        : kind == 2
                                ? piece().repeat(1 + random.nextInt(20))
                                : kind == 3 ? "word".repeat(200) : pieces(1 + random.nextInt(5), kind < 12 ? "" : " ");
        return random.nextBoolean() ? number + " " + text + "." : text + " " + number;
    }

    private String pieces(int count, String between) {
        return Stream.generate(this::piece).limit(count).collect(Collectors.joining(between));
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }
}
