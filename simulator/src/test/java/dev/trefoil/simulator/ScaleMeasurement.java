package dev.trefoil.simulator;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.Chord;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.node.replication.ReplicationConfig;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.Proximity;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.storage.HeapStore;
import dev.trefoil.transport.inmem.LinkModel;
import dev.trefoil.transport.inmem.Seeds;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** How large, how fast, how lean: a program of its own, because it needs a heap of its own. Prints what it measures. */
final class ScaleMeasurement {

    private static final double NANOS = 1e9;
    private static final double KIB = 1024;

    private ScaleMeasurement() {}

    public static void main(String[] arguments) {
        int nodes = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "churn" -> churn(nodes, Duration.ofMinutes(Integer.parseInt(arguments[2])));
            case "ring" -> ring(nodes);
            case "speed" -> speed(nodes);
            case "cluster" -> cluster(nodes);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Full nodes that come and go, each for an hour on average, with a lookup a second for every thousand nodes. */
    private static void churn(int nodes, Duration time) {
        Stopwatch watch = new Stopwatch();
        Cluster cluster = large(nodes);
        System.out.printf(Locale.ROOT, "%d full nodes began within %s%n", nodes, watch);
        double perSecond = nodes / 3600.0;
        cluster.churn(Churn.poisson(perSecond, perSecond));
        long[] verdicts = new long[Lookup.Verdict.values().length];
        cluster.simulation().poisson(nodes / 1000.0, "lookups", () -> {
            var unused = cluster.anyLookup()
                    .thenAccept(lookup -> verdicts[lookup.verdict().ordinal()]++);
        });
        long most = 0;
        for (int minute = 1; minute <= time.toMinutes(); minute++) {
            cluster.runFor(Duration.ofMinutes(1));
            most = Math.max(most, heap());
            System.out.printf(
                    Locale.ROOT,
                    "minute %d: %d hosts so far, %d members, %d events, heap %d MiB, %s%n",
                    minute,
                    cluster.hosts().size(),
                    cluster.members().size(),
                    cluster.simulation().time().executed(),
                    heap() >> 20,
                    watch);
        }
        System.out.printf(
                Locale.ROOT,
                "RESULT churn: %d nodes, %d minutes, %.0f s, %.0f s of CPU, heap at most %d MiB, %d events,"
                        + " %d lookups right, %d wrong, %d failed%n",
                nodes,
                time.toMinutes(),
                watch.seconds(),
                watch.cpuSeconds(),
                most >> 20,
                cluster.simulation().time().executed(),
                verdicts[0],
                verdicts[1],
                verdicts[2]);
    }

    /** Overlays alone, in an ideal ring that stands still: what one takes, and whether lookups across them are short. */
    private static void ring(int nodes) {
        Stopwatch watch = new Stopwatch();
        Chord chord = new Chord(ChordConfig.forSimulation());
        List<NodeRef> refs = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            Address address = new Address("n" + i, 1);
            refs.add(new NodeRef(KeySpace.FULL.nodeId(address, 0), address));
        }
        Census members = Census.of(refs);
        StillContexts contexts = new StillContexts();
        List<Overlay> overlays = new ArrayList<>(nodes);
        long before = settledHeap();
        for (NodeRef self : members) {
            Overlay overlay = chord.create(contexts.of(self), (node, joined) -> {});
            chord.enter(overlay, members, Proximity.NONE);
            overlay.nextStep(self.id());
            overlays.add(overlay);
        }
        double each = (settledHeap() - before) / KIB / nodes;
        RandomGenerator random = Seeds.fork(1, "lookups");
        long hops = 0;
        int lookups = 10_000;
        for (int i = 0; i < lookups; i++) {
            Key key = KeySpace.FULL.random(random);
            int at = random.nextInt(nodes);
            while (overlays.get(at).nextStep(key) instanceof RoutingStep.Onward onward) {
                at = members.successor(onward.candidates().get(0).id());
                hops++;
            }
            RoutingStep.Here here = (RoutingStep.Here) overlays.get(at).nextStep(key);
            if (!here.holders().get(0).equals(members.get(members.successor(key)))) {
                throw new AssertionError("wrong root of " + key + ": " + here);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "RESULT ring: %d overlays, %.2f KiB each, mean path %.2f (half of log2 N is %.2f), heap %d MiB, %s%n",
                nodes,
                each,
                hops / (double) lookups,
                Math.log(nodes) / Math.log(2) / 2,
                heap() >> 20,
                watch);
    }

    /** How many events a second full nodes with Chord make on one core. */
    private static void speed(int nodes) {
        Cluster cluster = large(nodes);
        cluster.runFor(Duration.ofMinutes(5));
        long before = cluster.simulation().time().executed();
        Stopwatch watch = new Stopwatch();
        cluster.runFor(Duration.ofMinutes(Math.max(2, 2_000_000 / nodes / 100)));
        long events = cluster.simulation().time().executed() - before;
        System.out.printf(
                Locale.ROOT,
                "RESULT speed: %d nodes, %d events, %.0f a second of CPU, %.0f a second, %s%n",
                nodes,
                events,
                events / watch.cpuSeconds(),
                events / watch.seconds(),
                watch);
    }

    /** How much faster than real time a small cluster under load runs. */
    private static void cluster(int nodes) {
        Cluster cluster = Cluster.of(new Chord(ChordConfig.defaults()), HeapStore::new)
                .trial(Trial.of(1))
                .build()
                .start(nodes)
                .settle();
        Load load = cluster.load(Workload.of(20));
        cluster.runFor(Duration.ofMinutes(5));
        Stopwatch watch = new Stopwatch();
        Duration time = Duration.ofMinutes(20);
        cluster.runFor(time);
        System.out.printf(
                Locale.ROOT,
                "RESULT cluster: %d full nodes at %.0f times real time (%.0f by CPU), %s%n",
                nodes,
                time.toSeconds() / watch.seconds(),
                time.toSeconds() / watch.cpuSeconds(),
                load.check());
    }

    private static Cluster large(int nodes) {
        return Cluster.of(new Chord(ChordConfig.forSimulation()), HeapStore::new)
                .trial(Trial.of(1))
                .links(LinkModel.exponential(Duration.ofMillis(50)))
                .replication(ReplicationConfig.defaults().withTick(ReplicationConfig.TICK_MAX))
                .build()
                .startIdeal(nodes);
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long settledHeap() {
        System.gc();
        System.gc();
        return heap();
    }

    /** Real time, and that of this thread. */
    private static final class Stopwatch {

        private final long began = System.nanoTime();
        private final long cpuBegan = cpu();

        double seconds() {
            return (System.nanoTime() - began) / NANOS;
        }

        double cpuSeconds() {
            return (cpu() - cpuBegan) / NANOS;
        }

        private static long cpu() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f s, %.1f s of CPU", seconds(), cpuSeconds());
        }
    }
}
