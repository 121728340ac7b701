package parley.server.websocket;

import java.util.Arrays;

/**
 * Frames for many connections, gathered between two flushes, in order. A connection that is up to date need not queue them: it
 * rides, which is to remember the first of them that is for it. One thread.
 */
final class Run {
    private static final int FIRST_FRAMES = 4;

    private Frame[] frames = new Frame[FIRST_FRAMES];
    private int[] ends = new int[FIRST_FRAMES];
    private int count;
    private int riders;
    private int generation;

    /** Appends a frame; returns its place, from 0. */
    int add(Frame frame) {
        if (count == frames.length) {
            frames = Arrays.copyOf(frames, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        frames[count] = frame;
        ends[count] = bytes() + frame.bytes();
        return count++;
    }

    int count() {
        return count;
    }

    Frame frame(int place) {
        return frames[place];
    }

    /** How many bytes come before a frame. */
    int start(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    int bytes() {
        return start(count);
    }

    /** Connections that have not written it, nor queued its frames. */
    int riders() {
        return riders;
    }

    void boarded() {
        riders++;
    }

    void alighted() {
        riders--;
    }

    /** Another number after each {@link #clear}. */
    int generation() {
        return generation;
    }

    /** Begins anew; only without riders. */
    void clear() {
        Arrays.fill(frames, 0, count, null);
        count = 0;
        generation++;
    }
}
