package parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    @ParameterizedTest
    @CsvSource({"1, false", "3999, false", "4000, false", "4001, true", "8000, true"})
    void lengthOfATextIsInCodePoints(int codePoints, boolean tooLong) {
        assertThat(MessageText.isTooLong("\uD83D\uDE00".repeat(codePoints))).isEqualTo(tooLong);
        assertThat(MessageText.isTooLong("x".repeat(codePoints))).isEqualTo(tooLong);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x1680, 0x2000, 0x2005, 0x200A, 0x2028, 0x2029, 0x202F,
                0x205F, 0x3000, 0xFEFF
            })
    void trailingWhiteSpaceIsWhatJavaScriptTrims(int space) {
        assertThat(MessageText.stripTrailing("a" + (char) space + "b" + (char) space))
                .isEqualTo("a" + (char) space + "b");
        assertThat(MessageText.stripTrailing("" + (char) space)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x1C, 0x1F, 0x85, 0x180E, 0x200B, 0x200D, 0x2060})
    void whatJavaScriptKeepsIsKept(int other) {
        assertThat(MessageText.stripTrailing("a" + (char) other)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "lobby", "a_b.c-d", "9-", "a.."})
    void roomIds(String id) {
        assertThat(RoomId.isValid(id)).isTrue();
        assertThat(RoomId.isValid("a".repeat(64))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "Lobby", "_a", ".a", "-a", "a b", "a/b", "ä", "a\n", "a:b", "{a}", "\uFF41"})
    void noRoomIds(String id) {
        assertThat(RoomId.isValid(id)).isFalse();
        assertThat(RoomId.isValid("a".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "64, true", "65, false"})
    void lengthOfARef(int length, boolean accepted) {
        String text = "{\"type\":\"ping\",\"ref\":\"" + "~".repeat(length) + "\"}";
        assertThat(accepts(text)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "50, true", "100, true", "101, false"})
    void limitOfAPage(int limit, boolean accepted) {
        assertThat(accepts("{\"type\":\"history\",\"room\":\"lobby\",\"limit\":" + limit + "}"))
                .isEqualTo(accepted);
        assertThat(accepts("{\"type\":\"join\",\"room\":\"lobby\",\"limit\":" + limit + "}"))
                .isEqualTo(accepted);
    }

    private static boolean accepts(String text) {
        try {
            ClientCodec.decode(text);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    @Test
    void timesAreWrittenAsJavaScriptWritesThem() {
        assertThat(Timestamp.format(1_795_532_645_123L)).isEqualTo("2026-11-24T15:04:05.123Z");
        assertThat(Timestamp.format(0)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(Timestamp.parse("2026-11-24T15:04:05.123Z")).isEqualTo(1_795_532_645_123L);
        assertThat(Timestamp.parse(Timestamp.format(1_000))).isEqualTo(1_000);
    }

    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void closeReasonsFitIntoACloseFrame(CloseCode code) {
        assertThat(code.reason().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(Limit.CLOSE_REASON_BYTES.value());
    }

    @ParameterizedTest
    @CsvSource({
        "1000, true", "1001, true", "1002, false", "1003, false", "1005, true", "1006, true", "1007, false",
        "1008, true", "1009, false", "1011, true", "1012, true", "1013, true", "4000, true", "4499, true",
        "4500, false", "4999, false"
    })
    void rangeOfACloseCodeTellsWhetherToComeBack(int code, boolean comesBack) {
        assertThat(CloseCode.meansReconnect(code)).isEqualTo(comesBack);
    }

    @Test
    void onlyTheseRefusalsOfAWriteAreFinal() {
        assertThat(Arrays.stream(ErrorCode.values()).filter(ErrorCode::isFinalForWrites))
                .containsExactly(ErrorCode.FORBIDDEN, ErrorCode.TOO_LONG, ErrorCode.EMPTY, ErrorCode.CONFLICT);
    }
}
