package parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/protocol.schema.json} against what the codec writes and refuses. */
class ProtocolSchemaTest {
    private static final Path FILE = Path.of("../docs/protocol.schema.json");

    private final Schema fromClient;
    private final Schema fromServer;

    ProtocolSchemaTest() throws IOException {
        String all = Files.readString(FILE);
        fromClient = schema(all, "fromClient");
        fromServer = schema(all, "fromServer");
    }

    private static Schema schema(String all, String definition) {
        String entry = "{\"$ref\":\"#/$defs/" + definition + "\",";
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(entry + all.strip().substring(1), InputFormat.JSON);
    }

    static List<ClientMessage> fromClients() {
        return Samples.FROM_CLIENTS;
    }

    static List<ServerMessage> fromServers() {
        return Samples.FROM_SERVERS;
    }

    private static List<Error> errors(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON);
    }

    private static String withUnknownField(String json) {
        return json.substring(0, json.length() - 1) + ",\"later\":{\"type\":null}}";
    }

    @ParameterizedTest
    @MethodSource("fromClients")
    void clientMessagesFit(ClientMessage message) {
        assertThat(errors(fromClient, ClientCodec.encode(message))).isEmpty();
        assertThat(errors(fromClient, withUnknownField(ClientCodec.encode(message))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fromServers")
    void serverMessagesFit(ServerMessage message) {
        assertThat(errors(fromServer, ServerCodec.encode(message))).isEmpty();
        assertThat(errors(fromServer, withUnknownField(ServerCodec.encode(message))))
                .isEmpty();
    }

    /** The schema knows no repeated keys and no encodings; everything else that the codec refuses it refuses too. */
    @ParameterizedTest
    @MethodSource("parley.model.RefusalTest#refusedObjects")
    void whatTheCodecRefusesTheSchemaRefuses(String singleQuoted) {
        assertThat(errors(fromClient, singleQuoted.replace('\'', '"'))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'message','room':'lobby','seq':1,'username':'a','user':'u','timestamp':'2026-11-24T15:04:05.123Z','ref':'r'}",
                "{'type':'message','room':'lobby','seq':1,'username':'a','user':'u','message':'x','deleted':true,'timestamp':'2026-11-24T15:04:05.123Z','ref':'r'}",
                "{'type':'message','room':'lobby','seq':0,'username':'a','user':'u','message':'x','timestamp':'2026-11-24T15:04:05.123Z','ref':'r'}",
                "{'type':'message','room':'lobby','seq':1,'username':'a','user':'u','message':'x','timestamp':'2026-11-24T15:04:05Z','ref':'r'}",
                "{'type':'ack','room':'lobby','seq':1}",
                "{'type':'ack','room':'lobby','unchanged':true,'seq':1,'timestamp':'2026-11-24T15:04:05.123Z'}",
                "{'type':'ack','room':'lobby','duplicate':false}",
                "{'type':'error','code':'empty','message':''}",
                "{'type':'joined','room':'lobby','epoch':'e','seq':1,'events':[],'from':2,'to':1,'moreBefore':true,'members':1}",
                "{'type':'heartbeat','seqs':[{'room':'lobby'}]}",
            })
    void serverMessagesThatBreakThePromisesAreRefused(String singleQuoted) {
        assertThat(errors(fromServer, singleQuoted.replace('\'', '"'))).isNotEmpty();
    }
}
