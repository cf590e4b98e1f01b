package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.storage.HeapStore;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShelfTest {

    private static final int MESSAGE_BYTES = 4 << 20;

    @Test
    void aPageOfManySmallElementsFitsIntoAMessage() {
        HeapStore store = new HeapStore();
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < Shelf.PAGE_SLOTS; i++) {
            Bytes name = Bytes.utf8("set " + i);
            Slot slot = new Slot(KeySpace.FULL.place(name), Slot.Kind.SET, name);
            store.merge(slot, setOf(1_000));
            slots.add(slot);
        }
        ReplicationMessage.Fetched page = new Shelf(store).fetch(slots);
        assertThat(page.answered()).isPositive();
        assertThat(ReplicationCodec.TABLE.encode(page).payload().length()).isLessThan(MESSAGE_BYTES);
    }

    private static Entry setOf(int count) {
        TreeMap<Bytes, Cell> cells = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Version version = new Version(Long.MAX_VALUE - i, Key.sha1(Bytes.utf8("writer")), Long.MIN_VALUE + i);
            cells.put(Bytes.of(new byte[] {(byte) (i >> 8), (byte) i}), Cell.of(version, Bytes.EMPTY));
        }
        return new Entry.Elements(cells);
    }
}
