package dev.trefoil.spi;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import java.util.Map;

/**
 * 64 bits that stand for an entry when two replicas compare what they hold. All nodes of a network compute them alike.
 *
 * <p>Made of versions, expiries and lengths, not of the values' bytes: reading gigabytes to find that nothing has
 * changed would cost more than it finds. Copies with equal versions and unequal bytes are left to read repair.
 */
public final class Fingerprint {

    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private Fingerprint() {}

    /** Of one entry. */
    public static long of(Entry entry) {
        if (entry instanceof Entry.Register register) {
            return of(1, register.cell());
        }
        long sum = 2;
        for (Map.Entry<Bytes, Cell> element : ((Entry.Elements) entry).cells().entrySet()) {
            sum = mix(sum, of(element.getKey().hashCode(), element.getValue()));
        }
        return sum;
    }

    /** Of an entry in its place, to be added up into the digest of a range. */
    public static long of(Slot slot, Entry entry) {
        long hash = mix(slot.name().hashCode(), slot.kind() == Slot.Kind.REGISTER ? 1 : 2);
        return mix(mix(hash, slot.key()), of(entry));
    }

    private static long of(long seed, Cell cell) {
        Version version = cell.version();
        long hash = mix(seed, version.stamp());
        hash = mix(mix(hash, version.writer()), version.incarnation());
        hash = mix(hash, cell.expiresAtMillis());
        return mix(hash, cell.value().map(Bytes::length).orElse(-1));
    }

    private static long mix(long hash, Key key) {
        return mix(mix(mix(hash, key.high()), key.middle()), key.low());
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * MULTIPLIER;
        return mixed ^ (mixed >>> 29);
    }
}
