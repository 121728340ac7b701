package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.store.redis.Commands.bytes;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.store.NameLease;
import parley.server.store.NameNews;
import parley.server.store.People.StartedRooms;
import parley.server.store.SignIn;
import parley.server.store.SignInResult;
import parley.server.store.SignInResult.NameTaken;
import parley.server.store.SignInResult.SignedIn;
import parley.server.store.SignInResult.Unauthorized;
import redis.clients.jedis.Jedis;

/** Who is whom, and whose a name is. */
final class PeopleIT {

    private static final long HOLD_MS = 600_000;

    @RegisterExtension
    final RedisExtension redis = new RedisExtension();

    private RedisStore store;
    private Jedis jedis;

    @BeforeEach
    void open() {
        store = redis.open("n1");
        jedis = redis.server().jedis();
    }

    @AfterEach
    void close() {
        jedis.close();
        store.close();
    }

    private SignInResult signIn(String token, String username, String... keys) {
        SignIn request = new SignIn(token, username, Set.of(keys));
        return RoomDriver.await(reply -> store.people().signIn(request, Runnable::run, reply));
    }

    private SignedIn newPerson(String username, String... keys) {
        return (SignedIn) signIn(null, username, keys);
    }

    private String owner(String key) {
        return jedis.get(new String(Keys.name(key)));
    }

    private long ttlMs(String key) {
        return jedis.pttl(Keys.name(key));
    }

    private static NameLease lease(SignedIn person) {
        return new NameLease(person.user(), person.username(), person.nameKeys());
    }

    /** Keeps a person's name; what the store says of it is in the queue once it has answered. */
    private Queue<NameNews> keep(SignedIn person) {
        Queue<NameNews> news = new ConcurrentLinkedQueue<>();
        store.people().keepNames(List.of(lease(person)), Runnable::run, news::add);
        return news;
    }

    @Test
    void newPersonGetsATokenAndTheName() {
        SignedIn david = newPerson("David", "david", "DAV1D");

        assertThat(david.user()).matches("u_[A-Za-z0-9_-]{16}");
        assertThat(david.newToken()).matches(david.user() + "\\.[A-Za-z0-9_-]{32}");
        assertThat(david.username()).isEqualTo("David");
        assertThat(david.nameKeys()).containsExactlyInAnyOrder("david", "DAV1D");
        assertThat(david.renamedFrom()).isNull();
        assertThat(List.of(owner("david"), owner("DAV1D"))).containsOnly(david.user());
        assertThat(ttlMs("david")).isBetween(HOLD_MS + 80_000, HOLD_MS + 90_000);
        assertThat(jedis.ttl(Keys.person(david.user()))).isBetween(30 * 86_400L - 60, 30 * 86_400L);
    }

    @Test
    void storeHoldsNoToken() {
        String token = newPerson("David", "david").newToken();
        String secret = token.substring(token.indexOf('.') + 1);

        for (String key : jedis.keys("*")) {
            if (jedis.type(key).equals("hash")) {
                assertThat(jedis.hgetAll(key).toString()).doesNotContain(secret);
            }
            assertThat(key).doesNotContain(secret);
        }
    }

    @Test
    void tokenBringsTheSamePersonAndNameBack() {
        SignedIn david = newPerson("David", "david");

        assertThat(signIn(david.newToken(), null))
                .isEqualTo(new SignedIn(david.user(), "David", Set.of("david"), null, null));
        assertThat(signIn(david.newToken(), "David", "david"))
                .isEqualTo(new SignedIn(david.user(), "David", Set.of("david"), null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "u_AAAAAAAAAAAAAAAA.",
                "u_AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB",
                "ü.ü",
                "u_A:*.BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
            })
    void unknownTokenIsUnauthorizedAlsoWithAName(String token) {
        assertThat(signIn(token, null)).isEqualTo(new Unauthorized());
        assertThat(signIn(token, "David", "david")).isEqualTo(new Unauthorized());
        assertThat(owner("david")).isNull();
    }

    @Test
    void idWithAnotherSecretIsUnauthorized() {
        SignedIn david = newPerson("David", "david");
        assertThat(signIn(david.user() + "." + "B".repeat(32), null)).isEqualTo(new Unauthorized());
    }

    @Test
    void expiredTokenIsUnauthorized() {
        SignedIn david = newPerson("David", "david");
        jedis.del(Keys.person(david.user()));
        assertThat(signIn(david.newToken(), "David", "david")).isEqualTo(new Unauthorized());
    }

    @Test
    void takenNameIsRefusedAndNothingChanges() {
        SignedIn david = newPerson("David", "david", "a");
        SignedIn eve = newPerson("Eve", "eve");
        long keys = jedis.dbSize();

        assertThat(signIn(null, "David", "david")).isEqualTo(new NameTaken());
        // Sharing one of two keys is enough, whichever is asked for first.
        assertThat(signIn(null, "Davıd", "0", "david")).isEqualTo(new NameTaken());
        assertThat(signIn(null, "Davıd", "a", "zzz")).isEqualTo(new NameTaken());
        assertThat(signIn(eve.newToken(), "Davıd", "0", "david")).isEqualTo(new NameTaken());

        assertThat(owner("0")).isNull();
        assertThat(jedis.dbSize()).isEqualTo(keys);
        assertThat(signIn(eve.newToken(), null))
                .hasToString("SignedIn[user=" + eve.user() + ", username=Eve, newToken=none, renamedFrom=null]");
        assertThat(owner("david")).isEqualTo(david.user());
    }

    @Test
    void renameFreesTheOldNameAtOnce() {
        SignedIn david = newPerson("David", "david", "shared");

        SignedIn renamed = (SignedIn) signIn(david.newToken(), "Dave", "dave", "shared");

        assertThat(renamed).isEqualTo(new SignedIn(david.user(), "Dave", Set.of("dave", "shared"), null, "David"));
        assertThat(owner("david")).isNull();
        assertThat(List.of(owner("dave"), owner("shared"))).containsOnly(david.user());
        assertThat(newPerson("David", "david").user()).isNotEqualTo(david.user());
        assertThat(((SignedIn) signIn(david.newToken(), null)).username()).isEqualTo("Dave");
    }

    @Test
    void sameNameInAnotherSpellingIsARenameThatFreesNothing() {
        SignedIn david = newPerson("David", "david");

        SignedIn renamed = (SignedIn) signIn(david.newToken(), "DAVID", "david");

        assertThat(renamed.renamedFrom()).isEqualTo("David");
        assertThat(owner("david")).isEqualTo(david.user());
    }

    @Test
    void nameThatSomebodyTookMeanwhileIsTakenAndTheTokenKeepsThePerson() {
        SignedIn david = newPerson("David", "david");
        jedis.del(Keys.name("david"));
        newPerson("David", "david");

        assertThat(signIn(david.newToken(), null)).isEqualTo(new NameTaken());
        SignedIn again = (SignedIn) signIn(david.newToken(), "Dave", "dave");
        assertThat(again.user()).isEqualTo(david.user());
        assertThat(owner("david")).isNotEqualTo(david.user());
    }

    @Test
    void releasedNameIsHeldAndKeptAgainByWhoComesBack() {
        SignedIn david = newPerson("David", "david");

        store.people().releaseName(lease(david));

        Awaitility.await().until(() -> ttlMs("david") <= HOLD_MS);
        assertThat(ttlMs("david")).isGreaterThan(HOLD_MS - 20_000);
        assertThat(signIn(null, "David", "david")).isEqualTo(new NameTaken());
        keep(david);
        Awaitility.await().until(() -> ttlMs("david") > HOLD_MS);
    }

    @Test
    void namesOfOthersAreNeitherKeptNorReleased() {
        SignedIn david = newPerson("David", "david");
        jedis.del(Keys.name("david"));
        SignedIn other = newPerson("David", "david");
        long before = ttlMs("david");

        store.people().releaseName(lease(david));
        Queue<NameNews> news = keep(david);

        Awaitility.await().untilAsserted(() -> assertThat(news).containsExactly(new NameNews.Taken(lease(david))));
        assertThat(owner("david")).isEqualTo(other.user());
        assertThat(ttlMs("david")).isGreaterThan(before - 60_000);
    }

    @Test
    void nameOfBeforeARenameElsewhereIsNotTakenBack() {
        SignedIn david = newPerson("David", "david");
        signIn(david.newToken(), "Dave", "dave");

        Queue<NameNews> news = keep(david);

        NameNews renamed = new NameNews.Renamed(lease(david), "Dave", Set.of("dave"));
        Awaitility.await().untilAsserted(() -> assertThat(news).containsExactly(renamed));
        assertThat(owner("david")).isNull();
    }

    @Test
    void renameThatOnlyChangesHowTheNameIsWrittenIsToldToo() {
        SignedIn david = newPerson("David", "david");
        signIn(david.newToken(), "DAVID", "david");

        Queue<NameNews> news = keep(david);

        NameNews renamed = new NameNews.Renamed(lease(david), "DAVID", Set.of("david"));
        Awaitility.await().untilAsserted(() -> assertThat(news).containsExactly(renamed));
    }

    @Test
    void leaseIsWrittenAnewOnlyBeforeItCouldRunOut() {
        SignedIn david = newPerson("David", "david", "DAV1D");
        jedis.pexpire(Keys.name("david"), HOLD_MS + 60_000);
        jedis.pexpire(Keys.name("DAV1D"), HOLD_MS + 5_000);

        keep(david);

        Awaitility.await().until(() -> ttlMs("DAV1D") > HOLD_MS + 80_000);
        assertThat(ttlMs("david")).isLessThanOrEqualTo(HOLD_MS + 60_000);
    }

    @Test
    void personWhoIsDamagedKeepsTheNameAndStopsNobodyElse() {
        SignedIn david = newPerson("David", "david");
        SignedIn mia = newPerson("Mia", "mia");
        jedis.hdel(Keys.person(david.user()), bytes("keys"));
        jedis.del(Keys.name("david"), Keys.name("mia"));

        store.people().keepNames(List.of(lease(david), lease(mia)), Runnable::run, news -> {});

        Awaitility.await().until(() -> david.user().equals(owner("david")));
        Awaitility.await().until(() -> mia.user().equals(owner("mia")));
    }

    @Test
    void nameOfAfterARenameElsewhereIsKept() {
        SignedIn david = newPerson("David", "david");
        signIn(david.newToken(), "Dave", "dave");
        jedis.del(Keys.name("dave"));

        keep(david);

        Awaitility.await().until(() -> david.user().equals(owner("dave")));
    }

    @Test
    void connectedPersonWhomTheStoreHasForgottenKeepsTheName() {
        SignedIn david = newPerson("David", "david");
        jedis.del(Keys.person(david.user()));
        jedis.del(Keys.name("david"));

        keep(david);

        Awaitility.await().until(() -> david.user().equals(owner("david")));
    }

    @Test
    void lapsedNameOfAConnectedPersonIsTakenAgain() {
        SignedIn david = newPerson("David", "david");
        jedis.del(Keys.name("david"));

        keep(david);

        Awaitility.await().until(() -> david.user().equals(owner("david")));
    }

    @Test
    void connectedPersonIsKeptForThirtyDaysMore() {
        SignedIn david = newPerson("David", "david");
        jedis.expire(Keys.person(david.user()), 1_000);

        keep(david);

        Awaitility.await().until(() -> jedis.ttl(Keys.person(david.user())) > 29 * 86_400);
    }

    @Test
    void nameThatManyWantAtOnceGoesToOne() throws InterruptedException {
        try (RedisStore other = redis.open("n2")) {
            ConcurrentLinkedQueue<SignInResult> results = new ConcurrentLinkedQueue<>();
            CountDownLatch answered = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                RedisStore node = i % 2 == 0 ? store : other;
                node.people().signIn(new SignIn(null, "David", Set.of("k1", "k2")), Runnable::run, result -> {
                    results.add(result);
                    answered.countDown();
                });
            }
            assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
            List<SignedIn> winners = results.stream()
                    .filter(SignedIn.class::isInstance)
                    .map(SignedIn.class::cast)
                    .toList();
            assertThat(winners).hasSize(1);
            assertThat(List.of(owner("k1"), owner("k2")))
                    .containsOnly(winners.get(0).user());
        }
    }

    @Test
    void personMayStartTwentyRoomsADay() {
        List<StartedRooms> answers = IntStream.range(0, 22)
                .mapToObj(i -> RoomDriver.<StartedRooms>await(
                        reply -> store.people().countStartedRoom("u_a", Runnable::run, reply)))
                .toList();
        assertThat(answers.subList(0, 20)).containsOnly(StartedRooms.ALLOWED);
        assertThat(answers.subList(20, 22)).containsOnly(StartedRooms.TOO_MANY);
        assertThat(RoomDriver.<StartedRooms>await(
                        reply -> store.people().countStartedRoom("u_b", Runnable::run, reply)))
                .isEqualTo(StartedRooms.ALLOWED);
    }
}
