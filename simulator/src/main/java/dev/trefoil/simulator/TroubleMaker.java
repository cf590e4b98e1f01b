package dev.trefoil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Lets things go wrong as a {@link Trouble} says. */
final class TroubleMaker implements Background {

    /** How long the network is left alone after a process is back: time to detect, to load and to compare. */
    private static final Duration REPAIR = Duration.ofSeconds(60);

    private static final Duration DOWN_MAX = Duration.ofSeconds(20);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
    private static final Duration CUT_MAX = Duration.ofSeconds(20);
    private static final Duration SLOW_MAX = Duration.ofSeconds(20);
    private static final Duration LATE_MAX = Duration.ofMillis(500);
    private static final int MEMBERS_MIN = 3;

    private final Cluster cluster;
    private final Trouble trouble;
    private final RandomGenerator random;
    private final List<Background> parts = new ArrayList<>();
    private boolean stopped;
    private boolean isRepairing;
    private boolean isCut;

    TroubleMaker(Cluster cluster, Trouble trouble) {
        this.cluster = cluster;
        this.trouble = trouble;
        this.random = cluster.simulation().random("trouble");
    }

    void start() {
        cluster.faults(trouble.links());
        cluster.members().forEach(this::skewClock);
        often(trouble.crashesPerMinute(), "crashes", this::crash);
        often(trouble.pausesPerMinute(), "pauses", () -> cluster.pause(cluster.anyMember(), upTo(PAUSE_MAX)));
        often(trouble.partitionsPerMinute(), "partitions", this::cut);
        often(trouble.slowHostsPerMinute(), "slow hosts", this::slow);
    }

    @Override
    public void stop() {
        stopped = true;
        parts.forEach(Background::stop);
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    private void often(double perMinute, String kind, Runnable fault) {
        if (perMinute > 0) {
            parts.add(cluster.simulation().poisson(perMinute / 60, kind, () -> {
                if (cluster.members().size() >= MEMBERS_MIN) {
                    fault.run();
                }
            }));
        }
    }

    private void skewClock(Host host) {
        if (!trouble.clockSkew().isZero()) {
            Duration ahead = upTo(trouble.clockSkew());
            cluster.skewClock(host, random.nextBoolean() ? ahead : ahead.negated());
        }
    }

    private void crash() {
        if (isRepairing || isCut) {
            return;
        }
        isRepairing = true;
        Host host = cluster.anyMember();
        boolean losesDisk = random.nextDouble() < trouble.diskLoss();
        cluster.crash(host);
        cluster.simulation().after(upTo(DOWN_MAX), () -> {
            if (losesDisk) {
                cluster.restartWithoutDisk(host);
            } else {
                cluster.restart(host);
            }
            skewClock(host);
            var unused = host.started()
                    .whenComplete((node, failure) -> cluster.simulation().after(REPAIR, () -> isRepairing = false));
        });
    }

    private void cut() {
        if (isCut || isRepairing) {
            return;
        }
        isCut = true;
        List<Host> some =
                cluster.anyMembers(1 + random.nextInt(cluster.members().size() / 2));
        if (random.nextBoolean()) {
            cluster.partition(some, cluster.others(some));
        } else if (random.nextBoolean()) {
            cluster.partitionOneWay(some, cluster.others(some));
        } else {
            cluster.partitionOneWay(cluster.others(some), some);
        }
        cluster.simulation().after(upTo(CUT_MAX), () -> {
            cluster.simulation().network().heal();
            // The two sides find each other again before the next fault.
            cluster.simulation().after(REPAIR, () -> isCut = false);
        });
    }

    private void slow() {
        Host host = cluster.anyMember();
        cluster.slow(host, upTo(LATE_MAX));
        cluster.simulation().after(upTo(SLOW_MAX), () -> cluster.slow(host, Duration.ZERO));
    }

    private Duration upTo(Duration most) {
        return Duration.ofNanos((long) (most.toNanos() * random.nextDouble()));
    }
}
