package dev.trefoil.transport.grpc;

import dev.trefoil.Consistency;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.transport.grpc.stub.KeyValueProto;
import dev.trefoil.wire.Values;
import java.time.Duration;
import java.util.Optional;

/**
 * What the fields of a client's request mean.
 *
 * <p>Throws {@link IllegalArgumentException} with words for the client if they mean nothing. The sizes of names and
 * values are the node's to check.
 */
final class KeyValueRequests {

    /** The largest integer that every language's numbers hold exactly. */
    static final long TIME_TO_LIVE_MILLIS_MAX = (1L << 53) - 1;

    private static final int APPLICATION_LENGTH_MAX = 255;

    private KeyValueRequests() {}

    static Consistency consistency(KeyValueProto.Consistency consistency) {
        return switch (consistency) {
            case CONSISTENCY_ONE -> Consistency.ONE;
            case CONSISTENCY_UNSPECIFIED, CONSISTENCY_QUORUM -> Consistency.QUORUM;
            case CONSISTENCY_ALL -> Consistency.ALL;
            case UNRECOGNIZED ->
                throw new IllegalArgumentException(
                        "consistency is ONE (1), QUORUM (2) or ALL (3), or unspecified (0) for QUORUM");
        };
    }

    static KeyValueProto.Consistency write(Consistency consistency) {
        return switch (consistency) {
            case ONE -> KeyValueProto.Consistency.CONSISTENCY_ONE;
            case QUORUM -> KeyValueProto.Consistency.CONSISTENCY_QUORUM;
            case ALL -> KeyValueProto.Consistency.CONSISTENCY_ALL;
        };
    }

    static Optional<Duration> timeToLive(long millis) {
        // An unsigned number beyond the signed ones arrives here as a negative one.
        if (millis < 0 || millis > TIME_TO_LIVE_MILLIS_MAX) {
            throw new IllegalArgumentException("time_to_live_millis is at most " + TIME_TO_LIVE_MILLIS_MAX);
        }
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    /** As the wire has it; rounded up, so that what is short does not become for ever, and long enough is enough. */
    static long write(Optional<Duration> timeToLive) {
        if (timeToLive.isEmpty()) {
            return 0;
        }
        Duration time = timeToLive.get();
        if (time.compareTo(Duration.ofMillis(TIME_TO_LIVE_MILLIS_MAX)) >= 0) {
            return TIME_TO_LIVE_MILLIS_MAX;
        }
        return time.plusNanos(999_999).toMillis();
    }

    static Key target(KeyValueProto.Target target, KeySpace space) {
        return switch (target.getTargetCase()) {
            case NAME -> space.place(Values.read(target.getName()));
            case KEY -> {
                Key key = Key.ofHex(target.getKey());
                if (!space.contains(key)) {
                    throw new IllegalArgumentException(
                            "identifiers of this network have only " + space.bits() + " bits");
                }
                yield key;
            }
            case TARGET_NOT_SET -> throw new IllegalArgumentException("target has a name or a key");
        };
    }

    static String application(String name) {
        if (name.isEmpty() || name.length() > APPLICATION_LENGTH_MAX) {
            throw new IllegalArgumentException("application has 1 to " + APPLICATION_LENGTH_MAX + " characters");
        }
        return name;
    }
}
