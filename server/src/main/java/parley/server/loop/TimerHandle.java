package parley.server.loop;

/** A timer that was scheduled on an {@link EventLoop}. On that loop's thread only. */
public interface TimerHandle {
    /** Takes the timer away in constant time; without effect when it has run or was cancelled. */
    void cancel();
}
