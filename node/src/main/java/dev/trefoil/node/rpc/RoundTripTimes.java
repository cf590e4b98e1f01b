package dev.trefoil.node.rpc;

import dev.trefoil.Address;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long to wait for each peer: the smoothed round-trip time and four deviations (Jacobson 1988; RFC 6298), doubled for
 * each question in a row, not at once, that went unanswered. On an even link the deviation goes to nothing, and the time
 * alone would be over just as the answer arrives: so it is never less than the least timeout on top (G in RFC 6298, 2.3).
 *
 * <p>Belongs to the node's loop. Remembers a bounded number of peers, those heard of last.
 *
 * <p>Deviation: Karn's rule drops the time of a segment that was sent twice, because nobody can tell which of the two was
 * acknowledged. Here each question has its own answer, so even a late one is a true measurement, and the most useful.
 */
final class RoundTripTimes {

    private static final double GAIN = 1.0 / 8;
    private static final double DEVIATION_GAIN = 1.0 / 4;
    private static final int DEVIATIONS = 4;
    /** Doubling further than this is beyond any limit. */
    private static final int SILENCES_MAX = 16;

    private final RpcConfig config;
    private final Map<Address, Peer> peers;

    RoundTripTimes(RpcConfig config) {
        this.config = config;
        this.peers = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Address, Peer> eldest) {
                return size() > config.measuredPeersMax();
            }
        };
    }

    /** How long to wait for the next answer of {@code peer}. */
    Duration timeout(Address peer) {
        Peer known = peers.get(peer);
        if (known == null) {
            return config.timeoutInitial();
        }
        double base = known.measured
                ? known.smoothed + Math.max(DEVIATIONS * known.deviation, nanos(config.timeoutMin()))
                : nanos(config.timeoutInitial());
        double backedOff = Math.scalb(base, known.silences);
        return Duration.ofNanos((long) Math.min(backedOff, nanos(config.timeoutMax())));
    }

    /** {@code peer} has answered {@code nanos} after it was asked. */
    void answered(Address peer, long nanos) {
        peers.computeIfAbsent(peer, address -> new Peer()).measure((double) Math.max(0, nanos));
    }

    /**
     * {@code peer} has not answered within {@code waited}. Only if the next question would wait no longer: several that
     * were under way at once are one silence, or the questions after a crash would soon wait for the maximum, each of
     * them.
     */
    void timedOut(Address peer, Duration waited) {
        Peer known = peers.computeIfAbsent(peer, address -> new Peer());
        if (waited.compareTo(timeout(peer)) >= 0) {
            known.silences = Math.min(known.silences + 1, SILENCES_MAX);
        }
    }

    /** How many peers are remembered. */
    int size() {
        return peers.size();
    }

    private static double nanos(Duration duration) {
        return (double) duration.toNanos();
    }

    private static final class Peer {

        private boolean measured;
        private double smoothed;
        private double deviation;
        private int silences;

        private void measure(double nanos) {
            silences = 0;
            if (measured) {
                deviation += DEVIATION_GAIN * (Math.abs(smoothed - nanos) - deviation);
                smoothed += GAIN * (nanos - smoothed);
            } else {
                measured = true;
                smoothed = nanos;
                deviation = nanos / 2.0;
            }
        }
    }
}
