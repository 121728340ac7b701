package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;
import parley.model.ClientMessage.Hello;
import parley.model.ErrorCode;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.Welcome;

/**
 * Several people want the same name at once on two nodes: strangers, those who had it before and come back with their
 * token, and those who have another one; now and then a node or Redis is killed meanwhile. It is never two people's at once
 * (protocol §3), and whoever does not get it is told {@code name_taken}.
 */
class NamesIT {
    private static final int ROUNDS = Rounds.LONG ? 1_000 : 40;
    private static final int KILLS = Rounds.LONG ? 40 : 2;
    private static final int STRANGERS = 2;
    private static final int MOST_RETURNING = 3;
    private static final int MOST_CONNECTED = 8;
    private static final int MOST_KILL_DELAY_US = 10_000;
    private static final Duration HOLD = Duration.ofMillis(300);
    private static final Duration SURELY_LAPSED = HOLD.plusMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long ANSWER_MS = 10_000;

    private final Random random = new Random(Seed.of(NamesIT.class));
    private final NameLedger ledger = new NameLedger(HOLD);
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Victim, Integer> killed = new EnumMap<>(Victim.class);
    private List<Person> formerHolders = List.of();
    private String name = "";
    private boolean certain;
    private int welcomed;
    private int refused;

    /** How the wanted name is when all want it. */
    private enum Before {
        NEW,
        CONNECTED,
        JUST_LEFT,
        LAPSED
    }

    private enum Victim {
        NODE,
        REDIS
    }

    private record Person(String user, String token, String name) {}

    private record Contender(
            int node, @Nullable Person known, @Nullable String username) {}

    private record Answer(Contender from, Member member, ServerMessage message, long askedNanos, long answeredNanos) {}

    /** A welcomed connection that is still there. */
    private static final class Connection {
        private final Member member;
        private final String user;
        private NameLedger.Holding holding;
        private long aliveNanos;

        Connection(Member member, String user, NameLedger.Holding holding, long aliveNanos) {
            this.member = member;
            this.user = user;
            this.holding = holding;
            this.aliveNanos = aliveNanos;
        }
    }

    @Test
    void aNameIsNeverTwoPeoplesAtOnce() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess one = node(redis);
                ParleyServerProcess two = node(redis)) {
            List<ParleyServerProcess> nodes = List.of(one, two);
            for (int round = 1; round <= ROUNDS; round++) {
                Before before = certain ? Before.values()[round % Before.values().length] : Before.NEW;
                prepare(before, round);
                boolean kills = round % (ROUNDS / KILLS) == 0;
                Set<String> winners = contend(redis, nodes, kills);
                assertThat(ledger.heldByTwo(name)).isEmpty();
                assertThat(winners)
                        .as("%s, %s", name, before)
                        .hasSizeBetween(kills || before == Before.JUST_LEFT ? 0 : 1, 1);
                if (before == Before.CONNECTED && !kills) {
                    assertThat(winners).contains(formerHolders.get(0).user());
                }
                formerHolders = winnersFirst(winners);
                // What was under way when something died may have left a name that nobody knows to be theirs.
                certain = !kills && winners.size() == 1;
            }
            List.copyOf(connections).forEach(this::leaves);
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%d rounds, %d people, %d hellos welcomed, %d refused, killed %s%n",
                ROUNDS, people.size(), welcomed, refused, killed);
    }

    private void prepare(Before before, int round) {
        switch (before) {
            case NEW -> {
                name = "ina " + round;
                formerHolders = List.of();
            }
            case CONNECTED -> {
                // The winner of the round before still is.
            }
            case JUST_LEFT -> holdersLeave();
            case LAPSED -> {
                holdersLeave();
                long left = ledger.now();
                await().pollDelay(SURELY_LAPSED).until(() -> ledger.now() - left >= SURELY_LAPSED.toNanos());
            }
        }
        while (connections.size() > MOST_CONNECTED) {
            Person holder = formerHolders.isEmpty() ? null : formerHolders.get(0);
            leaves(connections.stream()
                    .filter(connection -> holder == null || !connection.user.equals(holder.user()))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private void holdersLeave() {
        Set<String> users = new TreeSet<>();
        formerHolders.forEach(person -> users.add(person.user()));
        List.copyOf(connections).stream()
                .filter(connection -> users.contains(connection.user))
                .forEach(this::leaves);
    }

    private void leaves(Connection connection) {
        connections.remove(connection);
        ledger.ended(connection.holding, ledger.now());
        if (random.nextBoolean()) {
            connection.member.close();
        } else {
            connection.member.vanishes();
        }
    }

    /** Everybody says hello at once; returns the people who have the name then. */
    private Set<String> contend(RedisProcess redis, List<ParleyServerProcess> nodes, boolean kills) throws Exception {
        List<Contender> contenders = contenders();
        CyclicBarrier start = new CyclicBarrier(contenders.size() + 1);
        List<Future<Answer>> answers = new ArrayList<>();
        for (Contender contender : contenders) {
            answers.add(threads.submit(() -> hello(contender, nodes, start, kills)));
        }
        start.await(ANSWER_MS, TimeUnit.MILLISECONDS);
        if (kills) {
            kill(redis, nodes);
        }
        Set<String> winners = new TreeSet<>();
        for (Future<Answer> answer : answers) {
            note(answer.get(2, TimeUnit.MINUTES), winners);
        }
        List.copyOf(connections).forEach(connection -> stillThere(connection, kills));
        return winners;
    }

    private List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>();
        for (int i = 0; i < STRANGERS; i++) {
            contenders.add(new Contender(random.nextInt(2), null, spelled(name)));
        }
        for (Person former : formerHolders) {
            contenders.add(new Contender(random.nextInt(2), former, null));
        }
        List<Person> others = people.values().stream()
                .filter(person -> !person.name().equals(name))
                .toList();
        if (!others.isEmpty()) {
            contenders.add(new Contender(random.nextInt(2), others.get(random.nextInt(others.size())), spelled(name)));
        }
        // One of those with a token comes on both nodes at once.
        Contender last = contenders.get(contenders.size() - 1);
        if (last.known() != null) {
            contenders.add(new Contender(1 - last.node(), last.known(), last.username()));
        }
        return contenders;
    }

    private Answer hello(Contender contender, List<ParleyServerProcess> nodes, CyclicBarrier start, boolean kills)
            throws Exception {
        Member first = Member.connect(nodes.get(contender.node()).webSocket());
        start.await(ANSWER_MS, TimeUnit.MILLISECONDS);
        long asked = ledger.now();
        if (!kills) {
            return ask(contender, first, asked);
        }
        Answer answer = askOrNull(contender, first, asked);
        if (answer != null) {
            return answer;
        }
        Iterator<Integer> turns =
                Stream.iterate(1 - contender.node(), node -> 1 - node).iterator();
        return await().atMost(PATIENCE)
                .until(() -> askAgain(contender, nodes.get(turns.next()), asked), Objects::nonNull);
    }

    private @Nullable Answer askAgain(Contender contender, ParleyServerProcess node, long asked) {
        try {
            return askOrNull(contender, Member.connect(node.webSocket()), asked);
        } catch (UncheckedIOException | AssertionError e) {
            return null;
        }
    }

    /** Nothing when the connection was lost or the store did not answer. */
    private @Nullable Answer askOrNull(Contender contender, Member member, long asked) {
        try {
            Answer answer = ask(contender, member, asked);
            return answer.message() instanceof Failure failure && failure.code().equals(ErrorCode.UNAVAILABLE.wire())
                    ? null
                    : answer;
        } catch (UncheckedIOException | AssertionError e) {
            return null;
        }
    }

    private Answer ask(Contender contender, Member member, long asked) {
        Person known = contender.known();
        String token = known == null ? null : known.token();
        member.sends(new Hello(1, contender.username(), token, null, "contender", List.of(), "hello"));
        ServerMessage message = member.awaits(ANSWER_MS);
        return new Answer(contender, member, message, asked, ledger.now());
    }

    private void note(Answer answer, Set<String> winners) {
        if (answer.message() instanceof Failure failure) {
            assertThat(failure.code()).as(failure.message()).isEqualTo(ErrorCode.NAME_TAKEN.wire());
            refused++;
            answer.member().close();
            return;
        }
        Welcome welcome = (Welcome) answer.message();
        String user = welcome.user().id();
        assertThat(unspelled(welcome.user().username())).isEqualTo(name);
        welcomed++;
        Person known = answer.from().known();
        if (known != null) {
            assertThat(user).isEqualTo(known.user());
            // The other connections of a person who has another name now.
            connections.stream()
                    .filter(connection -> connection.user.equals(user) && !connection.holding.isOf(name))
                    .forEach(connection -> renamed(connection, answer));
        }
        people.put(user, new Person(user, known == null ? welcome.token() : known.token(), name));
        connections.add(new Connection(
                answer.member(), user, ledger.holds(user, name, answer.answeredNanos()), answer.answeredNanos()));
        winners.add(user);
    }

    private void renamed(Connection connection, Answer answer) {
        ledger.renamed(connection.holding, answer.askedNanos());
        connection.holding = ledger.holds(connection.user, name, answer.answeredNanos());
    }

    /** A connection is one of the person's as long as it answers. */
    private void stillThere(Connection connection, boolean mayBeDead) {
        try {
            connection.member.receivesNothingMore();
            connection.aliveNanos = ledger.now();
        } catch (UncheckedIOException | AssertionError e) {
            assertThat(mayBeDead).as("a connection ended by itself: %s", e).isTrue();
            connections.remove(connection);
            ledger.ended(connection.holding, connection.aliveNanos);
        }
    }

    private List<Person> winnersFirst(Set<String> winners) {
        List<Person> all = new ArrayList<>();
        winners.forEach(user -> all.add(people.get(user)));
        formerHolders.stream()
                .filter(person -> !winners.contains(person.user()))
                .filter(person -> people.get(person.user()).name().equals(name))
                .forEach(all::add);
        return all.size() > MOST_RETURNING ? all.subList(0, MOST_RETURNING) : all;
    }

    private void kill(RedisProcess redis, List<ParleyServerProcess> nodes) {
        Victim victim =
                killed.getOrDefault(Victim.REDIS, 0) < killed.getOrDefault(Victim.NODE, 0) ? Victim.REDIS : Victim.NODE;
        killed.merge(victim, 1, Integer::sum);
        LockSupport.parkNanos(random.nextInt(MOST_KILL_DELAY_US) * 1_000L);
        if (victim == Victim.REDIS) {
            redis.kill();
            redis.startAgain();
        } else {
            ParleyServerProcess node = nodes.get(random.nextInt(nodes.size()));
            node.kill();
            node.startAgain();
        }
    }

    /** Other ways to write what counts as the same name; some of them are claimed by two keys. */
    private String spelled(String plain) {
        return switch (random.nextInt(4)) {
            case 0 -> plain;
            case 1 -> plain.toUpperCase(Locale.ROOT);
            case 2 -> plain.replace('a', 'а');
            default -> 'I' + plain.substring(1);
        };
    }

    private static String unspelled(String username) {
        return username.toLowerCase(Locale.ROOT).replace('а', 'a');
    }

    private static ParleyServerProcess node(RedisProcess redis) {
        return ParleyServerProcess.start(
                        "--redis",
                        redis.url(),
                        "--rate-limits",
                        "off",
                        "--max-connections-per-address",
                        "0",
                        "--guest-name-hold",
                        HOLD.toMillis() + "ms")
                .expectsOutages();
    }
}
