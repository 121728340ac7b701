package parley.acceptance.conformance;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.acceptance.conversation.Member;

/** A server, and members that leave when the test is over. */
@ExtendWith(ServerUnderTest.class)
abstract class ConformanceTest {
    private final List<Member> members = new ArrayList<>();
    URI server;
    String room;

    @BeforeEach
    void freshRoom(URI serverUnderTest) {
        server = serverUnderTest;
        room = "test-" + unique();
    }

    @AfterEach
    void everybodyLeaves() {
        members.forEach(Member::close);
    }

    /** Letters and digits that nobody used before. */
    static String unique() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    /** A connection that did not say hello. */
    Member stranger() {
        Member member = Member.connect(server);
        members.add(member);
        return member;
    }

    /** A new person, welcomed. */
    Member person() {
        return stranger().hello("p " + unique());
    }

    /** A new person in the test's room. */
    Member member() {
        Member member = person();
        member.joins(room);
        return member;
    }

    /** Another connection of the same person. */
    Member samePerson(Member person) {
        return stranger().hello(null, person.welcome().token(), List.of());
    }
}
