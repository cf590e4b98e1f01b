package dev.trefoil;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a replica knows of one slot, tombstones included.
 *
 * <p>{@link #merge} is the one rule by which copies of a slot become equal again. It is commutative, associative and
 * idempotent, so copies may meet in any order and any number of times. Immutable.
 */
public sealed interface Entry permits Entry.Register, Entry.Elements {

    /** The kind of slot this entry belongs in. */
    Slot.Kind kind();

    /** The highest version in this entry; {@link Version#NONE} if there is none. */
    Version version();

    /**
     * What two replicas know together.
     *
     * @throws IllegalArgumentException if {@code other} is of the other kind; slots keep the kinds apart
     */
    Entry merge(Entry other);

    /** About how many bytes of user data this entry holds. */
    int size();

    /**
     * One value; of two writes the newer wins.
     *
     * @param cell the newest write
     */
    record Register(Cell cell) implements Entry {

        @Override
        public Slot.Kind kind() {
            return Slot.Kind.REGISTER;
        }

        @Override
        public Version version() {
            return cell.version();
        }

        @Override
        public Entry merge(Entry other) {
            if (other instanceof Register register) {
                return new Register(cell.merge(register.cell));
            }
            throw new IllegalArgumentException("a register does not merge with a set");
        }

        @Override
        public int size() {
            return cell.value().map(Bytes::length).orElse(0);
        }
    }

    /**
     * A set: each element with the newest write that added or discarded it; merged by union.
     *
     * @param cells by element, in order
     */
    record Elements(SortedMap<Bytes, Cell> cells) implements Entry {

        /** Copies {@code cells} and closes them to change. */
        public Elements {
            cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
        }

        /** The set that knows of one write only: what a writer sends to the replicas. */
        public static Elements of(Bytes element, Cell cell) {
            TreeMap<Bytes, Cell> cells = new TreeMap<>();
            cells.put(element, cell);
            return new Elements(cells);
        }

        @Override
        public Slot.Kind kind() {
            return Slot.Kind.SET;
        }

        @Override
        public Version version() {
            Optional<Version> newest =
                    cells.values().stream().map(Cell::version).max(Version::compareTo);
            return newest.orElse(Version.NONE);
        }

        @Override
        public Entry merge(Entry other) {
            if (other instanceof Elements elements) {
                TreeMap<Bytes, Cell> union = new TreeMap<>(cells);
                elements.cells.forEach((element, cell) -> union.merge(element, cell, Cell::merge));
                return union.equals(cells) ? this : new Elements(union);
            }
            throw new IllegalArgumentException("a set does not merge with a register");
        }

        @Override
        public int size() {
            return cells.keySet().stream().mapToInt(Bytes::length).sum();
        }
    }
}
