package parley.client;

/** The client's single thread: all state of a client is touched here and nowhere else. */
interface Loop {
    /** Runs {@code task} on the thread, after what was handed over before; dropped after {@link #shutdown}. Any thread. */
    void execute(Runnable task);

    /** Runs {@code task} on the thread in {@code delayMs} or later. */
    Timer schedule(long delayMs, Runnable task);

    /** A clock that only goes forward, in nanoseconds. */
    long nanoTime();

    /** Finishes what was handed over, drops the timers and ends the thread. */
    void shutdown();

    /** A task that can be called off. */
    interface Timer {
        /** On the thread: the task will not run any more. */
        void cancel();
    }
}
