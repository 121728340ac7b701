package parley.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server refuses and with which code and ref; rows are JSON with ' for ". */
class RefusalTest {
    static ProtocolException refused(String singleQuoted) {
        String text = singleQuoted.replace('\'', '"');
        ProtocolException e = catchThrowableOfType(ProtocolException.class, () -> ClientCodec.decode(text));
        assertThat(e).as(text).isNotNull();
        assertThat(e.sentence()).as("a sentence that says what to do").endsWith(".");
        return e;
    }

    /** What is an object and yet refused: text, code, ref. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("{'type':'nonsense'}", "unknown_type", null),
                Arguments.of("{'type':'nonsense','ref':'r'}", "unknown_type", "r"),
                Arguments.of("{'type':'react','room':'lobby','target':1,'ref':'r'}", "unknown_type", "r"),
                Arguments.of("{'type':'Ping'}", "unknown_type", null),
                Arguments.of("{'type':''}", "unknown_type", null),
                Arguments.of("{}", "bad_request", null),
                Arguments.of("{'ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':null}", "bad_request", null),
                Arguments.of("{'type':7}", "bad_request", null),
                Arguments.of("{'type':['ping']}", "bad_request", null),
                Arguments.of("{'type':'ping','ref':null}", "bad_request", null),
                Arguments.of("{'type':'ping','ref':7}", "bad_request", null),
                Arguments.of("{'type':'ping','ref':''}", "bad_request", null),
                Arguments.of("{'type':'ping','ref':'ü'}", "bad_request", null),
                Arguments.of("{'type':'ping','ref':'\\u0000'}", "bad_request", null),
                Arguments.of("{'type':'ping','ref':'\\u007f'}", "bad_request", null),
                Arguments.of("{'type':'hello','ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'hello','version':'1','username':'a'}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1.5,'username':'a'}", "bad_request", null),
                Arguments.of("{'type':'hello','version':null,'username':'a'}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1,'username':null,'token':'t'}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1,'username':7}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1,'username':'a','token':false}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1,'username':'a','session':{}}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1,'username':'a','client':1}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1,'username':'a','resume':{}}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1,'username':'a','resume':null}", "bad_request", null),
                Arguments.of("{'type':'hello','version':1,'username':'a','resume':['lobby']}", "bad_request", null),
                Arguments.of(
                        "{'type':'hello','version':1,'username':'a','resume':[{'room':'lobby'}]}", "bad_request", null),
                Arguments.of(
                        "{'type':'hello','version':1,'username':'a','resume':[{'room':'lobby','seq':1}]}",
                        "bad_request",
                        null),
                Arguments.of(
                        "{'type':'hello','version':1,'username':'a','resume':[{'room':'lobby','epoch':'e'}]}",
                        "bad_request",
                        null),
                Arguments.of(
                        "{'type':'hello','version':1,'username':'a','resume':[{'room':'Lobby','epoch':'e','seq':1}]}",
                        "bad_request",
                        null),
                Arguments.of("{'type':'join'}", "bad_request", null),
                Arguments.of("{'type':'join','room':7}", "bad_request", null),
                Arguments.of("{'type':'join','room':'lobby','seq':1}", "bad_request", null),
                Arguments.of(
                        "{'type':'join','room':'lobby','timestamp':'2026-11-24T15:04:05.123Z'}", "bad_request", null),
                Arguments.of("{'type':'join','room':'lobby','epoch':'e'}", "bad_request", null),
                Arguments.of("{'type':'join','room':'lobby','epoch':'e','seq':-1}", "bad_request", null),
                Arguments.of("{'type':'join','room':'lobby','epoch':'e','seq':'1'}", "bad_request", null),
                Arguments.of("{'type':'join','room':'lobby','epoch':1,'seq':1}", "bad_request", null),
                Arguments.of(
                        "{'type':'join','room':'lobby','epoch':'e','seq':1,'timestamp':null}", "bad_request", null),
                Arguments.of("{'type':'join','room':'lobby','limit':0}", "bad_request", null),
                Arguments.of("{'type':'join','room':'lobby','limit':101}", "bad_request", null),
                Arguments.of("{'type':'join','room':'lobby','limit':'50'}", "bad_request", null),
                Arguments.of("{'type':'leave'}", "bad_request", null),
                Arguments.of("{'type':'message','room':'lobby','message':'x'}", "bad_request", null),
                Arguments.of("{'type':'message','room':'lobby','ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'message','message':'x','ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'message','room':'lobby','message':null,'ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'message','room':'lobby','message':['x'],'ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'edit','room':'lobby','message':'x','ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'edit','room':'lobby','target':1,'ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'edit','room':'lobby','target':1,'message':'x'}", "bad_request", null),
                Arguments.of("{'type':'edit','room':'lobby','target':1.5,'message':'x','ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'delete','room':'lobby','ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'delete','room':'lobby','target':1}", "bad_request", null),
                Arguments.of("{'type':'delete','room':'lobby','target':true,'ref':'r'}", "bad_request", "r"),
                Arguments.of(
                        "{'type':'delete','room':'lobby','target':9007199254740992,'ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'delete','room':'lobby','target':1e999,'ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'delete','room':'lobby','target':1e999999999,'ref':'r'}", "bad_request", "r"),
                Arguments.of("{'type':'history'}", "bad_request", null),
                Arguments.of("{'type':'history','room':'lobby','before':0}", "bad_request", null),
                Arguments.of("{'type':'history','room':'lobby','around':0}", "bad_request", null),
                Arguments.of("{'type':'history','room':'lobby','after':-1}", "bad_request", null),
                Arguments.of("{'type':'history','room':'lobby','after':null}", "bad_request", null),
                Arguments.of("{'type':'history','room':'lobby','before':1,'after':1}", "bad_request", null),
                Arguments.of("{'type':'history','room':'lobby','before':1,'around':1}", "bad_request", null),
                Arguments.of("{'type':'history','room':'lobby','after':0,'around':1}", "bad_request", null),
                Arguments.of("{'type':'history','room':'lobby','limit':0}", "bad_request", null),
                Arguments.of("{'type':'history','room':'lobby','limit':101}", "bad_request", null));
    }

    /** The texts of {@link #refusals()}. */
    static Stream<String> refusedObjects() {
        return refusals().map(row -> (String) row.get()[0]);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusedWithCodeAndRef(String text, String code, @Nullable String ref) {
        ProtocolException e = refused(text);
        assertThat(e.code().wire()).isEqualTo(code);
        assertThat(e.ref()).isEqualTo(ref);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ping",
                "[]",
                "[{'type':'ping'}]",
                "7",
                "'ping'",
                "null",
                "true",
                "NaN",
                "{'type':'ping'",
                "{'type':'ping'}}",
                "{'type':'ping'}x",
                "{'type':'ping'} {'type':'ping'}",
                "{'type':'ping',}",
                "{,'type':'ping'}",
                "{'type' 'ping'}",
                "{type:'ping'}",
                "{'type'='ping'}",
                "{'type':'ping';'a':1}",
                "{'type':'ping'}//",
                "/**/{'type':'ping'}",
                "{'type':'ping'}#",
                "{'type':ping}",
                "{'type':'ping','a':NaN}",
                "{'type':'ping','a':Infinity}",
                "{'type':'ping','a':-Infinity}",
                "{'type':'ping','a':01}",
                "{'type':'ping','a':+1}",
                "{'type':'ping','a':.5}",
                "{'type':'ping','a':1.}",
                "{'type':'ping','a':0x10}",
                "{'type':'ping','a':1e}",
                "{'type':'ping','a':TRUE}",
                "{'type':'ping','a':Null}",
                "{'type':'ping','a':[1,]}",
                "{'type':'ping','a':[,1]}",
                "{'type':'ping','a':}",
                "{'type':'ping','a':'\t'}",
                "{'type':'ping','a':'\n'}",
                "{'type':'ping','a':'\u0001'}",
                "{'type':'ping','a\n':1}",
                "{'type':'ping','a':'\\x41'}",
                "{'type':'ping','a':'\\u12'}",
                "{'type':'ping','a':'\\u12G4'}",
                "{'type':'ping','a':'\\a'}",
                "{'type':'ping','a':'unfinished}",
                "{'type':'ping','a':'\\u",
                "\uFEFF{'type':'ping'}",
                "\u0000{'type':'ping'}",
                "{'type':'ping'}\u0000",
                "{'type':'ping'}\u00A0",
                ")]}'\n{'type':'ping'}"
            })
    void whatIsNotJsonIsABadRequestWithoutRef(String text) {
        ProtocolException e = refused(text);
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(e.ref()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'message','room':'lobby','ref':'r','message':'\\ud83d'}",
                "{'type':'message','room':'lobby','ref':'r','message':'\\ude00\\ud83d'}",
                "{'type':'message','room':'lobby','ref':'r','message':'a\uD83Db'}",
                "{'type':'ping','unknown':'\\udfff'}",
                "{'type':'ping','\\ud800':1}",
                "{'type':'ping','unknown':{'deep':[['\\ud800']]}}",
                "{'type':'ping','unknown':{'\\udc00':1}}",
            })
    void loneSurrogateAnywhereIsABadRequest(String text) {
        assertThat(refused(text).code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "{'a':1}",
                "[1,2]",
                "'\\u0000'",
                "'\\ud83d\\ude00'",
                "-0",
                "1E+2",
                "123456789012345678901234567890"
            })
    void harmlessJsonInUnknownFieldsIsAccepted(String value) throws ProtocolException {
        String json = value.equals("'") ? "'\\''".replace("\\'", "\\\\") : value;
        String text = ("{'type':'ping','unknown':" + json + "}").replace('\'', '"');
        assertThat(ClientCodec.decode(text)).isEqualTo(new ClientMessage.Ping(null));
    }

    private static String nested(int depth, String open, String close, String core) {
        return "{\"type\":\"ping\",\"a\":" + open.repeat(depth - 1) + core + close.repeat(depth - 1) + "}";
    }

    @Test
    void thirtyTwoLevelsAreAcceptedAndOneMoreIsNot() throws ProtocolException {
        assertThat(ClientCodec.decode(nested(32, "[", "]", "1"))).isEqualTo(new ClientMessage.Ping(null));
        assertThat(ClientCodec.decode(nested(32, "{\"b\":", "}", "1"))).isEqualTo(new ClientMessage.Ping(null));
        assertThat(refused(nested(33, "[", "]", "1")).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused(nested(33, "{\"b\":", "}", "1")).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused(nested(32_000, "[", "]", "1")).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused(nested(10_000, "{\"b\":", "", "")).code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void numbersMayHaveAThousandCharacters() throws ProtocolException {
        String text = "{\"type\":\"ping\",\"x\":" + "7".repeat(1_000) + "}";
        assertThat(ClientCodec.decode(text)).isEqualTo(new ClientMessage.Ping(null));
    }

    private static String resume(int rooms) {
        return IntStream.range(0, rooms)
                .mapToObj(i -> "{'room':'r" + i + "','epoch':'e','seq':0}")
                .collect(Collectors.joining(",", "{'type':'hello','version':1,'username':'a','resume':[", "]}"));
    }

    @Test
    void asManyRoomsAsTheLimitCanBeResumedEachOnce() throws ProtocolException {
        assertThat(ClientCodec.decode(resume(200).replace('\'', '"'))).isInstanceOf(ClientMessage.Hello.class);
        assertThat(refused(resume(201)).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused(resume(2).replace("r1", "r0")).code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }
}
