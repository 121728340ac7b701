package parley.server.chat;

import com.ibm.icu.lang.UCharacter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names that mean to be taken for another one: letters of other scripts that Unicode Technical Standard 39 calls
 * confusable, other forms of the same letter, other case, white space, and what is not seen at all.
 */
final class NameAttacks {
    /** Those who are here; Greek small letters only where their look does not depend on the font. */
    static final List<String> VICTIMS = List.of(
            "david", "Ольга", "paypal", "李雷", "Ștefan", "o0l1I", "micro", "Kevin Jones", "Strasse", "ΣΟΦΙΑ", "Fiona");

    static final List<String> RESERVED = List.of("system", "server", "admin", "moderator", "parley");

    private static final Map<Character, String> SMALL = Map.ofEntries(
            Map.entry('a', "аαɑ⍺"),
            Map.entry('c', "сⅽ"),
            Map.entry('d', "ԁⅾ"),
            Map.entry('e', "еҽ℮"),
            Map.entry('f', "ք"),
            Map.entry('g', "ɡց"),
            Map.entry('h', "һհ"),
            Map.entry('i', "іιɩıⅰ"),
            Map.entry('j', "јϳ"),
            Map.entry('l', "1I|ӏⅼǀӀ"),
            Map.entry('m', "ⅿ"),
            Map.entry('n', "ոռ"),
            Map.entry('o', "оοօ०σഠ"),
            Map.entry('p', "рρⲣ"),
            Map.entry('r', "гᴦ"),
            Map.entry('s', "ѕꜱ"),
            Map.entry('u', "υսʋ"),
            Map.entry('v', "νѵⅴ"),
            Map.entry('w', "ԝա"),
            Map.entry('y', "уγү"),
            Map.entry('О', "OΟ"),
            Map.entry('ь', "ƅ"),
            Map.entry('г', "rᴦ"),
            Map.entry('а', "aα"));

    private static final Map<Character, String> LARGE = Map.ofEntries(
            Map.entry('A', "АΑᎪ"),
            Map.entry('C', "СᏟ"),
            Map.entry('D', "ᎠⅮ"),
            Map.entry('E', "ЕΕᎬ"),
            Map.entry('F', "Ϝ"),
            Map.entry('I', "ІΙl1|Ӏ"),
            Map.entry('J', "ЈᎫ"),
            Map.entry('K', "КΚ\u212A"),
            Map.entry('L', "ᏞⅬ"),
            Map.entry('M', "МΜⅯ"),
            Map.entry('N', "Ν"),
            Map.entry('O', "ОΟ0Օ"),
            Map.entry('P', "РΡᏢ"),
            Map.entry('R', "ᎡᏒ"),
            Map.entry('S', "ЅᏚՏ"),
            Map.entry('T', "ТΤᎢ"),
            Map.entry('V', "ѴⅤᏙ"),
            Map.entry('Y', "ҮΥ"));

    private static final String UNSEEN =
            "\u200B\u200C\u200D\u2060\uFEFF\u00AD\u034F\u061C\u180E\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"
                    + "\u115F\u1160\u17B4\u3164\uFFA0\uFE00\uFE0F\u180B\u2063\u206A\u0000\u0007\u001B\u0085\uE000";
    private static final List<String> UNSEEN_PAIRS =
            List.of("\uDB40\uDC01", "\uDB40\uDC61", "\uDB40\uDD00", "\uDB40\uDDEF", "\uD834\uDD73", "\uD82F\uDCA0");
    private static final String SPACES = "\u00A0\u1680\u2000\u2003\u2007\u2009\u202F\u205F\u3000";

    private final Set<Attack> attacks = new LinkedHashSet<>();

    /** A name as it would be typed. */
    record Attack(String kind, String victim, String typed) {}

    private NameAttacks() {}

    static List<Attack> all() {
        NameAttacks all = new NameAttacks();
        VICTIMS.forEach(all::against);
        RESERVED.forEach(all::against);
        all.special();
        return List.copyOf(all.attacks);
    }

    private void add(String kind, String victim, String typed) {
        attacks.add(new Attack(kind, victim, typed));
    }

    private void against(String name) {
        letters("a confusable letter", name, name, SMALL);
        if (!name.equals("o0l1I")) {
            // Capitals of l and I are told from each other by everybody.
            String large = name.toUpperCase(Locale.ROOT);
            boolean reserved = RESERVED.contains(name);
            capitals(name, large, reserved);
            add("case", name, large);
            add("case", name, name.toLowerCase(Locale.ROOT));
            add("case", name, alternating(name));
        }
        shifted("fullwidth", name, 'a', 0xFF41, 'A', 0xFF21);
        shifted("mathematical bold", name, 'a', 0x1D41A, 'A', 0x1D400);
        shifted("mathematical sans-serif italic", name, 'a', 0x1D622, 'A', 0x1D608);
        shifted("mathematical monospace", name, 'a', 0x1D68A, 'A', 0x1D670);
        shifted("circled", name, 'a', 0x24D0, 'A', 0x24B6);
        unseen(name);
        spaces(name);
    }

    private void letters(String kind, String victim, String name, Map<Character, String> others) {
        for (int i = 0; i < name.length(); i++) {
            for (char other : others.getOrDefault(name.charAt(i), "").toCharArray()) {
                add(kind, victim, name.substring(0, i) + other + name.substring(i + 1));
            }
        }
        StringBuilder whole = new StringBuilder();
        for (char letter : name.toCharArray()) {
            whole.append(others.getOrDefault(letter, String.valueOf(letter)).charAt(0));
        }
        if (!name.contentEquals(whole)) {
            add("all letters confusable", victim, whole.toString());
        }
    }

    /** A capital I written as l, 1 or | deceives only whose victim has one, or is reserved in every case. */
    private void capitals(String victim, String large, boolean reserved) {
        for (int i = 0; i < large.length(); i++) {
            for (char other : LARGE.getOrDefault(large.charAt(i), "").toCharArray()) {
                if (reserved || "l1|Ӏ".indexOf(other) < 0 || victim.charAt(i) == 'I') {
                    add("a confusable capital", victim, large.substring(0, i) + other + large.substring(i + 1));
                }
            }
        }
    }

    private static String alternating(String name) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            String letter = name.substring(i, i + 1);
            result.append(i % 2 == 0 ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT));
        }
        return result.toString();
    }

    private void shifted(String kind, String name, char small, int toSmall, char large, int toLarge) {
        StringBuilder result = new StringBuilder();
        for (char letter : name.toCharArray()) {
            if (letter >= small && letter < small + 26) {
                result.appendCodePoint(letter - small + toSmall);
            } else if (letter >= large && letter < large + 26) {
                result.appendCodePoint(letter - large + toLarge);
            } else {
                result.append(letter);
            }
        }
        if (!name.contentEquals(result)) {
            add(kind, name, result.toString());
        }
    }

    private void unseen(String name) {
        List<String> all = new ArrayList<>(UNSEEN_PAIRS);
        UNSEEN.codePoints().forEach(c -> all.add(UCharacter.toString(c)));
        for (String one : all) {
            add("something unseen", name, name.substring(0, 1) + one + name.substring(1));
        }
        add("something unseen", name, "\u202E" + new StringBuilder(name).reverse() + "\u202C");
        add("something unseen", name, "\u200B" + name);
        add("something unseen", name, name + "\u200D");
    }

    private void spaces(String name) {
        for (char space : SPACES.toCharArray()) {
            add("white space", name, space + name + space);
            if (name.contains(" ")) {
                add("white space", name, name.replace(' ', space));
                add("white space", name, name.replace(" ", " " + space));
            }
        }
        add("white space", name, "\t" + name + "\r\n");
        add("white space", name, name + "\u2028");
    }

    private void special() {
        add("combining marks", "Ștefan", "S\u0326tefan");
        add("combining marks", "Ștefan", "Ştefan");
        add("combining marks", "Ștefan", "S\u0327tefan");
        add("combining marks", "Ștefan", "s\u0326TEFAN");
        add("combining marks", "david", "davi\u0307d");
        add("combining marks", "david", "dav\u0131\u0307d");
        add("combining marks", "david", "dav\u0456\u0307d");
        add("compatibility forms", "李雷", "\uF9E1雷");
        add("compatibility forms", "李雷", "李\uF949");
        add("compatibility forms", "李雷", "\uF9E1\uF949");
        add("compatibility forms", "micro", "mic\u24E1o");
        add("compatibility forms", "Fiona", "\uFB01ona");
        add("compatibility forms", "Kevin Jones", "\u212Aevin Jones");
        add("compatibility forms", "Kevin Jones", "\u212AEVIN JONES");
        add("compatibility forms", "system", "\u017Fy\u017Ftem");
        add("compatibility forms", "Strasse", "\u017Ftra\u017F\u017Fe");
        add("compatibility forms", "Strasse", "\uFB06rasse");
        add("case beyond ASCII", "Strasse", "Straße");
        add("case beyond ASCII", "Strasse", "STRA\u1E9EE");
        add("case beyond ASCII", "david", "dav\u0130d");
        add("case beyond ASCII", "david", "DAV\u0130D");
        add("case beyond ASCII", "david", "dav\u0131d");
        add("case beyond ASCII", "admin", "ADM\u0130N");
        add("case beyond ASCII", "ΣΟΦΙΑ", "σοφια");
        add("case beyond ASCII", "ΣΟΦΙΑ", "ςοφια");
        add("several letters for one", "micro", "rnicro");
        add("several letters for one", "micro", "RNICRO".toLowerCase(Locale.ROOT));
        add("several letters for one", "admin", "adrnin");
        add("several letters for one", "moderator", "rnoderator");
        add("digits for letters", "o0l1I", "0O1lI");
        add("digits for letters", "o0l1I", "OOlll");
        add("digits for letters", "moderator", "m0derat0r");
        add("digits for letters", "parley", "par1ey");
    }
}
