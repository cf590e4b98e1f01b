package dev.trefoil.storage;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.Slot;
import dev.trefoil.Version;

/** Small stores and what to put into them. */
final class StoreSamples {

    static final StoreOwner OWNER = new StoreOwner("test", KeySpace.FULL, new Address("127.0.0.1", 7400));

    static final ChronicleStoreConfig SMALL = ChronicleStoreConfig.defaults()
            .withMaxEntryBytes(64 << 10)
            .withVolumeBytes(ChronicleStoreConfig.VOLUME_BYTES_MIN)
            .withFreeBytesMin(0);

    private StoreSamples() {}

    static Slot register(String name) {
        return new Slot(Key.sha1(Bytes.utf8(name)), Slot.Kind.REGISTER, Bytes.utf8(name));
    }

    static Slot set(String name) {
        return new Slot(Key.sha1(Bytes.utf8(name)), Slot.Kind.SET, Bytes.utf8(name));
    }

    static Entry value(long stamp, String value) {
        return new Entry.Register(Cell.of(version(stamp), Bytes.utf8(value)));
    }

    static Entry deletion(long stamp) {
        return new Entry.Register(Cell.deletion(version(stamp)));
    }

    static Entry element(long stamp, String element) {
        return Entry.Elements.of(Bytes.utf8(element), Cell.of(version(stamp), Bytes.EMPTY));
    }

    static Version version(long stamp) {
        return new Version(stamp, Key.ZERO, 0);
    }
}
