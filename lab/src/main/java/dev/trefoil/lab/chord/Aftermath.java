package dev.trefoil.lab.chord;

import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordConfig;
import dev.trefoil.lab.Bench;
import dev.trefoil.lab.ring.Hosts;
import dev.trefoil.lab.ring.LivingRing;
import dev.trefoil.lab.ring.RingOptions;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.Proximity;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One network of which a part dies at one moment, and lookups in it one after the other, each of which finds the tables as
 * they were before.
 */
final class Aftermath {

    private static final int NODES = 1_000;
    private static final int SUCCESSORS = 20;
    private static final Duration NEVER = Duration.ofDays(3_650);
    private static final Duration MEAN_DELAY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** A node that has learnt that all its candidates are dead waits, and decides anew, so many times. */
    private static final int ATTEMPTS = 7;

    private static final int CANDIDATES = 32;

    private final Overlays overlays;
    private final double dead;
    private final int run;
    private final int lookups;

    Aftermath(Overlays overlays, double dead, int run, int lookups) {
        this.overlays = overlays;
        this.dead = dead;
        this.run = run;
        this.lookups = lookups;
    }

    /** All lookups of this network. */
    Tally run(Bench bench) {
        RandomGenerator random = bench.random("aftermath " + dead + " " + run);
        Census before = new Hosts(random).census(NODES, 1);
        Census after = MassFailure.survivors(before, (int) Math.round(dead * NODES), random);
        ChordConfig config = ChordSettings.withSuccessors(SUCCESSORS).withPeriods(NEVER, NEVER);
        RingOptions options = RingOptions.asThePapers(overlays.with(config), ATTEMPTS, CANDIDATES);
        LivingRing ring = new LivingRing(random.nextLong(), options, LinkModel.exponential(MEAN_DELAY), Proximity.NONE);
        before.forEach(node -> ring.enterFrozen(node, before));
        Set<NodeRef> living = new LinkedHashSet<>(after);
        before.stream().filter(node -> !living.contains(node)).forEach(ring::crash);
        Tally tally = Tally.NONE;
        for (int i = 0; i < lookups; i++) {
            NodeRef start = after.get(random.nextInt(after.size()));
            Key key = keyAheadOf(start, before, random);
            tally = tally.plus(new OneLookup(ring, after).run(start, key, before));
        }
        return tally;
    }

    /** A key that does not fall on one of the predecessors in the list of {@code start}, which the paper's nodes lack. */
    private static Key keyAheadOf(NodeRef start, Census members, RandomGenerator random) {
        int place = members.successor(start.id());
        while (true) {
            Key key = KeySpace.FULL.random(random);
            int behind = Math.floorMod(place - members.successor(key), members.size());
            if (behind >= SUCCESSORS) {
                return key;
            }
        }
    }

    /**
     * What came of lookups.
     *
     * @param lookups how many there were
     * @param hops of all that did not fail
     * @param timeouts of all, until the node before the key was reached
     * @param last of all, from there on: the dead between that node and the living root
     * @param failed how many ended nowhere, or at the wrong node
     */
    record Tally(int lookups, long hops, long timeouts, long last, int failed) {

        static final Tally NONE = new Tally(0, 0, 0, 0, 0);

        Tally plus(Tally other) {
            return new Tally(
                    lookups + other.lookups,
                    hops + other.hops,
                    timeouts + other.timeouts,
                    last + other.last,
                    failed + other.failed);
        }
    }

    /** One lookup, alone in the network. */
    private static final class OneLookup {

        private final LivingRing ring;
        private final Census living;
        /** Who asked whom in vain; a second time is no news. */
        private final Set<Contact> vain = new LinkedHashSet<>();

        private boolean ended;
        private boolean right;
        private int passedOn;

        OneLookup(LivingRing ring, Census living) {
            this.ring = ring;
            this.living = living;
        }

        Tally run(NodeRef start, Key key, Census tables) {
            NodeRef root = living.get(living.successor(key));
            ring.onTimeout((asker, asked) -> vain.add(new Contact(asker, asked)));
            ring.node(start)
                    .recur(
                            key,
                            reply -> {
                                ended = true;
                                right = reply.root().equals(root);
                                // The last one passes it to the root itself, which the papers do not count.
                                passedOn = Math.max(1, reply.hops() - 1);
                            },
                            () -> ended = true);
            ring.await(() -> ended, PATIENCE);
            NodeRef before = living.around(living.successor(key) - 1);
            long last = vain.stream()
                    .filter(contact -> contact.asker().equals(before))
                    .count();
            long timeouts = vain.size() - last;
            vain.stream().map(Contact::asker).distinct().toList().forEach(asker -> {
                ring.crash(asker);
                ring.enterFrozen(asker, tables);
            });
            return right ? new Tally(1, passedOn, timeouts, last, 0) : new Tally(1, 0, timeouts, last, 1);
        }
    }

    private record Contact(NodeRef asker, NodeRef asked) {}
}
