package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Key;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.IdealOverlay;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.spi.RpcFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What the tests of {@link OverlayContract} do with a network, and what they expect of it when it is at rest. */
final class Trial {

    private static final int KEYS = 40;
    private static final int REPLICAS = 3;

    private final Miniature network;
    private final RandomGenerator random;
    private final Duration patience;

    Trial(Miniature network, RandomGenerator random, Duration patience) {
        this.network = network;
        this.random = random;
        this.patience = patience;
    }

    /** Everybody is told the truth, and nobody names a node that is not there. */
    void assertAllKnowWhatTheyShould() {
        List<NodeRef> there = List.copyOf(network.census());
        for (MiniatureNode node : network.members()) {
            assertThat(there).as("neighbours of %s", node).containsAll(node.neighbors());
            assertThat(node.neighbors())
                    .as("told to %s", node)
                    .containsAll(node.overlay().neighborSet(there.size()));
        }
        for (Key key : keys()) {
            List<NodeRef> agreed = ideal(key);
            for (MiniatureNode node : network.members()) {
                List<NodeRef> found = find(node, key).holders();
                agreed = agreed.isEmpty() ? found : agreed;
                assertOneBeginsTheOther(node, key, found, agreed);
                assertOneBeginsTheOther(node, key, node.overlay().replicaSet(key, REPLICAS), agreed);
                assertThat(there).containsAll(found);
            }
            int wanted = (int) Math.min(
                    REPLICAS, there.stream().map(NodeRef::address).distinct().count());
            MiniatureNode root = living(agreed.get(0));
            assertThat(root.overlay().replicaSet(key, REPLICAS)).hasSize(wanted);
        }
    }

    private void assertOneBeginsTheOther(MiniatureNode who, Key key, List<NodeRef> named, List<NodeRef> agreed) {
        int common = Math.min(named.size(), agreed.size());
        assertThat(named.subList(0, common))
                .as("who holds %s according to %s", key, who)
                .isEqualTo(agreed.subList(0, common));
    }

    private List<NodeRef> ideal(Key key) {
        return network.overlay() instanceof IdealOverlay overlay
                ? overlay.holders(network.census(), key, Integer.MAX_VALUE)
                : List.of();
    }

    Located find(MiniatureNode node, Key key) {
        List<Located> found = new ArrayList<>();
        List<RpcFailure> lost = new ArrayList<>();
        node.lookUp(key, found::add, lost::add);
        network.runUntil(() -> found.size() + lost.size() > 0, Duration.ofMinutes(10));
        assertThat(found).as("%s looks for %s", node, key).hasSize(1);
        return found.get(0);
    }

    RoutingStep step(NodeRef at, Key key) {
        return living(at).overlay().nextStep(key);
    }

    private MiniatureNode living(NodeRef ref) {
        MiniatureNode node = network.at(ref);
        if (node == null) {
            throw new AssertionError(ref + " is not up");
        }
        return node;
    }

    MiniatureNode start(int host, int virtual, NodeRef... seeds) {
        MiniatureNode node = network.create(network.ref(host, virtual));
        node.join(List.of(seeds));
        return node;
    }

    /** Hosts 1 to {@code hosts} with some virtual nodes each, one after another through any member; then a rest. */
    void grow(int hosts, int virtual) {
        for (int host = 1; host <= hosts; host++) {
            for (int i = 0; i < virtual; i++) {
                List<NodeRef> seeds = List.copyOf(network.census());
                MiniatureNode node =
                        seeds.isEmpty() ? start(host, i) : start(host, i, seeds.get(random.nextInt(seeds.size())));
                assertThat(network.runUntil(() -> node.joined() > 0, patience))
                        .as("%s joins in time", node)
                        .isTrue();
            }
        }
        rest();
    }

    void rest() {
        network.run(patience);
    }

    List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        network.nodes().stream().limit(4).forEach(node -> keys.add(node.self().id()));
        while (keys.size() < KEYS) {
            keys.add(network.randomKey(random));
        }
        return keys;
    }

    /** The requests among what has been said so far. */
    List<Request<?>> requests() {
        List<Request<?>> requests = new ArrayList<>();
        for (Message message : network.overheard()) {
            if (message instanceof Request<?> request) {
                requests.add(request);
            }
        }
        return requests;
    }

    /**
     * Lets a network with at least one member live through {@code history}; at rest after every second failure, and
     * before a failure if somebody has joined since the last rest: Zave's proof (2017) assumes that no failure leaves a
     * member without a living successor, and a newcomer may know one node only. What a young network makes of two
     * failures in a row is therefore not examined here; Chord has been seen to stay split after them.
     */
    void live(List<MembershipChange> history, Consumer<MiniatureNode> crash) {
        int failures = 0;
        boolean hasNewcomers = false;
        for (MembershipChange change : history) {
            List<MiniatureNode> members = someMembers();
            MiniatureNode chosen = members.get(change.choice() % members.size());
            boolean fails =
                    change.kind() == MembershipChange.Kind.CRASH || change.kind() == MembershipChange.Kind.LEAVE;
            failures = fails ? failures + 1 : failures;
            if (failures > 2 || (fails && hasNewcomers) || change.kind() == MembershipChange.Kind.REST) {
                failures = fails ? 1 : 0;
                hasNewcomers = false;
                rest();
            }
            if (change.kind() == MembershipChange.Kind.JOIN) {
                join(chosen, 1);
                hasNewcomers = true;
            } else if (change.kind() == MembershipChange.Kind.JOIN_TWICE) {
                join(chosen, 2);
                hasNewcomers = true;
            } else if (fails && members.size() > 3 && change.kind() == MembershipChange.Kind.CRASH) {
                crash.accept(chosen);
            } else if (fails && members.size() > 3) {
                chosen.leave();
            }
            network.run(Duration.ofMillis(change.choice()));
        }
    }

    /** The members; if all of a young network are looking for their places anew, once they have found them. */
    private List<MiniatureNode> someMembers() {
        assertThat(network.runUntil(() -> !network.members().isEmpty(), patience))
                .as("somebody is a member again in time")
                .isTrue();
        return network.members();
    }

    private void join(MiniatureNode via, int count) {
        List<MiniatureNode> newcomers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            newcomers.add(start(network.nodes().size() + 1, 0, via.self()));
        }
        newcomers.forEach(node -> network.runUntil(() -> node.joined() > 0, patience));
        assertThat(newcomers).as("joined via %s", via).allMatch(node -> node.joined() == 1);
    }
}
