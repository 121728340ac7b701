package parley.server;

import parley.server.chat.ChatLoop;
import parley.server.loop.EventLoop;
import parley.server.loop.TimerHandle;

/** An event loop in the form in which the chat knows it. */
record LoopForChat(EventLoop loop) implements ChatLoop {
    @Override
    public int index() {
        return loop.index();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        TimerHandle handle = loop.schedule(delayMs, task);
        return handle::cancel;
    }

    @Override
    public long nowMs() {
        return loop.nowMs();
    }

    @Override
    public long nanoTime() {
        return loop.nowNanos();
    }
}
