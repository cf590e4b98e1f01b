package dev.trefoil.node;

import dev.trefoil.Address;
import dev.trefoil.NodeRef;
import dev.trefoil.StartException;
import dev.trefoil.StartException.Reason;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Overlay.JoinFailure;
import dev.trefoil.spi.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way of a process into its network: the first virtual node through a seed, or as the founder; then the others, one
 * after another, through the first.
 *
 * <p>Each step runs on the loop of the virtual node that takes it.
 */
final class Joining {

    private final List<VirtualNode> nodes;
    private final NodeSettings settings;
    private final Consumer<? super StartException> failed;
    private final Runnable joined;
    private final VirtualNode first;
    private final List<Address> seeds;
    private boolean ended;

    /**
     * Exactly one of {@code joined} and {@code failed} runs, once, on the loop of the first virtual node.
     *
     * @param own the address that was really bound; left out of the seeds
     */
    Joining(
            List<VirtualNode> nodes,
            NodeSettings settings,
            Address own,
            Runnable joined,
            Consumer<? super StartException> failed) {
        this.nodes = nodes;
        this.settings = settings;
        this.joined = joined;
        this.failed = failed;
        this.first = nodes.get(0);
        this.seeds = settings.seeds().stream()
                .filter(seed -> !seed.equals(own) && !seed.equals(settings.address()))
                .distinct()
                .toList();
    }

    void begin() {
        for (VirtualNode node : nodes) {
            node.loop().execute(node::open);
        }
        first.loop().execute(this::beginFirst);
    }

    private void beginFirst() {
        EventLoop loop = first.loop();
        Duration limit = settings.bootstrap().joinTime();
        long deadline = loop.nanoTime() + limit.toNanos();
        // The search explains its failure better than the clock does, so the clock lets it go first.
        Timer clock = loop.schedule(
                limit.plus(settings.bootstrap().helloTime()),
                () -> fail(new StartException(
                        Reason.TIMED_OUT,
                        "the network was reached, but joining did not end within " + limit.toMillis() + " ms")));
        Runnable all = () -> {
            clock.cancel();
            end(joined);
        };
        if (seeds.isEmpty()) {
            found(all);
        } else {
            search(deadline, all);
        }
    }

    private void found(Runnable all) {
        first.overlay()
                .join(
                        List.of(),
                        () -> {
                            first.joined(true);
                            joinOthers(1, all);
                        },
                        failure -> failed(first, failure));
    }

    private void search(long deadline, Runnable all) {
        first.introduction()
                .seek(
                        seeds,
                        deadline,
                        members -> {
                            if (members.isEmpty()) {
                                found(all);
                            } else {
                                joinThrough(members, deadline, all);
                            }
                        },
                        this::fail);
    }

    private void joinThrough(List<NodeRef> members, long deadline, Runnable all) {
        first.overlay()
                .join(
                        members,
                        () -> {
                            first.joined(false);
                            joinOthers(1, all);
                        },
                        failure -> {
                            if (failure == JoinFailure.NO_ANSWER && first.loop().nanoTime() < deadline) {
                                search(deadline, all);
                            } else {
                                failed(first, failure);
                            }
                        });
    }

    /** On the loop of the first virtual node. */
    private void joinOthers(int number, Runnable all) {
        if (number == nodes.size()) {
            all.run();
            return;
        }
        VirtualNode node = nodes.get(number);
        node.loop()
                .execute(() -> node.overlay()
                        .join(
                                List.of(first.self()),
                                () -> {
                                    node.joined(false);
                                    first.loop().execute(() -> joinOthers(number + 1, all));
                                },
                                failure -> first.loop().execute(() -> failed(node, failure))));
    }

    private void failed(VirtualNode node, JoinFailure failure) {
        fail(
                failure == JoinFailure.DUPLICATE_ID
                        ? new StartException(
                                Reason.DUPLICATE_ID,
                                "a living node at another address has the id "
                                        + node.self().id()
                                        + " of this node. Choose another port, or longer identifiers.")
                        : new StartException(
                                Reason.TIMED_OUT,
                                "a member of the network was found, but led to no place in it for " + node.self()
                                        + ". Try again."));
    }

    private void fail(StartException why) {
        end(() -> failed.accept(why));
    }

    private void end(Runnable outcome) {
        if (!ended) {
            ended = true;
            outcome.run();
        }
    }
}
