package dev.trefoil.simulator;

import dev.trefoil.Address;
import dev.trefoil.transport.inmem.LinkFaults;
import dev.trefoil.transport.inmem.LinkModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Links whose faults come and go while the network runs, and hosts that are slow for a while. Not thread-safe. */
final class Conditions implements LinkModel {

    private final LinkModel fair;
    private final Map<Address, Long> lateNanos = new HashMap<>();
    private LinkModel now;

    Conditions(LinkModel fair) {
        this.fair = fair;
        this.now = fair;
    }

    /** From now on these faults, on top of what the links are like by themselves. */
    void faults(LinkFaults faults) {
        now = faults.equals(LinkFaults.NONE) ? fair : fair.with(faults);
    }

    /** All that this host sends or receives is late by {@code delay}; zero makes it as fast as the others. */
    void slow(Address host, Duration delay) {
        if (delay.isZero()) {
            lateNanos.remove(host);
        } else {
            lateNanos.put(host, delay.toNanos());
        }
    }

    /** No faults, and nobody slow. */
    void clear() {
        now = fair;
        lateNanos.clear();
    }

    @Override
    public long delayNanos(Address from, Address to, RandomGenerator random) {
        long delay = now.delayNanos(from, to, random);
        return lateNanos.isEmpty() ? delay : delay + late(from) + late(to);
    }

    @Override
    public boolean loses(Address from, Address to, RandomGenerator random) {
        return now.loses(from, to, random);
    }

    @Override
    public boolean duplicates(Address from, Address to, RandomGenerator random) {
        return now.duplicates(from, to, random);
    }

    @Override
    public boolean deniesDelivery(Address from, Address to, RandomGenerator random) {
        return now.deniesDelivery(from, to, random);
    }

    private long late(Address host) {
        return lateNanos.getOrDefault(host, 0L);
    }
}
