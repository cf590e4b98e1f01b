package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Overlay;
import dev.trefoil.spi.RoutingStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ShareTest {

    private static final NodeRef SELF = new NodeRef(Key.powerOfTwo(150), new Address("10.0.0.1", 7400));
    private static final KeyRange ARC = new KeyRange(Key.ZERO, SELF.id());

    private final View view = new View();
    private final Share share = new Share(view, SELF, 3);

    @Test
    void aMemberThatDoesNotKnowWhetherItHasItsPlaceAnswersForNothing() {
        share.load(ARC);
        assertThat(share.isLoaded(SELF.id())).isTrue();

        view.arc = Optional.empty();

        assertThat(share.isLoaded(SELF.id())).isFalse();
        assertThat(share.covers(SELF.id())).isFalse();
        assertThat(share.isKnown()).isFalse();
    }

    @Test
    void withItsPlaceConfirmedItAsksTheOthersWhatItHasMissedBeforeItAnswers() {
        share.refresh();
        share.load(ARC);
        view.arc = Optional.empty();
        share.refresh();

        view.arc = Optional.of(ARC);

        assertThat(share.covers(SELF.id())).isTrue();
        assertThat(share.isLoaded(SELF.id())).isFalse();
        assertThat(share.missing()).as("after a look at the overlay").isEqualTo(RangeSet.of(ARC));
        assertThat(share.remembers(ARC)).isTrue();
    }

    @Test
    void anOverlayWithoutArcsIsAskedKeyByKey() {
        view.arc = Optional.empty();
        share.load(KeyRange.ALL);

        assertThat(share.isKnown()).isTrue();
        assertThat(share.covers(SELF.id())).isTrue();
        assertThat(share.isLoaded(SELF.id())).isTrue();
    }

    /** An overlay that says what the test says. */
    private static final class View implements Overlay {

        private Optional<KeyRange> arc = Optional.of(ARC);

        @Override
        public void join(List<NodeRef> seeds, Runnable joined, Consumer<? super JoinFailure> failed) {}

        @Override
        public void leave(Runnable left) {}

        @Override
        public boolean isMember() {
            return true;
        }

        @Override
        public RoutingStep nextStep(Key key) {
            return new RoutingStep.Onward(List.of());
        }

        @Override
        public List<NodeRef> replicaSet(Key key, int count) {
            return List.of(SELF);
        }

        @Override
        public List<NodeRef> neighborSet(int count) {
            return List.of();
        }

        @Override
        public Optional<KeyRange> coverage(int count) {
            return arc;
        }

        @Override
        public void suspect(NodeRef node) {}
    }
}
