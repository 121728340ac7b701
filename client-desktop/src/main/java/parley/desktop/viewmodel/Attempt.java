package parley.desktop.viewmodel;

import java.net.URI;
import java.util.Locale;
import parley.client.ConnectionChange;
import parley.client.ConnectionProblem;
import parley.client.ConnectionState;
import parley.client.Outgoing;
import parley.client.TimelineChange;
import parley.desktop.profile.Profile;
import parley.model.ErrorCode;
import parley.model.Event;
import parley.model.ServerMessage;

/** One try to join, and the connection that came of it: hears what the SDK says, and decides which screen is shown. */
final class Attempt implements ClientFactory.Hears {
    private final URI server;
    private final String username;
    private final ChatViewModel model;
    private final AppViewModel app;
    private final JoinViewModel dialog;
    private final Profile profile;
    private final Words words;
    private boolean welcomed;
    private String me = "";

    Attempt(
            URI server,
            String username,
            ChatViewModel model,
            ChatViewModel.Surroundings surroundings,
            AppViewModel app,
            JoinViewModel dialog) {
        this.server = server;
        this.username = username;
        this.app = app;
        this.dialog = dialog;
        this.profile = surroundings.profile();
        this.words = surroundings.words();
        this.model = model;
        model.begin(server, username);
    }

    ChatViewModel model() {
        return model;
    }

    void start(ClientFactory clients) {
        model.attach(clients.create(server, username, profile.token(server, username), this));
    }

    @Override
    public void outboxFailed() {
        model.connection().setOutboxKept(false);
    }

    @Override
    public void stateChanged(ConnectionChange change) {
        if (!app.isCurrent(this)) {
            return;
        }
        model.stateChanged(change);
        boolean stopped = change.state() == ConnectionState.STOPPED;
        if (stopped && change.code() != null) {
            refused(change.code(), change.sentence());
        } else if (stopped && !welcomed) {
            app.ended(this);
            dialog.refused(
                    change.problem() == ConnectionProblem.NONE
                            ? model.connection().bannerProperty().get().text()
                            : why(change.problem()));
        } else if (change.state() == ConnectionState.WAITING && !welcomed) {
            dialog.unreachable(why(change.problem()));
        }
    }

    @Override
    public void welcomed(ServerMessage.Welcome welcome) {
        if (!app.isCurrent(this)) {
            return;
        }
        welcomed = true;
        me = welcome.user().id();
        String token = welcome.token();
        if (token != null) {
            profile.setToken(server, username, token);
        }
        profile.joined(server, username);
        model.welcomed(welcome);
    }

    /** Called about twice a second: a room that is slow to open is shown without its messages. */
    void tick() {
        model.tick();
        if (welcomed) {
            app.enter(model);
        }
    }

    @Override
    public void eventReceived(String room, Event event) {
        if (app.isCurrent(this)) {
            model.eventReceived(room, event);
            if (event instanceof Event.Message message) {
                app.notices().came(message, message.user().equals(me));
            }
        }
    }

    @Override
    public void timelineChanged(String room, TimelineChange change) {
        if (app.isCurrent(this)) {
            model.timelineChanged(room, change);
            // Not before the messages are there: to lay out an empty list first would keep the person waiting.
            app.enter(model);
        }
    }

    @Override
    public void outgoingChanged(Outgoing item) {
        if (app.isCurrent(this)) {
            model.outgoingChanged(item);
        }
    }

    @Override
    public void membersChanged(String room, int members) {
        if (app.isCurrent(this)) {
            model.membersChanged(room, members);
        }
    }

    @Override
    public void roomRefused(String room, String code, String sentence) {
        if (app.isCurrent(this)) {
            model.roomRefused(room, code, sentence);
            app.enter(model);
        }
    }

    private String why(ConnectionProblem problem) {
        String key = "join.problem." + problem.name().toLowerCase(Locale.ROOT);
        return words.find(key).isPresent() ? words.get(key, server.getAuthority()) : words.get("join.unreachable");
    }

    /** A hello was refused: back to the dialog, where the person can do something about it. */
    private void refused(ErrorCode code, String sentence) {
        if (code == ErrorCode.UNAUTHORIZED) {
            profile.forgetToken(server, username);
        }
        app.leave();
        String name = PersonName.capitalised(username);
        switch (code) {
            case NAME_TAKEN -> dialog.nameRefused(words.get(welcomed ? "name.lost" : "name.taken", name));
            case NAME_INVALID -> dialog.nameRefused(words.get("name.invalid"));
            case UNSUPPORTED_VERSION -> dialog.refused(words.get("stopped.4506"));
            case UNAUTHORIZED -> dialog.nameRefused(words.get("name.expired", name));
            default -> dialog.refused(sentence.isEmpty() ? words.get("join.refused") : sentence);
        }
    }
}
