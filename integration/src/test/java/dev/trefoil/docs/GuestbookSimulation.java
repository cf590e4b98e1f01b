package dev.trefoil.docs;

import dev.trefoil.Bytes;
import dev.trefoil.ReadOptions;
import dev.trefoil.WriteOptions;
import dev.trefoil.chord.Chord;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.simulator.Cluster;
import dev.trefoil.simulator.Trial;
import dev.trefoil.simulator.Trials;
import dev.trefoil.simulator.Trouble;
import dev.trefoil.simulator.links.LatencyMatrix;
import dev.trefoil.simulator.links.Terrain;
import dev.trefoil.storage.HeapStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The program in {@code docs/simulator.md}, word for word. */
// docs: begin
final class GuestbookSimulation {

    private static final Bytes BOOK = Bytes.utf8("guestbook");

    public static void main(String[] args) {
        Trials.of(5).run(GuestbookSimulation::nobodyWhoSignedIsForgotten);
    }

    static void nobodyWhoSignedIsForgotten(Trial trial) {
        Cluster cluster = Cluster.of(new Chord(ChordConfig.defaults()), HeapStore::new)
                .trial(trial)
                .on(Terrain.measured(LatencyMatrix.king(), trial.seed()))
                .build()
                .start(trial.number("hosts", 4, 9))
                .settle();
        List<Bytes> signed = new ArrayList<>();
        cluster.simulation().poisson(5, "guests", () -> {
            Bytes guest = Bytes.utf8("guest at " + cluster.simulation().time().now());
            cluster.anyMember().node().add(BOOK, guest, WriteOptions.DEFAULTS).thenRun(() -> signed.add(guest));
        });
        cluster.trouble(Trouble.draw(trial)); // crashes, pauses, partitions, loss: whatever this seed brings
        cluster.runFor(Duration.ofMinutes(1));
        cluster.recoverWithin(Duration.ofMinutes(10));
        Set<Bytes> book = cluster.await(cluster.anyMember().node().elements(BOOK, ReadOptions.DEFAULTS));
        if (!book.containsAll(signed)) {
            throw cluster.simulation().failure("of " + signed.size() + " guests " + book.size() + " are remembered");
        }
    }
}
// docs: end
