package dev.trefoil.simulator;

import dev.trefoil.Address;
import dev.trefoil.node.DhtNode;
import dev.trefoil.transport.inmem.VirtualWorld;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A machine of a simulated network: its address, its disk, and the node that runs on it, one after another if it is
 * restarted. The {@link Cluster} acts on it. For one thread.
 */
public final class Host {

    private final int number;
    private final Address address;
    private State state = State.DOWN;
    private @Nullable VirtualWorld world;
    private @Nullable Disk disk;
    private @Nullable DhtNode node;
    private @Nullable CompletableFuture<DhtNode> started;

    /** Where it stands in the cluster's list of members. */
    int position = -1;

    Host(int number) {
        this.number = number;
        this.address = new Address(
                "10." + (number >> 16 & 0xFF) + "." + (number >> 8 & 0xFF) + "." + (number & 0xFF), Cluster.PORT);
    }

    /** How many hosts there were before it. */
    public int number() {
        return number;
    }

    /** Where its node listens. */
    public Address address() {
        return address;
    }

    /** What its process does. */
    public State state() {
        return state;
    }

    /** Whether its node is a member and means to stay. */
    public boolean isMember() {
        return state == State.MEMBER;
    }

    /** The node that runs here; refuses if none has joined. */
    public DhtNode node() {
        return require(node, "no node has joined here");
    }

    /** Completes as soon as the node started last is a member; exceptionally if it cannot become one. */
    public CompletableFuture<DhtNode> started() {
        return require(started, "no node was started here");
    }

    /** The world of the process started last: its clock, its chance. */
    public VirtualWorld world() {
        return require(world, "no node was started here");
    }

    @Override
    public String toString() {
        return "host " + number + " (" + address + ", " + state + ")";
    }

    @Nullable
    Disk disk() {
        return disk;
    }

    void disk(@Nullable Disk value) {
        disk = value;
    }

    void starts(VirtualWorld inWorld) {
        world = inWorld;
        node = null;
        started = new CompletableFuture<>();
        state = State.JOINING;
    }

    void joined(DhtNode member) {
        node = member;
        state = State.MEMBER;
        started().complete(member);
    }

    void failed(Throwable why) {
        state = State.DOWN;
        started().completeExceptionally(why);
    }

    void leaves() {
        state = State.LEAVING;
    }

    /**
     * Its process ends, and nothing here keeps it in memory; who waits for it to join waits in vain.
     *
     * @return the node that ran, if it had joined
     */
    @Nullable
    DhtNode ended() {
        DhtNode ended = node;
        node = null;
        IllegalStateException gone = new IllegalStateException(this + ": its process has ended");
        if (started != null) {
            started.completeExceptionally(gone);
            started = CompletableFuture.failedFuture(gone);
        }
        state = State.DOWN;
        return ended;
    }

    private <T> T require(@Nullable T value, String otherwise) {
        if (value == null) {
            throw new IllegalStateException(this + ": " + otherwise);
        }
        return value;
    }

    /** What the process of a host does. */
    public enum State {
        /** It runs and is not a member yet. */
        JOINING,
        /** It is a member. */
        MEMBER,
        /** It hands over before it goes. */
        LEAVING,
        /** None runs. */
        DOWN
    }
}
