package dev.trefoil.node.bootstrap;

import dev.trefoil.Address;
import dev.trefoil.NodeRef;
import dev.trefoil.StartException;
import dev.trefoil.node.bootstrap.BootstrapMessage.Hello;
import dev.trefoil.node.bootstrap.BootstrapMessage.Welcome;
import dev.trefoil.node.bootstrap.SeedReports.Finding;
import dev.trefoil.node.rpc.NodeRpc;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The first contact of a virtual node with a network: asks the seeds who they are until one of them is a member of ours.
 *
 * <p>Belongs to the node's loop. All seeds are asked at once, and again after a pause that grows; the first member that
 * answers will do.
 */
public final class Introduction {

    private final NodeRef self;
    private final NetworkIdentity network;
    private final EventLoop loop;
    private final NodeRpc rpc;
    private final BootstrapConfig config;

    /** Introduces {@code self} as a node of {@code network}. */
    public Introduction(NodeRef self, NetworkIdentity network, EventLoop loop, NodeRpc rpc, BootstrapConfig config) {
        this.self = self;
        this.network = network;
        this.loop = loop;
        this.rpc = rpc;
        this.config = config;
    }

    /** Reads and writes the messages of the first contact. */
    public static Codec codec() {
        return BootstrapCodec.TABLE;
    }

    /** The name of the protocol of {@link #codec}. */
    public static String protocol() {
        return BootstrapCodec.PROTOCOL;
    }

    /** Tells whoever asks who we are. */
    public void serve(BooleanSupplier member) {
        rpc.serveStrangers(
                Hello.class,
                (from, hello, responder) -> responder.reply(new Welcome(self, network, member.getAsBoolean())));
    }

    /**
     * Looks for a member among {@code seeds}; exactly one of the callbacks runs, once, later.
     *
     * @param seeds where to look, this node's own address left out
     * @param deadlineNanos in the loop's time
     * @param found takes a member, or an empty list if all seeds turned out to be this very node
     */
    public void seek(
            List<Address> seeds,
            long deadlineNanos,
            Consumer<? super List<NodeRef>> found,
            Consumer<? super StartException> failed) {
        loop.execute(new Search(seeds, deadlineNanos, found, failed)::askAll);
    }

    /** One search with all its rounds. */
    private final class Search {

        private final List<Address> seeds;
        private final long startNanos = loop.nanoTime();
        private final long deadlineNanos;
        private final Consumer<? super List<NodeRef>> found;
        private final Consumer<? super StartException> failed;
        private final SeedReports reports = new SeedReports(self, network);
        private Duration pause = config.pause();
        private int unanswered;
        private boolean ended;

        Search(
                List<Address> seeds,
                long deadlineNanos,
                Consumer<? super List<NodeRef>> found,
                Consumer<? super StartException> failed) {
            this.seeds = new ArrayList<>(seeds);
            this.deadlineNanos = deadlineNanos;
            this.found = found;
            this.failed = failed;
        }

        private void askAll() {
            unanswered = seeds.size();
            Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - loop.nanoTime()));
            Duration limit = left.compareTo(config.helloTime()) < 0 ? left : config.helloTime();
            for (Address seed : seeds) {
                rpc.askAnyone(seed, new Hello(network), limit, welcome -> take(seed, welcome), why -> {
                    reports.failed(seed, why);
                    endOfRound();
                });
            }
        }

        private void take(Address seed, Welcome welcome) {
            Finding finding = reports.answered(seed, welcome);
            if (finding == Finding.WELCOME && !ended) {
                ended = true;
                found.accept(List.of(welcome.node()));
            }
            endOfRound();
        }

        private void endOfRound() {
            unanswered--;
            if (ended || unanswered > 0) {
                return;
            }
            if (reports.areAllOurselves()) {
                ended = true;
                found.accept(List.of());
            } else if (reports.isHopeless() || loop.nanoTime() + pause.toNanos() >= deadlineNanos) {
                ended = true;
                failed.accept(reports.explain(Duration.ofNanos(loop.nanoTime() - startNanos)));
            } else {
                loop.schedule(pause, this::askAll);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(config.pauseMax()) < 0 ? doubled : config.pauseMax();
            }
        }
    }
}
