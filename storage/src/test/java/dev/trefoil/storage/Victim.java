package dev.trefoil.storage;

import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Slot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/**
 * The process that is killed: opens a store, tells what it holds, and then writes for as long as it lives, saying what it
 * tries and what was confirmed.
 *
 * <p>Registers hold a number that grows, in a value made from it; now and then one is deleted. Sets hold the numbers from
 * 0 on. One line each: {@code held NAME NUMBER}, {@code ready}, {@code try NAME NUMBER}, {@code done NAME NUMBER}, and
 * {@code wrong NAME} for anything that was never written.
 */
final class Victim {

    static final int REGISTERS = 150;
    static final int SETS = 10;
    private static final int THREADS = 2;
    private static final int DELETED_EVERY = 7;

    private static final ChronicleStoreConfig CONFIG =
            StoreSamples.SMALL.withVolumeBytes(1 << 20).withMaxEntryBytes(512 << 10);

    private final OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
    private final ChronicleStore store;

    private Victim(ChronicleStore store) {
        this.store = store;
    }

    public static void main(String[] arguments) throws Exception {
        Victim victim = new Victim(ChronicleStore.open(Path.of(arguments[0]), CONFIG, StoreSamples.OWNER));
        victim.tellWhatIsHeld();
        victim.say("ready");
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            new Thread(() -> victim.write(own, new Random(Long.parseLong(arguments[1]) + own))).start();
        }
        if (System.in.read() == 'c') {
            victim.store.close();
            victim.say("closed");
        }
        System.in.read();
    }

    private void tellWhatIsHeld() {
        for (int i = 0; i < REGISTERS; i++) {
            Slot slot = StoreSamples.register("r" + i);
            store.get(slot).ifPresent(entry -> tell(slot, number(slot, entry)));
        }
        for (int i = 0; i < SETS; i++) {
            Slot slot = StoreSamples.set("s" + i);
            store.get(slot).ifPresent(entry -> tell(slot, size((Entry.Elements) entry)));
        }
    }

    private void tell(Slot slot, long number) {
        say(number < 0 ? "wrong " + slot.name().toUtf8() : "held " + slot.name().toUtf8() + " " + number);
    }

    /** Each thread writes the slots that are its own, so that the numbers of a slot are tried in order. */
    private void write(int thread, Random random) {
        try {
            while (true) {
                if (random.nextInt(8) == 0) {
                    int i = random.nextInt(SETS / THREADS) * THREADS + thread;
                    Slot slot = StoreSamples.set("s" + i);
                    long next = store.get(slot)
                            .map(held -> size((Entry.Elements) held))
                            .orElse(0L);
                    Entry added = Entry.Elements.of(
                            Bytes.utf8(Long.toString(next)), Cell.of(StoreSamples.version(next + 1), Bytes.EMPTY));
                    write(slot, next + 1, added);
                } else {
                    int i = random.nextInt(REGISTERS / THREADS) * THREADS + thread;
                    Slot slot = StoreSamples.register("r" + i);
                    long next =
                            store.get(slot).map(held -> held.version().stamp()).orElse(0L) + 1;
                    write(slot, next, register(next));
                }
            }
        } catch (IllegalStateException closed) {
            // The store has been closed: this writer is done.
        }
    }

    private void write(Slot slot, long number, Entry entry) {
        say("try " + slot.name().toUtf8() + " " + number);
        store.merge(slot, entry);
        say("done " + slot.name().toUtf8() + " " + number);
    }

    private static Entry register(long number) {
        return number % DELETED_EVERY == 0 ? StoreSamples.deletion(number) : StoreSamples.value(number, text(number));
    }

    /** From a few bytes to some pieces. */
    private static String text(long number) {
        return (number + " ").repeat((int) (number * 7919 % 1_500) + 1);
    }

    private static long number(Slot slot, Entry entry) {
        long number = entry.version().stamp();
        return entry.equals(register(number)) ? number : -1;
    }

    private static long size(Entry.Elements set) {
        for (int i = 0; i < set.cells().size(); i++) {
            if (!set.cells().containsKey(Bytes.utf8(Integer.toString(i)))) {
                return -1;
            }
        }
        return set.cells().size();
    }

    private synchronized void say(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
