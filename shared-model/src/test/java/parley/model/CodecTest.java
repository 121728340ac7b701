package parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    static List<ClientMessage> fromClients() {
        return Samples.FROM_CLIENTS;
    }

    static List<ServerMessage> fromServers() {
        return Samples.FROM_SERVERS;
    }

    /** Later fields and types: what an older peer must not stumble over. */
    private static String withUnknownFields(String json) {
        return json.substring(0, json.length() - 1)
                + ",\"later\":null,\"more\":{\"deep\":[1,{\"type\":2}]},\"n\":1e999}";
    }

    @ParameterizedTest
    @MethodSource("fromClients")
    void clientMessageSurvivesTheWire(ClientMessage message) throws ProtocolException {
        assertThat(ClientCodec.decode(ClientCodec.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("fromServers")
    void serverMessageSurvivesTheWire(ServerMessage message) throws ProtocolException {
        assertThat(ServerCodec.decode(ServerCodec.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("fromClients")
    void serverIgnoresUnknownFields(ClientMessage message) throws ProtocolException {
        assertThat(ClientCodec.decode(withUnknownFields(ClientCodec.encode(message))))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("fromServers")
    void clientIgnoresUnknownFields(ServerMessage message) throws ProtocolException {
        assertThat(ServerCodec.decode(withUnknownFields(ServerCodec.encode(message))))
                .isEqualTo(message);
    }

    @Test
    void everyTypeHasASample() {
        assertThat(Stream.concat(Samples.FROM_CLIENTS.stream(), Samples.FROM_SERVERS.stream())
                        .map(Object::getClass)
                        .distinct())
                .containsAll(Stream.of(ClientMessage.class, ServerMessage.Reply.class, Event.class)
                        .flatMap(CodecTest::records)
                        .filter(type -> type != ServerMessage.UnknownReply.class && type != Event.Unknown.class)
                        .toList());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(CodecTest::records) : Stream.of(type);
    }

    @Test
    void firstVersionsMessageIsWrittenAsItAlwaysWas() {
        assertThat(ServerCodec.encode(Samples.MESSAGE))
                .isEqualTo("{\"type\":\"message\",\"room\":\"lobby\",\"seq\":42,\"username\":\"david\","
                        + "\"user\":\"u_7f\",\"message\":\"hello\",\"timestamp\":\"2026-11-24T15:04:05.123Z\","
                        + "\"ref\":\"0b9e\"}");
    }

    @Test
    void stubOfADeletedMessageHasItsFieldsAndNothingElse() {
        assertThat(ServerCodec.encode(Samples.EVENTS.get(2)))
                .isEqualTo("{\"type\":\"message\",\"room\":\"lobby\",\"seq\":44,\"username\":\"david\","
                        + "\"user\":\"u_7f\",\"timestamp\":\"2026-11-24T15:04:05.123Z\",\"ref\":\"0ba0\","
                        + "\"deleted\":true}");
    }

    @Test
    void eventsAreTheLastFieldOfTheirReply() {
        assertThat(ServerCodec.encode(Samples.FROM_SERVERS.get(2))).endsWith("]}");
        assertThat(ServerCodec.encode(Samples.FROM_SERVERS.get(6))).endsWith("]}");
    }

    @Test
    void clientCountsUnknownEventsAndIgnoresUnknownReplies() throws ProtocolException {
        assertThat(ServerCodec.decode("{\"type\":\"pinned\",\"room\":\"lobby\",\"seq\":9,\"on\":true}"))
                .isEqualTo(new Event.Unknown("lobby", 9, "pinned"));
        assertThat(ServerCodec.decode("{\"type\":\"presence\",\"room\":\"lobby\"}"))
                .isEqualTo(new ServerMessage.UnknownReply("presence"));
        assertThat(ErrorCode.ofWire("of_a_later_version")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e0", "10e-1", "0.1e1"})
    void wholeNumbersMayBeWrittenInAnyWay(String one) throws ProtocolException {
        String text = "{\"type\":\"delete\",\"room\":\"lobby\",\"ref\":\"r\",\"target\":" + one + "}";
        assertThat(ClientCodec.decode(text)).isEqualTo(new ClientMessage.Delete("lobby", 1, "r"));
    }

    @Test
    void ofDuplicateKeysTheLastCounts() throws ProtocolException {
        String text = "{\"type\":7,\"ref\":null,\"type\":\"ping\",\"ref\":\"a\",\"ref\":\"b\"}";
        assertThat(ClientCodec.decode(text)).isEqualTo(new ClientMessage.Ping("b"));
    }

    @Test
    void helloOfAnotherVersionIsReadFarEnoughToRefuseIt() throws ProtocolException {
        assertThat(ClientCodec.decode("{\"type\":\"hello\",\"version\":2,\"username\":7,\"ref\":\"h\"}"))
                .isEqualTo(new ClientMessage.Hello(2, null, null, null, null, List.of(), "h"));
    }

    @Test
    void typeAndRefAreKnownBeforeTheOtherFieldsAreChecked() throws ProtocolException {
        ClientCodec.Request request = ClientCodec.read("{\"type\":\"message\",\"ref\":\"r\",\"room\":7}");
        assertThat(request.type()).isEqualTo("message");
        assertThat(request.ref()).isEqualTo("r");
    }
}
