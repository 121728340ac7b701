package parley.acceptance.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.model.ClientMessage.Join;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Ack;
import parley.model.ServerMessage.Failure;

/** Every acknowledged write sent once more by its author, and what became of that. */
final class RepeatedRequests {
    private final List<String> lies = new ArrayList<>();
    private int forgotten;
    private int refused;

    private RepeatedRequests() {}

    /** Sends them to a server. Whoever wrote them has to be known there by their token. */
    static RepeatedRequests send(
            ParleyServerProcess server, List<String> rooms, List<Ledger.Entry> entries, Map<String, String> tokens) {
        RepeatedRequests repeated = new RepeatedRequests();
        tokens.forEach((user, token) -> {
            List<Ledger.Entry> own = entries.stream()
                    .filter(entry -> entry.author().id().equals(user)
                            && rooms.contains(entry.write().room()))
                    .toList();
            if (!own.isEmpty()) {
                try (Member author = Member.connect(server.webSocket()).hello(null, token, List.of())) {
                    if (!author.welcome().user().equals(own.get(0).author())) {
                        repeated.lies.add("the token of " + own.get(0).author() + " is that of "
                                + author.welcome().user());
                    }
                    for (String room : rooms) {
                        String ref = Member.ref();
                        author.sends(new Join(room, null, 1, ref));
                        Answers.to(author, ref, unasked -> {});
                    }
                    own.forEach(entry -> repeated.send(author, entry));
                }
            }
        });
        return repeated;
    }

    private void send(Member author, Ledger.Entry entry) {
        author.sends(entry.write());
        ServerMessage answer = Answers.to(author, entry.write().ref(), unasked -> {});
        if (answer instanceof Failure) {
            refused++;
        } else if (!((Ack) answer).duplicate()) {
            forgotten++;
        } else if (!answer.equals(duplicate(entry.ack()))) {
            lies.add("the answer to " + entry.write() + " is " + answer + " instead of " + entry.ack());
        }
    }

    private static Ack duplicate(Ack first) {
        return new Ack(first.ref(), first.room(), first.seq(), first.timestamp(), true, first.unchanged());
    }

    /** Answers that are not the first ones. */
    List<String> lies() {
        return lies;
    }

    /** How many did not get their first answer, but a refusal, or were carried out again. */
    int missed() {
        return forgotten + refused;
    }

    /** Each got its first answer. */
    boolean complete() {
        return lies.isEmpty() && missed() == 0;
    }

    @Override
    public String toString() {
        return forgotten + " forgotten, " + refused + " refused, " + lies;
    }
}
