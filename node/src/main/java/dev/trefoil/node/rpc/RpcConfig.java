package dev.trefoil.node.rpc;

import java.time.Duration;

/**
 * How long a node waits for answers, and how many questions it holds at once.
 *
 * @param timeoutInitial how long to wait for a peer that has not been measured yet. One second, as TCP (RFC 6298)
 * @param timeoutMin never wait less than this beyond the time a peer usually takes. A pause of the peer's garbage collector must not look like its death: too short a
 *     time makes a loaded machine suspect its neighbours, too long a time delays every detour around a dead one
 * @param timeoutMax never wait more, however often the peer has been silent
 * @param transportGrace how much later than this node the transport gives up. An answer that comes in between is too
 *     late for its question, but it tells how slow the peer is
 * @param measuredPeersMax how many peers' round-trip times are remembered; those not heard of for longest are forgotten
 * @param outstandingMax how many questions one virtual node may have open; one more fails as
 *     {@link dev.trefoil.spi.RpcFailure#BUSY}
 * @param inboundMax how many requests may wait for one virtual node's loop; one more is refused as
 *     {@link dev.trefoil.spi.RpcFailure#BUSY}
 */
public record RpcConfig(
        Duration timeoutInitial,
        Duration timeoutMin,
        Duration timeoutMax,
        Duration transportGrace,
        int measuredPeersMax,
        int outstandingMax,
        int inboundMax) {

    /** Refuses times that are out of order and limits under one. */
    public RpcConfig {
        if (timeoutMin.isNegative() || timeoutMin.isZero() || transportGrace.isNegative()) {
            throw new IllegalArgumentException("a timeout is longer than zero");
        }
        if (timeoutMin.compareTo(timeoutInitial) > 0 || timeoutInitial.compareTo(timeoutMax) > 0) {
            throw new IllegalArgumentException("timeouts must be in order: " + timeoutMin + " (least), "
                    + timeoutInitial + " (initial), " + timeoutMax + " (most)");
        }
        if (measuredPeersMax < 1 || outstandingMax < 1 || inboundMax < 1) {
            throw new IllegalArgumentException("limits are at least one");
        }
    }

    /** For processes that pause and share a machine: between 250 ms and 5 s. */
    public static RpcConfig defaults() {
        return new RpcConfig(
                Duration.ofSeconds(1),
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                4_096,
                4_096,
                2_048);
    }

    /** For virtual time, in which nothing pauses: between 50 ms and 5 s, and fewer peers remembered by each node. */
    public static RpcConfig forSimulation() {
        return new RpcConfig(
                Duration.ofSeconds(1),
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                256,
                4_096,
                2_048);
    }
}
