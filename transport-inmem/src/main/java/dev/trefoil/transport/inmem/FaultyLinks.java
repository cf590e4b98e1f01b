package dev.trefoil.transport.inmem;

import dev.trefoil.Address;
import java.util.random.RandomGenerator;

/** Links with faults drawn on top of those they have already. */
record FaultyLinks(LinkModel links, LinkFaults faults) implements LinkModel {

    @Override
    public long delayNanos(Address from, Address to, RandomGenerator random) {
        long delay = links.delayNanos(from, to, random);
        return happens(faults.stall(), random) ? delay + faults.stallTime().toNanos() : delay;
    }

    @Override
    public boolean loses(Address from, Address to, RandomGenerator random) {
        return happens(faults.loss(), random) || links.loses(from, to, random);
    }

    @Override
    public boolean duplicates(Address from, Address to, RandomGenerator random) {
        return happens(faults.duplication(), random) || links.duplicates(from, to, random);
    }

    @Override
    public boolean deniesDelivery(Address from, Address to, RandomGenerator random) {
        return happens(faults.denial(), random) || links.deniesDelivery(from, to, random);
    }

    /** Draws nothing for a fault that is switched off: most are, most of the time. */
    private static boolean happens(double probability, RandomGenerator random) {
        return probability > 0 && random.nextDouble() < probability;
    }
}
