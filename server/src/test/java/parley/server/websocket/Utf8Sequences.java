package parley.server.websocket;

import java.util.List;

/** Byte sequences that a decoder of UTF-8 has to tell apart, after Markus Kuhn's test file; hexadecimal, a group to a line. */
final class Utf8Sequences {
    static final List<String> GROUPS = List.of(
            // 6.5: some valid text.
            "68656c6c6f24776f726c64 68656c6c6fc2a2776f726c64 68656c6c6fe282ac776f726c64 "
                    + "68656c6c6ff0a4ada2776f726c64 cebae1bdb9cf83cebcceb5",
            // 6.6: all its beginnings.
            "ce ceba cebae1 cebae1bd cebae1bdb9 cebae1bdb9cf cebae1bdb9cf83 cebae1bdb9cf83ce "
                    + "cebae1bdb9cf83cebc cebae1bdb9cf83cebcce cebae1bdb9cf83cebcceb5",
            // 6.7: the first of each length.
            "00 c280 e0a080 f0908080",
            // 6.8: the first of lengths that UTF-8 does not have.
            "f888808080 fc8480808080",
            // 6.9: the last of each length.
            "7f dfbf efbfbf f48fbfbf",
            // 6.10: the last of other lengths.
            "f7bfbfbf fbbfbfbfbf fdbfbfbfbfbf",
            // 6.11: other borders.
            "ed9fbf ee8080 efbfbd f48fbfbf f4908080",
            // 6.12: continuation bytes of nothing.
            "80 bf 80bf 80bf80 80bf80bf 80bf80bf80 80bf80bf80bf "
                    + "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1"
                    + "b2b3b4b5b6b7b8b9babbbcbdbe",
            // 6.13: starts of nothing.
            "c020c120c220c320c420c520c620c720c820c920ca20cb20cc20cd20ce20cf20d020d120d220d320d420d520d620d720d820"
                    + "d920da20db20dc20dd20de20 "
                    + "e020e120e220e320e420e520e620e720e820e920ea20eb20ec20ed20ee20 f020f120f220f320f420f520f620 "
                    + "f820f920fa20 fc20",
            // 6.14: without the last continuation byte.
            "c0 e080 f08080 f8808080 fc80808080 df efbf f7bfbf fbbfbfbf fdbfbfbfbf",
            // 6.15: all of those in a row.
            "c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf",
            // 6.16: impossible bytes.
            "fe ff fefeffff",
            // 6.17: a slash in too many bytes.
            "c0af e080af f08080af f8808080af fc80808080af",
            // 6.18: the largest in too many bytes.
            "c1bf e09fbf f08fbfbf f887bfbfbf fc83bfbfbfbf",
            // 6.19: NUL in too many bytes.
            "c080 e08080 f0808080 f880808080 fc8080808080",
            // 6.20: single surrogates.
            "eda080 edadbf edae80 edafbf edb080 edbe80 edbfbf",
            // 6.21: paired surrogates.
            "eda080edb080 eda080edbfbf edadbfedb080 edadbfedbfbf edae80edb080 edae80edbfbf edafbfedb080 "
                    + "edafbfedbfbf",
            // 6.22: non-characters, which are valid.
            "efbfbe efbfbf f09fbfbe f09fbfbf f0afbfbe f0afbfbf f0bfbfbe f0bfbfbf f18fbfbe f18fbfbf f19fbfbe "
                    + "f19fbfbf f1afbfbe f1afbfbf f1bfbfbe f1bfbfbf f28fbfbe f28fbfbf f29fbfbe f29fbfbf f2afbfbe "
                    + "f2afbfbf f2bfbfbe f2bfbfbf f38fbfbe f38fbfbf f39fbfbe f39fbfbf f3afbfbe f3afbfbf f3bfbfbe "
                    + "f3bfbfbf f48fbfbe f48fbfbf",
            // 6.23: specials.
            "efbfb9 efbfba efbfbb efbfbc efbfbd efbfbe efbfbf");

    private Utf8Sequences() {}
}
