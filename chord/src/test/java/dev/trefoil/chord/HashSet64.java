package dev.trefoil.chord;

import java.util.Arrays;

/** A set of hashes of 64 bits, eight bytes each and some room. */
final class HashSet64 {

    private long[] places = new long[1 << 12];
    private int size;

    /**
     * Adds {@code hash}.
     *
     * @return whether it was not there before
     */
    boolean add(long hash) {
        long value = hash == 0 ? 1 : hash;
        if (3 * size > 2 * places.length) {
            grow();
        }
        int place = place(value);
        if (places[place] == value) {
            return false;
        }
        places[place] = value;
        size++;
        return true;
    }

    private int place(long value) {
        int mask = places.length - 1;
        int place = (int) (value ^ value >>> 32) & mask;
        while (places[place] != 0 && places[place] != value) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] before = places;
        places = new long[2 * before.length];
        Arrays.stream(before).filter(value -> value != 0).forEach(value -> places[place(value)] = value);
    }
}
