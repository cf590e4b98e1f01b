package dev.trefoil.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A part of a record, as it lies in a file: found without any table, by the mark it begins with, and believed only if its
 * checksum is right. A record of some kilobytes is one piece; a larger one is cut, because small pieces find room in a
 * file whose free room is scattered.
 *
 * <p>Layout: the mark of the directory (8 bytes); CRC-32C of all that follows (4); the number of the record (8), of this
 * piece (2), of all its pieces (2); the length of the content (2); the content.
 */
final class Piece {

    /** The length of everything but the content. */
    static final int HEADER_BYTES = 26;

    /** The most content of one piece: with its header and what Chronicle adds, 32 chunks. */
    static final int CONTENT_BYTES_MAX = 4_060;

    /** Bits of a Chronicle key that tell the piece; the others tell the record. */
    private static final int NUMBER_BITS = 13;

    private static final int CHECKED_FROM = Long.BYTES + Integer.BYTES;

    private final long record;
    private final int number;
    private final int count;
    private final byte[] content;

    private Piece(long record, int number, int count, byte[] content) {
        this.record = record;
        this.number = number;
        this.count = count;
        this.content = content;
    }

    /** How many pieces a record of {@code length} bytes has. */
    static int count(int length) {
        return Math.max(1, (length + CONTENT_BYTES_MAX - 1) / CONTENT_BYTES_MAX);
    }

    /** The content of piece {@code number} of {@code record}. */
    static Piece of(long record, int number, byte[] content) {
        int from = number * CONTENT_BYTES_MAX;
        int length = Math.min(CONTENT_BYTES_MAX, content.length - from);
        byte[] part = new byte[length];
        System.arraycopy(content, from, part, 0, length);
        return new Piece(record, number, count(content.length), part);
    }

    /** The length on disk of piece {@code number} of a record of {@code length} bytes. */
    static int bytes(int length, int number) {
        return HEADER_BYTES + Math.min(CONTENT_BYTES_MAX, length - number * CONTENT_BYTES_MAX);
    }

    /** What Chronicle knows piece {@code number} of {@code record} by. */
    static long key(long record, int number) {
        return record << NUMBER_BITS | number;
    }

    /** Which record this is a part of; never used twice in a directory. */
    long record() {
        return record;
    }

    /** Which part, from 0. */
    int number() {
        return number;
    }

    /** How many parts there are. */
    int count() {
        return count;
    }

    /** The bytes. */
    byte[] content() {
        return content;
    }

    byte[] encode(long mark) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + content.length);
        out.putLong(mark).putInt(0).putLong(record).putShort((short) number).putShort((short) count);
        out.putShort((short) content.length).put(content);
        out.putInt(Long.BYTES, checksum(out.array(), CHECKED_FROM, out.capacity() - CHECKED_FROM));
        return out.array();
    }

    /** The piece that begins at {@code offset} of {@code bytes}; null if there is none, or it is not as it was written. */
    static @Nullable Piece parse(byte[] bytes, int offset, long mark) {
        if (bytes.length - offset < HEADER_BYTES) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
        long foundMark = in.getLong();
        int checksum = in.getInt();
        long record = in.getLong();
        int number = in.getShort();
        int count = in.getShort();
        int length = in.getShort();
        boolean isPossible = foundMark == mark && length >= 0 && length <= in.remaining();
        if (!isPossible
                || checksum != checksum(bytes, offset + CHECKED_FROM, HEADER_BYTES - CHECKED_FROM + length)
                || number < 0
                || number >= count) {
            return null;
        }
        byte[] content = new byte[length];
        in.get(content);
        return new Piece(record, number, count, content);
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}
