package parley.server.http;

import java.util.function.BooleanSupplier;

/** {@code /ready}: 200 when people can be sent here, else 503. For load balancers and start scripts. */
public final class ReadyRoute implements Route {

    private final BooleanSupplier ready;

    /**
     * Readiness as this tells it.
     *
     * @param ready false while the store loads or does not answer, and from the moment the node begins to stop; asked by
     *     many threads, must answer from memory
     */
    public ReadyRoute(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public Answer answer(Request request) {
        return ready.getAsBoolean() ? Answer.text(200, "ready") : Answer.text(503, "not ready");
    }
}
