package dev.trefoil.simulator;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.node.DhtNode;
import dev.trefoil.simulator.Host.State;
import dev.trefoil.spi.Census;
import dev.trefoil.spi.OverlayProvider;
import dev.trefoil.spi.Store;
import dev.trefoil.transport.inmem.LinkFaults;
import dev.trefoil.transport.inmem.VirtualWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A simulated network of complete nodes, and what can happen to it.
 *
 * <p>The same seed and the same calls give the same history, event by event. {@code start}, {@code settle} and what begins
 * with {@code run} or {@code await} let time pass; everything else happens at once and may also be called from within the
 * simulation. For one thread.
 */
public final class Cluster {

    /** Where all nodes listen. */
    public static final int PORT = 7400;

    /** How long {@link #settle()} waits for everything to come right. */
    public static final Duration SETTLING = Duration.ofMinutes(10);

    private static final int SEEDS = 3;
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Simulation simulation;
    private final Oracle oracle;
    private final Machinery machinery;
    private final Watch watch;
    private final RandomGenerator choice;
    private final List<Host> hosts = new ArrayList<>();
    private final Members members;
    private int underWay;
    private boolean wasCut;

    Cluster(Simulation simulation, Oracle oracle, Machinery machinery) {
        this.simulation = simulation;
        this.oracle = oracle;
        this.machinery = machinery;
        this.watch = new Watch(simulation);
        this.choice = simulation.random("choice");
        this.members = new Members(choice);
    }

    /**
     * What a network is made of.
     *
     * @param overlay how keys are found
     * @param stores makes an empty store, one for each host
     */
    public static ClusterBuilder of(OverlayProvider overlay, Supplier<? extends Store> stores) {
        return new ClusterBuilder(overlay, stores);
    }

    /** Time, network and background beneath. */
    public Simulation simulation() {
        return simulation;
    }

    /** Who knows everything. */
    public Oracle oracle() {
        return oracle;
    }

    /** A hash of all events so far: equal for equal runs. */
    public long traceHash() {
        return simulation.time().traceHash();
    }

    /** All hosts there have ever been, by number. */
    public List<Host> hosts() {
        return Collections.unmodifiableList(hosts);
    }

    /** The host of that number, from zero. */
    public Host host(int number) {
        return hosts.get(number);
    }

    /** The hosts whose nodes are members now, in an order that the seed decides. */
    public List<Host> members() {
        return members.all();
    }

    /** A member drawn at random. */
    public Host anyMember() {
        return members.any();
    }

    /** Each of that many different members drawn at random. */
    public List<Host> anyMembers(int count) {
        return members.any(count);
    }

    /** The members that are not among {@code some}. */
    public List<Host> others(Collection<Host> some) {
        return members.others(some);
    }

    /** Starts {@code count} hosts, each as soon as the one before is a member. */
    public Cluster start(int count) {
        for (int i = 0; i < count; i++) {
            await(join().started());
        }
        return this;
    }

    /**
     * Starts {@code count} hosts that are members at once and know what they should, as if they had long been; the first
     * of the network. The overlay has to implement {@link dev.trefoil.spi.IdealOverlay}.
     *
     * <p>With virtual nodes the tables are ideal likewise, but all of a host's nodes but the first then wait for the loss
     * grace of {@link dev.trefoil.node.replication.ReplicationConfig} until they believe that nobody has any values.
     */
    public Cluster startIdeal(int count) {
        List<NodeRef> all = new ArrayList<>();
        List<Host> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Host host = newHost();
            fresh.add(host);
            all.addAll(machinery.nodes(host));
        }
        oracle.found(Census.of(all));
        fresh.forEach(host -> launch(host, List.of()));
        simulation.runUntil(() -> underWay == 0, Simulation.PATIENCE);
        oracle.founded();
        fresh.forEach(host -> await(host.started()));
        return this;
    }

    /** A new host begins to join through members drawn at random; founds the network if there are none. */
    public Host join() {
        Host host = newHost();
        launch(host, members.seeds(SEEDS));
        return host;
    }

    /** Power is cut: the node stops without a word, and nothing answers there any more. Its disk stays. */
    public void crash(Host host) {
        end(host, true);
    }

    /** The process is killed; its machine lives on and refuses requests, so that nobody has to wait for a timeout. */
    public void kill(Host host) {
        end(host, false);
    }

    /** The node hands over what it holds, and goes. */
    public CompletableFuture<Void> leave(Host host) {
        DhtNode node = host.node();
        members.remove(host);
        host.leaves();
        underWay++;
        return node.leave().whenComplete((done, problem) -> {
            underWay--;
            watch.ends(host.world());
            host.ended();
        });
    }

    /** The host starts its node again, at the same address, with the disk as it was left; is killed before if it runs. */
    public Host restart(Host host) {
        if (host.state() != State.DOWN) {
            kill(host);
        }
        launch(host, members.seeds(SEEDS));
        return host;
    }

    /** As {@link #restart}, with an empty disk. */
    public Host restartWithoutDisk(Host host) {
        if (host.state() != State.DOWN) {
            kill(host);
        }
        machinery.erase(host);
        return restart(host);
    }

    /** The process stands still for {@code duration}, as after SIGSTOP or in a long collection, and then goes on. */
    public void pause(Host host, Duration duration) {
        host.world().pause(duration);
    }

    /** All that the host sends or receives is late by {@code delay} from now on; zero ends it. */
    public void slow(Host host, Duration delay) {
        simulation.slow(host.address(), delay);
    }

    /** The host's wall clock is ahead by that much from now on; behind, if negative. */
    public void skewClock(Host host, Duration ahead) {
        host.world().skewWallClock(ahead);
    }

    /** Nothing gets from either side to the other until {@link #heal}. */
    public void partition(Collection<Host> oneSide, Collection<Host> otherSide) {
        wasCut = true;
        simulation.network().partition(addresses(oneSide), addresses(otherSide));
    }

    /** Nothing gets from one side to the other until {@link #heal}; the other direction is as it was. */
    public void partitionOneWay(Collection<Host> from, Collection<Host> to) {
        wasCut = true;
        simulation.network().partitionOneWay(addresses(from), addresses(to));
    }

    /** From now on links misbehave like this. */
    public void faults(LinkFaults faults) {
        simulation.faults(faults);
    }

    /** Ends faults, partitions and slowness. Who has crashed stays so. */
    public void heal() {
        simulation.heal();
    }

    /** Lets time pass. */
    public Cluster runFor(Duration duration) {
        simulation.runFor(duration);
        return this;
    }

    /** Lets time pass until {@code future} is complete. What a node answers with is thrown as it is. */
    public <T> T await(CompletableFuture<T> future) {
        return simulation.await(future);
    }

    /** {@link #settle(Duration)} with {@link #SETTLING}. */
    public Cluster settle() {
        return settle(SETTLING);
    }

    /**
     * Lets time pass until nobody is joining or leaving, all members hold what they are responsible for, and everybody
     * knows their place; then looks at the invariants of the whole.
     *
     * @throws SimulationFailure if that takes longer than {@code limit}, or an invariant is broken
     */
    public Cluster settle(Duration limit) {
        Duration end = simulation.time().now().plus(limit);
        Optional<String> open = Optional.of("nothing was looked at");
        while (open.isPresent()) {
            Duration left = end.minus(simulation.time().now());
            if (left.isNegative() || left.isZero()) {
                throw simulation.failure("not settled within " + limit + ": " + open.get());
            }
            simulation.runFor(GLANCE);
            open = unsettled(left);
        }
        wasCut = false;
        watch.quiet(this);
        return this;
    }

    /** The liveness phase: ends everything in the background, heals the network, and {@link #settle settles}. */
    public Cluster recoverWithin(Duration limit) {
        simulation.stopBackground();
        heal();
        return settle(limit);
    }

    /** Lets nodes come and go from now on. */
    public Background churn(Churn churn) {
        ChurnProcess process = new ChurnProcess(this, churn);
        simulation.add(process);
        process.start();
        return process;
    }

    /** Lets things go wrong from now on. */
    public Background trouble(Trouble trouble) {
        TroubleMaker maker = new TroubleMaker(this, trouble);
        simulation.add(maker);
        maker.start();
        return maker;
    }

    /** Lets applications put, get and remove from now on, and keeps a record of what was acknowledged. */
    public Load load(Workload workload) {
        return new Load(this, workload);
    }

    /** A lookup from {@code host}, judged when it ends. */
    public CompletableFuture<Lookup> lookup(Host host, Key key) {
        NodeRef root = oracle.root(key);
        Duration began = simulation.time().now();
        return host.node()
                .locate(key)
                .handle((located, failure) -> oracle.judge(
                        key,
                        root,
                        Optional.ofNullable(located),
                        simulation.time().now().minus(began)));
    }

    /** A lookup of a random key from a random member, judged when it ends. */
    public CompletableFuture<Lookup> anyLookup() {
        return lookup(anyMember(), machinery.space().random(choice));
    }

    /** After each event of a host that is a member, {@code invariant} has to hold there. Costs its time each time. */
    public Cluster always(String name, Invariant<Host> invariant) {
        watch.always(name, invariant);
        return this;
    }

    /** Whenever the network has settled, {@code invariant} has to hold. */
    public Cluster whenQuiet(String name, Invariant<Cluster> invariant) {
        watch.whenQuiet(name, invariant);
        return this;
    }

    /** Whether there has been a partition since the network has last settled: then its parts may go on as two networks. */
    boolean wasCut() {
        return wasCut;
    }

    private Optional<String> unsettled(Duration limit) {
        if (underWay > 0) {
            return Optional.of(underWay + " hosts are joining or leaving");
        }
        Optional<String> stray = oracle.strays();
        if (stray.isPresent()) {
            return stray;
        }
        List<Host> all = List.copyOf(members.all());
        for (Host host : all) {
            if (host.isMember()) {
                await(host.node().awaitSettled(limit));
            }
        }
        return oracle.strays()
                .or(() -> all.equals(members.all()) ? Optional.empty() : Optional.of("members have changed"));
    }

    private Host newHost() {
        Host host = new Host(hosts.size());
        hosts.add(host);
        return host;
    }

    private void launch(Host host, List<Address> seeds) {
        underWay++;
        CompletableFuture<DhtNode> start = machinery.start(host, seeds);
        VirtualWorld world = host.world();
        watch.begins(world, host);
        var unused = start.whenComplete((node, failure) -> {
            underWay--;
            if (failure == null) {
                host.joined(node);
                members.add(host);
            } else {
                watch.ends(world);
                host.failed(failure);
            }
        });
    }

    private void end(Host host, boolean silent) {
        if (host.state() == State.DOWN) {
            return;
        }
        if (host.state() == State.JOINING) {
            underWay--;
        }
        members.remove(host);
        watch.ends(host.world());
        machinery.end(host, silent);
    }

    private static Set<Address> addresses(Collection<Host> some) {
        Set<Address> addresses = new LinkedHashSet<>();
        some.forEach(host -> addresses.add(host.address()));
        return addresses;
    }
}
