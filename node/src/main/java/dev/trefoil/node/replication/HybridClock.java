package dev.trefoil.node.replication;

import dev.trefoil.Key;
import dev.trefoil.Version;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Gives a node's writes their versions: a hybrid logical clock (Kulkarni et al. 2014).
 *
 * <p>Every stamp is above all it has given or seen. When the wall clock jumps back the stamps go on from where they
 * were, one by one; the counter may then run over into the milliseconds, which does no harm.
 */
final class HybridClock {

    private final Key writer;
    private final long incarnation;
    private final InstantSource wallClock;
    private final Duration ahead;
    private long latest;

    /**
     * @param incarnation differs from that of every earlier life of the node, so that a node that lost its disk never
     *     gives a version twice
     * @param ahead how far a stamp seen may lie in the future
     */
    HybridClock(Key writer, long incarnation, InstantSource wallClock, Duration ahead) {
        this.writer = writer;
        this.incarnation = incarnation;
        this.wallClock = wallClock;
        this.ahead = ahead;
    }

    /** A version above all that this clock has given or seen. */
    Version next() {
        latest = Math.max(latest + 1, Version.stampOf(wallClock.millis()));
        return new Version(latest, writer, incarnation);
    }

    /** Takes note of a version from elsewhere; false, and without effect, if it lies too far in the future. */
    boolean observe(Version version) {
        if (isTooFarAhead(version)) {
            return false;
        }
        latest = Math.max(latest, version.stamp());
        return true;
    }

    /**
     * Whether a copy of what another replica has accepted may be stored: a stamp as far ahead of that replica's clock as
     * is allowed may be as far again ahead of this one's. What a broken clock has stamped goes no further.
     */
    boolean mayCopy(Version version) {
        return version.millis() <= wallClock.millis() + 2 * ahead.toMillis();
    }

    private boolean isTooFarAhead(Version version) {
        return version.millis() > wallClock.millis() + ahead.toMillis();
    }

    /** The time of day, for expiry. */
    long millis() {
        return wallClock.millis();
    }
}
