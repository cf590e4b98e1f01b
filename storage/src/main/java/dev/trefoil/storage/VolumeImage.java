package dev.trefoil.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records in the bytes of a file, found without trusting a single table or pointer in it.
 *
 * <p>This is the recovery: whatever a killed process left half done, and whatever a disk has flipped, a record is either
 * found whole, with all checksums right, or not at all. Nothing that was removed is found, since a removal wipes the mark.
 *
 * @param records by number, oldest first
 * @param damaged how many pieces begin like one and are none, or lack others of their record
 * @param last the highest number of a record of which anything was found
 */
record VolumeImage(Map<Long, byte[]> records, int damaged, long last) {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Finds all there is in {@code file}. */
    static VolumeImage of(byte[] file, long mark) {
        Map<Long, @Nullable Piece[]> found = new TreeMap<>();
        int damaged = 0;
        long last = 0;
        byte first = (byte) (mark >>> (Long.SIZE - Byte.SIZE));
        int end = file.length - Piece.HEADER_BYTES;
        int at = 0;
        while (at <= end) {
            if (file[at] != first || (long) LONG.get(file, at) != mark) {
                at++;
                continue;
            }
            Piece piece = Piece.parse(file, at, mark);
            if (piece == null) {
                damaged++;
                at++;
                continue;
            }
            add(found, piece);
            last = Math.max(last, piece.record());
            at += Piece.HEADER_BYTES + piece.content().length;
        }
        Map<Long, byte[]> records = new TreeMap<>();
        for (Map.Entry<Long, @Nullable Piece[]> each : found.entrySet()) {
            Optional<byte[]> whole = join(each.getValue());
            whole.ifPresent(content -> records.put(each.getKey(), content));
            damaged += whole.isPresent() ? 0 : 1;
        }
        return new VolumeImage(records, damaged, last);
    }

    private static void add(Map<Long, @Nullable Piece[]> found, Piece piece) {
        @Nullable Piece[] pieces = found.computeIfAbsent(piece.record(), unused -> new @Nullable Piece[piece.count()]);
        if (piece.count() == pieces.length) {
            pieces[piece.number()] = piece;
        }
    }

    /** What the pieces are parts of; empty if one is missing. */
    static Optional<byte[]> join(@Nullable Piece[] pieces) {
        int length = 0;
        for (Piece piece : pieces) {
            if (piece == null
                    || (piece.number() < pieces.length - 1 && piece.content().length != Piece.CONTENT_BYTES_MAX)) {
                return Optional.empty();
            }
            length += piece.content().length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (Piece piece : Arrays.asList(pieces)) {
            if (piece != null) {
                System.arraycopy(piece.content(), 0, whole, at, piece.content().length);
                at += piece.content().length;
            }
        }
        return Optional.of(whole);
    }
}
