package dev.trefoil.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits in real time. */
final class Patience {

    private static final long PAUSE_MILLIS = 1;

    private Patience() {}

    /** Waits until {@code condition} holds or {@code limit} has passed; tells whether it holds. */
    static boolean await(BooleanSupplier condition, Duration limit) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return condition.getAsBoolean();
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return condition.getAsBoolean();
            }
        }
        return true;
    }
}
