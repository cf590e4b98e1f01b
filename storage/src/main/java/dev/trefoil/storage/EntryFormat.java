package dev.trefoil.storage;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a slot and its entry are written: numbers with the most significant byte first, strings after their length. Slot
 * and versions stand in the same string as the value, and so under the same checksum.
 */
final class EntryFormat {

    private static final int CELL_BYTES = Long.BYTES + Key.BYTES + Long.BYTES + Long.BYTES + Integer.BYTES;
    private static final int DELETED = -1;

    private EntryFormat() {}

    /**
     * What was read.
     *
     * @param slot where it belongs
     * @param entry what is held there
     */
    record Content(Slot slot, Entry entry) {}

    /** How many bytes {@link #encode} gives; a long, since the length of a large set is no int. */
    static long length(Slot slot, Entry entry) {
        long fixed = Key.BYTES + 1L + Integer.BYTES + slot.name().length();
        if (entry instanceof Entry.Register register) {
            return fixed + length(register.cell());
        }
        long cells = Integer.BYTES;
        for (Map.Entry<Bytes, Cell> element : ((Entry.Elements) entry).cells().entrySet()) {
            cells += Integer.BYTES + element.getKey().length() + length(element.getValue());
        }
        return fixed + cells;
    }

    static byte[] encode(Slot slot, Entry entry) {
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length(slot, entry)));
        put(out, slot.key());
        out.put((byte) (slot.kind() == Slot.Kind.REGISTER ? 1 : 2));
        put(out, slot.name());
        if (entry instanceof Entry.Register register) {
            put(out, register.cell());
        } else {
            Map<Bytes, Cell> cells = ((Entry.Elements) entry).cells();
            out.putInt(cells.size());
            cells.forEach((element, cell) -> {
                put(out, element);
                put(out, cell);
            });
        }
        return out.array();
    }

    /** Reads what {@link #encode} wrote; empty for anything else. */
    static Optional<Content> decode(byte[] written) {
        ByteBuffer in = ByteBuffer.wrap(written);
        try {
            Key key = key(in);
            byte kind = in.get();
            if (kind != 1 && kind != 2) {
                return Optional.empty();
            }
            Slot slot = new Slot(key, kind == 1 ? Slot.Kind.REGISTER : Slot.Kind.SET, bytes(in, in.getInt()));
            Entry entry = kind == 1 ? new Entry.Register(cell(in)) : elements(in);
            return in.hasRemaining() ? Optional.empty() : Optional.of(new Content(slot, entry));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static long length(Cell cell) {
        return (long) CELL_BYTES + cell.value().map(Bytes::length).orElse(0);
    }

    private static Entry elements(ByteBuffer in) {
        int count = in.getInt();
        TreeMap<Bytes, Cell> cells = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Bytes element = bytes(in, in.getInt());
            cells.put(element, cell(in));
        }
        return new Entry.Elements(cells);
    }

    private static void put(ByteBuffer out, Key key) {
        out.putLong(key.high()).putLong(key.middle()).putInt(key.low());
    }

    private static void put(ByteBuffer out, Bytes bytes) {
        out.putInt(bytes.length()).put(bytes.asByteBuffer());
    }

    private static void put(ByteBuffer out, Cell cell) {
        out.putLong(cell.version().stamp());
        put(out, cell.version().writer());
        out.putLong(cell.version().incarnation()).putLong(cell.expiresAtMillis());
        cell.value().ifPresentOrElse(value -> put(out, value), () -> out.putInt(DELETED));
    }

    private static Key key(ByteBuffer in) {
        return new Key(in.getLong(), in.getLong(), in.getInt());
    }

    private static Cell cell(ByteBuffer in) {
        Version version = new Version(in.getLong(), key(in), in.getLong());
        long expiry = in.getLong();
        int length = in.getInt();
        Optional<Bytes> value = length == DELETED ? Optional.empty() : Optional.of(bytes(in, length));
        return new Cell(version, value, expiry);
    }

    private static Bytes bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] read = new byte[length];
        in.get(read);
        return Bytes.adopt(read);
    }
}
