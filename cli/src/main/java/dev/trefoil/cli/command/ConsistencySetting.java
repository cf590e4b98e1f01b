package dev.trefoil.cli.command;

import dev.trefoil.Consistency;
import dev.trefoil.ReadOptions;
import dev.trefoil.WriteOptions;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many copies must take part. */
final class ConsistencySetting {

    @Option(
            names = "--consistency",
            paramLabel = "HOW",
            converter = ConsistencyConverter.class,
            defaultValue = "quorum",
            description = "How many copies must take part: one, quorum or all (default: ${DEFAULT-VALUE}).")
    private Consistency consistency = Consistency.QUORUM;

    /** For a read that may take {@code limit}. */
    ReadOptions read(Duration limit) {
        return new ReadOptions(consistency, limit);
    }

    /** For a write that may take {@code limit}, and is kept for {@code timeToLive}. */
    WriteOptions write(Duration limit, Optional<Duration> timeToLive) {
        return new WriteOptions(consistency, limit, timeToLive);
    }
}
