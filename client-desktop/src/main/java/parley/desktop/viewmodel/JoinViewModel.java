package parley.desktop.viewmodel;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import parley.model.Limit;

/** The dialog that asks for server and name. Errors stand beside their field until it is changed. */
public final class JoinViewModel {
    private static final int SLOW_TICKS = 6;

    private final Words words;
    private final BiConsumer<URI, String> join;
    private final Runnable cancel;
    private final BiPredicate<URI, String> knows;
    private final StringProperty server = new SimpleStringProperty("");
    private final StringProperty username = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper serverProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper usernameProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper again = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper joining = new ReadOnlyBooleanWrapper();
    private int ticksJoining;

    /**
     * A dialog.
     *
     * @param join takes a server and a name that look right
     * @param cancel ends a try that is under way
     * @param knows whether this profile has been that person there before
     */
    public JoinViewModel(Words words, BiConsumer<URI, String> join, Runnable cancel, BiPredicate<URI, String> knows) {
        this.words = words;
        this.join = join;
        this.cancel = cancel;
        this.knows = knows;
        server.addListener((observed, was, is) -> {
            serverProblem.set(ServerAddress.parse(is).isPresent() ? "" : serverHint());
            greet();
        });
        username.addListener((observed, was, is) -> {
            usernameProblem.set("");
            greet();
        });
    }

    /** The server's address as typed. */
    public StringProperty serverProperty() {
        return server;
    }

    /** The name as typed. */
    public StringProperty usernameProperty() {
        return username;
    }

    /** What is wrong with the address; empty when nothing. */
    public ReadOnlyStringProperty serverProblemProperty() {
        return serverProblem.getReadOnlyProperty();
    }

    /** What is wrong with the name; empty when nothing. */
    public ReadOnlyStringProperty usernameProblemProperty() {
        return usernameProblem.getReadOnlyProperty();
    }

    /** "You are joining again as David. Not you?", empty when this person was never here. */
    public ReadOnlyStringProperty againProperty() {
        return again.getReadOnlyProperty();
    }

    /** What else there is to say, such as a server that does not answer; empty when nothing. */
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** True while the server is asked. */
    public ReadOnlyBooleanProperty joiningProperty() {
        return joining.getReadOnlyProperty();
    }

    /** Joins, or says beside the fields what is wrong. */
    public void join() {
        String typed = username.get();
        usernameProblem.set(nameHint(typed));
        Optional<URI> address = ServerAddress.parse(server.get());
        serverProblem.set(address.isPresent() ? "" : serverHint());
        if (usernameProblem.get().isEmpty() && address.isPresent() && !joining.get()) {
            notice.set("");
            ticksJoining = 0;
            joining.set(true);
            join.accept(address.get(), PersonName.normal(typed));
        }
    }

    /** Stops asking the server. */
    public void cancel() {
        if (joining.get()) {
            stopped();
            cancel.run();
        }
    }

    /** "Change name": another name is another person. */
    public void changeName() {
        username.set("");
    }

    /** The server refused the name. */
    void nameRefused(String sentence) {
        stopped();
        again.set("");
        usernameProblem.set(sentence);
    }

    /** The server refused something else; no further try comes. */
    void refused(String sentence) {
        stopped();
        notice.set(sentence);
    }

    /** The language is another one; what the server said in the old one is gone. */
    void writeAnew() {
        serverProblem.set(serverProblem.get().isEmpty() ? "" : serverHint());
        usernameProblem.set(usernameProblem.get().isEmpty() ? "" : nameHint(username.get()));
        notice.set("");
        greet();
    }

    /** Called about twice a second: who waits for long is told so, and can cancel. */
    void tick() {
        if (joining.get() && notice.get().isEmpty() && ++ticksJoining >= SLOW_TICKS) {
            notice.set(words.get("join.slow"));
        }
    }

    /** The server is not reached; the next try comes by itself. */
    void unreachable(String why) {
        notice.set(words.get("join.again.itself", why));
    }

    /** The dialog is left, or the try is over. */
    void stopped() {
        joining.set(false);
        notice.set("");
        greet();
    }

    private void greet() {
        String name = PersonName.normal(username.get());
        boolean known = !name.isEmpty()
                && ServerAddress.parse(server.get())
                        .filter(address -> knows.test(address, name))
                        .isPresent();
        again.set(known ? words.get("join.again", PersonName.capitalised(name)) : "");
    }

    private String serverHint() {
        return words.get(server.get().isBlank() ? "join.server.blank" : "join.server.bad");
    }

    private String nameHint(String typed) {
        String name = PersonName.normal(typed);
        int length = name.codePointCount(0, name.length());
        return PersonName.problem(typed)
                .map(problem ->
                        words.get("name." + problem.name().toLowerCase(Locale.ROOT), length, Limit.NAME_LENGTH.value()))
                .orElse("");
    }
}
