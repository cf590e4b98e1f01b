package dev.trefoil.node.testing;

import dev.trefoil.Address;
import dev.trefoil.transport.inmem.LinkModel;
import java.util.random.RandomGenerator;

/** Links that are fair at first, so that a network can come about, and turn foul when the test says so. */
public final class Weather implements LinkModel {

    private final LinkModel fair;
    private final LinkModel foul;
    private LinkModel now;

    public Weather(LinkModel fair, LinkModel foul) {
        this.fair = fair;
        this.foul = foul;
        this.now = fair;
    }

    public void turnFoul() {
        now = foul;
    }

    public void turnFair() {
        now = fair;
    }

    @Override
    public long delayNanos(Address from, Address to, RandomGenerator random) {
        return now.delayNanos(from, to, random);
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
}
