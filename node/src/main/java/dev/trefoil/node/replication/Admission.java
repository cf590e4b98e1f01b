package dev.trefoil.node.replication;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.KeySpace;
import dev.trefoil.LimitExceededException;
import dev.trefoil.Limits;
import dev.trefoil.Slot;
import java.util.Optional;

/** What may be stored: sizes, and that a slot is where its name belongs. The same rules at the origin and at replicas. */
final class Admission {

    /** So many bytes of the limit of a value go to each element of a set, however short: its version travels too. */
    static final int ELEMENT_BYTES_MIN = 64;

    /** How far a set may outgrow its limit where writers that did not see each other's elements meet. */
    static final int UNION_SLACK = 2;

    private final KeySpace space;
    private final Limits limits;

    Admission(KeySpace space, Limits limits) {
        this.space = space;
        this.limits = limits;
    }

    /** Why {@code name} is not a name, if it is not. */
    Optional<LimitExceededException> checkName(Bytes name) {
        return check("the key", name.length(), 1, limits.keyBytes());
    }

    /** Why {@code value} cannot be a value, if it cannot. */
    Optional<LimitExceededException> checkValue(Bytes value) {
        return check("the value", value.length(), 0, limits.valueBytes());
    }

    /** Why {@code element} cannot be an element of a set, if it cannot. */
    Optional<LimitExceededException> checkElement(Bytes element) {
        return check("the element", element.length(), 1, limits.elementBytes());
    }

    /** Whether the slot is one of this network. */
    boolean isPlaced(Slot slot) {
        return !slot.name().isEmpty() && slot.key().equals(space.place(slot.name()));
    }

    /** What is wrong with an entry that somebody wants stored; empty if nothing is. */
    Optional<Verdict> refusal(Slot slot, Entry entry) {
        if (slot.kind() != entry.kind() || !isPlaced(slot)) {
            return Optional.of(Verdict.MISPLACED);
        }
        if (slot.name().length() > limits.keyBytes() || !fits(entry, UNION_SLACK)) {
            return Optional.of(Verdict.TOO_LARGE);
        }
        return Optional.empty();
    }

    /** Whether a set may become {@code grown} by a write. A set that is too large already may still shrink. */
    boolean mayBecome(Optional<Entry> before, Entry grown) {
        int count = before.map(Admission::count).orElse(0);
        return fits(grown, 1) || count(grown) <= count;
    }

    private boolean fits(Entry entry, int slack) {
        if (entry instanceof Entry.Register register) {
            return register.cell().value().map(Bytes::length).orElse(0) <= limits.valueBytes();
        }
        Entry.Elements elements = (Entry.Elements) entry;
        return elements.cells().entrySet().stream().allMatch(each -> isElement(each.getKey(), each.getValue()))
                && elements.size() <= slack * (long) limits.valueBytes()
                && count(elements) <= slack * (long) Math.max(1, limits.valueBytes() / ELEMENT_BYTES_MIN);
    }

    private boolean isElement(Bytes element, Cell cell) {
        return !element.isEmpty()
                && element.length() <= limits.elementBytes()
                && cell.value().map(Bytes::isEmpty).orElse(true);
    }

    private static int count(Entry entry) {
        return entry instanceof Entry.Elements elements ? elements.cells().size() : 1;
    }

    private static Optional<LimitExceededException> check(String what, int length, int min, int max) {
        if (length >= min && length <= max) {
            return Optional.empty();
        }
        String allowed = " has " + length + " bytes; allowed are " + min + " to " + max;
        return Optional.of(new LimitExceededException(what + allowed));
    }
}
