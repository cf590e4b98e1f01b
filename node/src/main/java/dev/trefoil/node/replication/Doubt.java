package dev.trefoil.node.replication;

import dev.trefoil.Version;
import dev.trefoil.spi.RpcFailure;

/**
 * Whether a write may be stored somewhere: the difference between "certainly not applied" and "unknown".
 *
 * <p>A request that was sent may have been carried out until the replica says that it was not.
 */
final class Doubt {

    private int asked;
    private int refused;
    private String reason = "no replica was found";

    /** A replica is being asked to store the write. */
    void onAsk() {
        asked++;
    }

    /** It did, or did not and says so. */
    void onReply(Verdict verdict) {
        if (!verdict.isStored()) {
            refused++;
            reason = "a replica answered " + verdict;
        }
    }

    /** It did not answer. */
    void onFailure(RpcFailure why) {
        reason = "a replica did not answer: " + why;
        if (isCertain(why)) {
            refused++;
        }
    }

    /** Whether every request that was sent has certainly not been carried out. */
    boolean isCertainlyNowhere() {
        return asked == refused;
    }

    /** What was in the way last. */
    String reason() {
        return reason;
    }

    /** The last thing in the way was {@code version}, too far in the future. */
    void tooFarAhead(Version version) {
        reason = "a version from the future, " + version.written() + ", is in the way; a clock is wrong";
    }

    /** Only what the replica itself says is certain: a connection may break after the request has gone through it. */
    private static boolean isCertain(RpcFailure why) {
        return why == RpcFailure.BUSY || why == RpcFailure.NOT_A_MEMBER;
    }
}
