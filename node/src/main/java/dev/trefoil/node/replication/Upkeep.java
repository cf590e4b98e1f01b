package dev.trefoil.node.replication;

import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.NodeContext;
import dev.trefoil.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The periodic work of a replica: load what is missing, hand over what is stray, compare the rest, forget what is old.
 *
 * <p>Periodic rather than on every event, and a little out of step with the neighbours, so that a change does not set
 * off more work the worse things are (Rhea et al. 2004, section 4.1).
 */
final class Upkeep {

    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

    /** How long after a change among the neighbours it is looked at; more changes come with the first. */
    static final Duration AFTER_CHANGE = Duration.ofMillis(50);

    /** A pause between two ticks of this node after which others may have given up on it. */
    static final Duration ASLEEP = Duration.ofSeconds(15);

    private static final Duration EXPIRE_EVERY = Duration.ofSeconds(30);
    private static final Duration LOOK_FOR_STRAYS_EVERY = Duration.ofSeconds(60);

    private final EventLoop loop;
    private final RandomGenerator random;
    private final NodeContext context;
    private final Store store;
    private final ReplicationConfig config;
    private final Holders holders;
    private final Share share;
    private final Relief relief;
    private final RangeLoader loader;
    private final Retirement retirement;
    private final Strays strays;
    private final Reconciler reconciler;
    private long tickedNanos;
    private long expiredNanos;
    private long lookedNanos;
    private boolean isChangePending;
    private boolean isLeaving;

    Upkeep(
            NodeContext context,
            Store store,
            ReplicationConfig config,
            Holders holders,
            Share share,
            Relief relief,
            RangeLoader loader,
            Retirement retirement,
            Strays strays,
            Reconciler reconciler) {
        this.loop = context.loop();
        this.random = context.random();
        this.context = context;
        this.store = store;
        this.config = config;
        this.holders = holders;
        this.share = share;
        this.relief = relief;
        this.loader = loader;
        this.retirement = retirement;
        this.strays = strays;
        this.reconciler = reconciler;
    }

    /** Begins. */
    void start() {
        tickedNanos = loop.nanoTime();
        expiredNanos = tickedNanos;
        lookedNanos = tickedNanos;
        holders.lookAround();
        share.refresh();
        loader.run();
        tickLater();
    }

    /** The neighbours have changed. */
    void changed() {
        holders.lookAround();
        if (share.refresh()) {
            strays.look();
        }
        if (!isChangePending) {
            isChangePending = true;
            loop.schedule(AFTER_CHANGE, () -> {
                isChangePending = false;
                loader.run();
            });
        }
    }

    /** This node hands over and leaves: it receives and compares nothing more. */
    void leave() {
        isLeaving = true;
    }

    private void tickLater() {
        long tick = config.tick().toNanos();
        loop.schedule(Duration.ofNanos(tick * 3 / 4 + random.nextLong(Math.max(1, tick / 2))), this::tick);
    }

    private void tick() {
        if (isLeaving) {
            return;
        }
        tickLater();
        long now = loop.nanoTime();
        if (now - tickedNanos > ASLEEP.toNanos()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} was asleep for {1} s and asks the others what it has missed",
                    context.self(),
                    Duration.ofNanos(now - tickedNanos).toSeconds());
            share.suspend();
        }
        tickedNanos = now;
        holders.lookAround();
        if (holders.isAlone()) {
            share.suspend();
        }
        if (share.refresh()) {
            strays.look();
        }
        work(now);
    }

    private void work(long now) {
        relief.run();
        loader.run();
        retirement.run();
        if (now - lookedNanos > LOOK_FOR_STRAYS_EVERY.toNanos()) {
            lookedNanos = now;
            strays.look();
        }
        strays.run();
        reconciler.run();
        if (now - expiredNanos > EXPIRE_EVERY.toNanos()) {
            expiredNanos = now;
            store.expire(Instant.ofEpochMilli(context.wallClock().millis()), config.tombstoneGrace());
        }
    }
}
