package parley.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.acceptance.conversation.Member;
import parley.model.ClientMessage.Hello;
import parley.model.Event;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.Limits;
import parley.model.ServerMessage.Welcome;
import parley.model.Timestamp;

/** Protocol §3: hello, names, tokens and sessions. */
class HelloConformanceIT extends ConformanceTest {
    private static Hello hello(String username, String token, String session) {
        return new Hello(1, username, token, session, null, List.of(), "h");
    }

    @Test
    void welcomeSaysAllThatAClientNeeds() {
        String name = "p " + unique();
        Welcome welcome = stranger().hello(name).welcome();
        assertThat(welcome.version()).isEqualTo(1);
        assertThat(welcome.user().username()).isEqualTo(name);
        assertThat(welcome.user().guest()).isTrue();
        assertThat(welcome.token()).hasSizeGreaterThanOrEqualTo(22);
        assertThat(welcome.session()).isNotBlank();
        assertThat(welcome.server().node()).isNotBlank();
        assertThat(welcome.heartbeat()).isEqualTo(25_000);
        assertThat(Timestamp.format(Timestamp.parse(welcome.time()))).isEqualTo(welcome.time());
        assertThat(welcome.rooms()).extracting("room").contains("lobby");
        Limits limits = welcome.limits();
        assertThat(limits.messageBytes()).isEqualTo(65_536);
        assertThat(limits.messageLength()).isEqualTo(4_000);
        assertThat(limits.nameLength()).isEqualTo(32);
        assertThat(limits.historyLimit()).isEqualTo(100);
        assertThat(limits.catchUp()).isEqualTo(200);
        assertThat(limits.retryKeyMs()).isGreaterThanOrEqualTo(86_400_000);
        assertThat(limits.resume()).isPositive();
        assertThat(limits.joined()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ping\",\"ref\":\"r\"}",
                "{\"type\":\"join\",\"room\":\"lobby\",\"ref\":\"r\"}",
                "{\"type\":\"message\",\"room\":\"lobby\",\"message\":\"x\",\"ref\":\"r\"}"
            })
    void everythingBeforeHelloIsRefused(String request) {
        Member member = stranger();
        member.says(request);
        assertThat(member.isRefused("hello_required").ref()).isEqualTo("r");
        member.hello("p " + unique());
    }

    @Test
    void secondHelloIsABadRequest() {
        Member member = person();
        member.sends(hello("p " + unique(), null, null));
        member.isRefused("bad_request");
        member.receivesNothingMore();
    }

    @Test
    void refusedHelloLeavesTheConnectionOpen() {
        Member member = stranger();
        member.sends(hello("system", null, null));
        assertThat(member.isRefused("name_taken").ref()).isEqualTo("h");
        member.hello("p " + unique());
    }

    @Test
    void fifthRefusedHelloIsTheLast() {
        Member member = stranger();
        for (int i = 0; i < 5; i++) {
            member.sends(hello("", null, null));
            member.isRefused("name_invalid");
        }
        // At once, or when the fifth new start of the ten seconds is over.
        member.isClosed(4004, 15_000);
    }

    @Test
    void versionThatIsNotServedIsToldTheOnesThatAre() {
        Member member = stranger();
        member.says("{\"type\":\"hello\",\"version\":2,\"username\":\"x\",\"ref\":\"h\"}");
        Failure failure = member.isRefused("unsupported_version");
        assertThat(failure.versions()).contains(1);
        member.isClosed(4506);
    }

    @Test
    void unknownTokenIsUnauthorizedAlsoBesideAName() {
        Member member = stranger();
        member.sends(hello(null, "no-such-token-no-such-token", null));
        member.isRefused("unauthorized");
        member.sends(hello("p " + unique(), "no-such-token-no-such-token", null));
        member.isRefused("unauthorized");
        member.hello("p " + unique());
    }

    @Test
    void tokenBringsThePersonAndTheNameBack() {
        Member alice = person();
        Member again = samePerson(alice);
        assertThat(again.welcome().user()).isEqualTo(alice.welcome().user());
        assertThat(again.welcome().session()).isNotEqualTo(alice.welcome().session());
        assertThat(again.welcome().token()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"'  a b  ', 'a b'", "'a    b', 'a b'", "'\uFF21\uFF22', 'AB'", "'e\u0301', '\u00E9'", "'\uFB01x', 'fix'"
    })
    void nameIsNormalized(String typed, String result) {
        String tail = unique();
        Member member = stranger().hello(typed.stripTrailing() + " " + tail);
        assertThat(member.welcome().user().username()).isEqualTo(result + " " + tail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "a\tb",
                "a\nb",
                "a\u0000b",
                "a\u200Bb",
                "a\u200Db",
                "a\u202Eb",
                "a\uFEFFb",
                "a\u2028b",
                "\uE000",
                "\uFFFE",
                "\u0301",
                "a\u00ADb",
                "123456789012345678901234567890123"
            })
    void invalidNameIsRefused(String name) {
        Member member = stranger();
        member.sends(hello(name, null, null));
        member.isRefused("name_invalid");
    }

    @Test
    void nameMayHaveThirtyTwoCodePoints() {
        String tail = unique();
        String name = "\uD83D\uDE00".repeat(32 - tail.length()) + tail;
        assertThat(stranger().hello(name).welcome().user().username()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "Server", "ADMIN", "mod\u0435rator", "p\u0430rley", "\uFF53ystem", "syst\u0435m"})
    void reservedNamesAndTheirLooksAreTaken(String name) {
        Member member = stranger();
        member.sends(hello(name, null, null));
        member.isRefused("name_taken");
    }

    @Test
    void nameInUseAndItsLookAlikesAreTaken() {
        String tail = unique();
        stranger().hello("paypal" + tail);
        for (String name : List.of("paypal" + tail, "PayPal" + tail, "p\u0430yp\u0430l" + tail)) {
            Member other = stranger();
            other.sends(hello(name, null, null));
            other.isRefused("name_taken");
        }
    }

    @Test
    void nameStaysWithItsPersonAfterTheConnectionEnded() {
        Member alice = person();
        alice.vanishes();
        Member other = stranger();
        other.sends(hello(alice.welcome().user().username(), null, null));
        other.isRefused("name_taken");
        assertThat(samePerson(alice).welcome().user()).isEqualTo(alice.welcome().user());
    }

    @Test
    void anotherNameBesideTheTokenRenamesThePersonEverywhere() {
        Member alice = member();
        String oldName = alice.welcome().user().username();
        String newName = "p " + unique();
        Member renamed = stranger().hello(newName, alice.welcome().token(), List.of());
        assertThat(renamed.welcome().user().id())
                .isEqualTo(alice.welcome().user().id());
        alice.writes(room, "after");
        assertThat(alice.receives(Event.Message.class).username()).isEqualTo(newName);
        stranger().hello(oldName);
    }

    @Test
    void helloWithAnOpenSessionTakesItsPlace() {
        Member alice = person();
        Member next = stranger();
        next.sends(hello(null, alice.welcome().token(), alice.welcome().session()));
        next.receives(Welcome.class);
        alice.isClosed(4503);
    }

    @Test
    void sessionOfAnotherPersonIsLeftAlone() {
        Member alice = person();
        Member mallory = stranger();
        mallory.sends(hello("p " + unique(), null, alice.welcome().session()));
        mallory.receives(Welcome.class);
        alice.receivesNothing(Duration.ofMillis(300));
        alice.receivesNothingMore();
    }

    @Test
    void roomResumedTwiceIsABadRequest() {
        Member member = stranger();
        String position = "{\"room\":\"lobby\",\"epoch\":\"e\",\"seq\":0}";
        member.says(
                "{\"type\":\"hello\",\"version\":1,\"username\":\"x\",\"resume\":[" + position + "," + position + "]}");
        member.isRefused("bad_request");
    }
}
