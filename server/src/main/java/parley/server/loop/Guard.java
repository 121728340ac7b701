package parley.server.loop;

import java.io.IOException;

/** Where what is thrown ends, so that nobody's defect ends a loop; and where each step's time is taken. One thread. */
final class Guard {
    private final ErrorHandler errors;
    private final TurnWatch watch;

    /** One call of a socket's handler. */
    interface Step {
        void on(SocketHandler handler) throws IOException;
    }

    Guard(ErrorHandler errors, TurnWatch watch) {
        this.errors = errors;
        this.watch = watch;
    }

    /** A task of nobody in particular: what it throws is reported. */
    void run(String phase, Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            errors.report(phase, e);
        }
        watch.step(phase, task);
    }

    /** A step for a socket: what it throws fails that socket. */
    void run(String phase, LoopSocket socket, Step step) {
        SocketHandler handler = socket.handler();
        try {
            step.on(handler);
        } catch (Throwable e) {
            fail(phase, socket, e);
        }
        watch.step(phase, handler);
    }

    /** Tells the handler; reports what is not simply a peer that has gone. */
    void fail(String phase, LoopSocket socket, Throwable cause) {
        if (!(cause instanceof IOException)) {
            errors.report(phase, cause);
        }
        try {
            socket.handler().onFailure(cause);
        } catch (Throwable e) {
            errors.report("failure", e);
            socket.close();
        }
    }
}
