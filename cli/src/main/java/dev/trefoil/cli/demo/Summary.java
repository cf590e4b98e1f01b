package dev.trefoil.cli.demo;

import dev.trefoil.cli.console.Json;
import dev.trefoil.cli.console.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the demo has found out.
 *
 * @param put how the files were stored
 * @param get how they were read back
 * @param keys how many keys all of it takes up
 * @param keysPerNode how many of them each node holds at the end
 * @param replicas copies kept of each key
 * @param hops of all lookups the nodes have made
 * @param repairs how long the network took to have all copies again after each kill; empty where it ran out of time
 * @param traffic what went on meanwhile
 * @param lost the names of files and writes that are missing or differ
 * @param time how long everything took
 */
record Summary(
        Progress.Tally put,
        Progress.Tally get,
        long keys,
        List<Long> keysPerNode,
        int replicas,
        Hops hops,
        List<Optional<Duration>> repairs,
        Traffic traffic,
        List<String> lost,
        Duration time) {

    private static final int LOST_NAMES_MAX = 10;

    /** Copies the lists. */
    Summary {
        keysPerNode = List.copyOf(keysPerNode);
        repairs = List.copyOf(repairs);
        lost = List.copyOf(lost);
    }

    /**
     * The way of the lookups.
     *
     * @param lookups how many there were
     * @param total how many hops they took together
     * @param max how many the longest took
     */
    record Hops(long lookups, long total, int max) {

        /** Hops per lookup. */
        double mean() {
            return lookups == 0 ? 0 : (double) total / lookups;
        }

        /** Both together. */
        Hops plus(Hops other) {
            return new Hops(lookups + other.lookups, total + other.total, Math.max(max, other.max));
        }
    }

    /**
     * Reads and writes while nodes came and went.
     *
     * @param writes acknowledged writes
     * @param reads answered reads
     * @param misread reads that gave less than had been acknowledged before them
     * @param refused operations that ended without a result; no acknowledged write is among them
     */
    record Traffic(long writes, long reads, long misread, long refused) {}

    /** For a person, at most 80 columns wide; the last line says what was lost. */
    String text() {
        StringBuilder text = new StringBuilder();
        row(text, "files", Quantity.count(put.files()) + ", " + Quantity.bytes(put.bytes()));
        row(
                text,
                "keys",
                Quantity.count(keys) + ", each on " + Quantity.count(Math.min(replicas, keysPerNode.size()), "node"));
        row(text, "keys per node", join(keysPerNode));
        row(text, "hops per lookup", hopsText());
        row(text, "put", rates(put));
        row(text, "get", rates(get));
        row(text, "time to repair", repairsText());
        row(
                text,
                "meanwhile",
                Quantity.count(traffic.writes, "write") + " acknowledged, " + Quantity.count(traffic.reads, "read")
                        + " answered");
        if (traffic.misread > 0) {
            row(text, "", traffic.misread + " of the reads gave an older value");
        }
        if (traffic.refused > 0) {
            row(text, "", traffic.refused + " operations got no answer in time");
        }
        row(text, "time in all", Quantity.time(time));
        lost.stream().limit(LOST_NAMES_MAX).forEach(name -> row(text, "LOST", name));
        if (lost.size() > LOST_NAMES_MAX) {
            row(text, "LOST", "and " + (lost.size() - LOST_NAMES_MAX) + " more");
        }
        return text.toString();
    }

    /** The verdict: {@code 0 lost}. */
    String verdict() {
        return Quantity.count(lost.size()) + " lost";
    }

    /** For a program. */
    Json json() {
        return Json.object()
                .with("lost", lost.size())
                .withTexts("lostNames", lost)
                .with("files", put.files())
                .with("bytes", put.bytes())
                .with("keys", keys)
                .withNumbers("keysPerNode", keysPerNode)
                .with("replicas", replicas)
                .with("lookups", hops.lookups)
                .with("hopsMean", hops.mean())
                .with("hopsMax", hops.max)
                .with("putFilesPerSecond", put.filesPerSecond())
                .with("putBytesPerSecond", put.bytesPerSecond())
                .with("getFilesPerSecond", get.filesPerSecond())
                .with("getBytesPerSecond", get.bytesPerSecond())
                .withNumbers(
                        "repairMillis",
                        repairs.stream()
                                .map(time -> time.map(Duration::toMillis).orElse(-1L))
                                .toList())
                .with("writesAcknowledged", traffic.writes)
                .with("readsAnswered", traffic.reads)
                .with("readsOlder", traffic.misread)
                .with("operationsUnanswered", traffic.refused)
                .with("millis", time.toMillis());
    }

    private String hopsText() {
        return String.format(
                Locale.ROOT,
                "%.2f on average, at most %d (%s)",
                hops.mean(),
                hops.max,
                Quantity.count(hops.lookups, "lookup"));
    }

    private String repairsText() {
        List<String> times = repairs.stream()
                .map(time -> time.map(Quantity::time).orElse("not in time"))
                .toList();
        return switch (times.size()) {
            case 0 -> "nothing to repair";
            case 2 -> times.get(0) + " after the first kill, " + times.get(1) + " after the last";
            default -> String.join(", ", times);
        };
    }

    private static String rates(Progress.Tally tally) {
        return Quantity.decimal(tally.filesPerSecond()) + " files/s, " + Quantity.bytes(tally.bytesPerSecond()) + "/s";
    }

    private static String join(List<Long> counts) {
        return counts.stream().map(Quantity::count).collect(Collectors.joining("  "));
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-16s %s%n", name, value));
    }
}
