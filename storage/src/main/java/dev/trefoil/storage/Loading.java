package dev.trefoil.storage;

import dev.trefoil.Entry;
import dev.trefoil.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the index of a store from the records that are found in its files.
 *
 * <p>A process that was killed between writing an entry anew and removing what was there before leaves both. They are
 * merged, as any two copies of a slot are, so it does not matter which of them is newer.
 */
final class Loading implements Volumes.Finder {

    private final SlotIndex index;
    private final Ledger ledger;
    private final Volumes volumes;
    private final List<Map.Entry<Slot, Place>> seconds = new ArrayList<>();
    private int unreadable;

    Loading(SlotIndex index, Ledger ledger, Volumes volumes) {
        this.index = index;
        this.ledger = ledger;
        this.volumes = volumes;
    }

    @Override
    public void found(Volume volume, long number, byte[] content) {
        Optional<EntryFormat.Content> decoded = EntryFormat.decode(content);
        if (decoded.isEmpty()) {
            unreadable++;
            return;
        }
        Slot slot = decoded.get().slot();
        Place place =
                Place.of(volume, number, content.length, slot, decoded.get().entry());
        if (index.get(slot) == null) {
            index.put(slot, place);
            ledger.count(1, slot.name().length() + (long) place.size());
        } else {
            seconds.add(Map.entry(slot, place));
        }
    }

    /** How many whole records made no sense. */
    int unreadable() {
        return unreadable;
    }

    /** Merges the slots that were found twice; once all files are open. */
    void end() {
        for (Map.Entry<Slot, Place> second : seconds) {
            merge(second.getKey(), second.getValue());
        }
        seconds.clear();
    }

    private void merge(Slot slot, Place second) {
        Place first = index.get(slot);
        Optional<Entry> held = read(first);
        Optional<Entry> other = read(second);
        if (first == null || held.isEmpty() || other.isEmpty()) {
            return;
        }
        Entry merged = held.get().merge(other.get());
        if (!merged.equals(held.get())) {
            Place place = merged.equals(other.get())
                    ? second
                    : volumes.write(slot, merged, EntryFormat.encode(slot, merged), false);
            index.put(slot, place);
            ledger.count(0, (long) place.size() - first.size());
            volumes.remove(first);
        }
        Place now = index.get(slot);
        if (!second.equals(now)) {
            volumes.remove(second);
        }
    }

    private Optional<Entry> read(@Nullable Place place) {
        return place == null
                ? Optional.empty()
                : volumes.read(place).flatMap(EntryFormat::decode).map(EntryFormat.Content::entry);
    }
}
