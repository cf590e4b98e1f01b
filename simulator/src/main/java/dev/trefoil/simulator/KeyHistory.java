package dev.trefoil.simulator;

import dev.trefoil.Bytes;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is certain about one key: what was tried, and the newest write that was acknowledged.
 *
 * <p>Values tell their key and number, so a value that was never written is seen without keeping them all.
 */
final class KeyHistory {

    /** A write that was acknowledged: nothing older may be read by those who ask after that. */
    record Floor(Version version, boolean deletion) {}

    private static final Pattern VALUE = Pattern.compile("key [0-9]+ value ([0-9]{1,9})#+");
    private static final Floor NOTHING = new Floor(Version.NONE, true);

    private final String name;
    private final String padding;
    private Floor floor = NOTHING;
    private int written;
    /** Deletions that may have been applied, or yet be, with a version nobody knows. */
    private int vagueRemoves;

    KeyHistory(int key, int valueBytes) {
        this.name = "key " + key;
        this.padding = "#".repeat(valueBytes);
    }

    Bytes name() {
        return Bytes.utf8(name);
    }

    Floor floor() {
        return floor;
    }

    /** The next value, different from all before. */
    Bytes nextValue() {
        return value(written++);
    }

    void removeBegins() {
        vagueRemoves++;
    }

    /** The deletion was acknowledged, or certainly not applied. */
    void removeIsSettled() {
        vagueRemoves--;
    }

    /**
     * A write that began when {@code before} was the newest has been acknowledged.
     *
     * @return what is wrong about it
     */
    Optional<String> acknowledged(Version version, boolean deletion, Floor before) {
        if (version.compareTo(floor.version) > 0) {
            floor = new Floor(version, deletion);
        }
        return version.compareTo(before.version) > 0
                ? Optional.empty()
                : Optional.of(name + ": a write was acknowledged as " + version + " although " + before.version
                        + " had been acknowledged before it began");
    }

    /** What is wrong about what a read has found that began when {@code before} was the newest acknowledged write. */
    Finding judge(Optional<Versioned> found, Floor before) {
        if (found.isEmpty()) {
            boolean deleted = before.deletion || floor.deletion || vagueRemoves > 0;
            return deleted ? Finding.FINE : Finding.LOST;
        }
        if (!wasWritten(found.get().value())) {
            return Finding.INVENTED;
        }
        int order = found.get().version().compareTo(before.version);
        return order > 0 || (order == 0 && !before.deletion) ? Finding.FINE : Finding.STALE;
    }

    private boolean wasWritten(Bytes value) {
        Matcher matcher = VALUE.matcher(value.toUtf8());
        if (!matcher.matches()) {
            return false;
        }
        int number = Integer.parseInt(matcher.group(1));
        return number < written && value(number).equals(value);
    }

    private Bytes value(int number) {
        return Bytes.utf8(name + " value " + number + "#" + padding);
    }

    /** What a read shows. */
    enum Finding {
        /** As promised. */
        FINE,
        /** An older value, or one that was deleted: allowed only while replica sets change. */
        STALE,
        /** Nothing, although a value was acknowledged and never deleted. */
        LOST,
        /** A value that nobody wrote there. */
        INVENTED
    }
}
