package dev.trefoil.transport.inmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.Address;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LinkModelTest {

    private static final int DRAWS = 100_000;
    private static final Address A = new Address("a", 1);
    private static final Address B = new Address("b", 1);

    private final RandomGenerator random = new VirtualTime(1).random("links");

    @Test
    void constantLinksTakeAlwaysTheSame() {
        LinkModel links = LinkModel.constant(Duration.ofMillis(5));
        assertThat(links.delayNanos(A, B, random)).isEqualTo(5_000_000);
        assertThat(LinkModel.perfect().delayNanos(A, B, random)).isZero();
    }

    @Test
    void exponentialLinksHaveTheMeanAskedForAndAreNeverNegative() {
        LinkModel links = LinkModel.exponential(Duration.ofMillis(20));
        double sum = 0;
        int belowTheMean = 0;
        for (int i = 0; i < DRAWS; i++) {
            long delay = links.delayNanos(A, B, random);
            assertThat(delay).isNotNegative();
            sum += delay;
            belowTheMean += delay < 20_000_000 ? 1 : 0;
        }
        assertThat(sum / DRAWS).isCloseTo(20_000_000, within(400_000.0));
        assertThat(belowTheMean / (double) DRAWS).isCloseTo(1 - 1 / Math.E, within(0.01));
    }

    @Test
    void eachFaultHappensAboutAsOftenAsAskedFor() {
        LinkModel links = LinkModel.perfect().with(new LinkFaults(0.3, 0.5, 0.1, 0.2, Duration.ofSeconds(1)));
        assertThat(rate(() -> links.loses(A, B, random))).isCloseTo(0.3, within(0.01));
        assertThat(rate(() -> links.duplicates(A, B, random))).isCloseTo(0.5, within(0.01));
        assertThat(rate(() -> links.deniesDelivery(A, B, random))).isCloseTo(0.1, within(0.01));
        assertThat(rate(() -> links.delayNanos(A, B, random) == 1_000_000_000L)).isCloseTo(0.2, within(0.01));
    }

    @Test
    void faultsAddUp() {
        LinkFaults faults = LinkFaults.NONE.withLoss(0.5);
        LinkModel links = LinkModel.perfect().with(faults).with(faults);
        assertThat(rate(() -> links.loses(A, B, random))).isCloseTo(0.75, within(0.01));
    }

    @Test
    void withoutFaultsNothingGoesWrongAndNothingIsDrawn() {
        LinkModel links = LinkModel.perfect().with(LinkFaults.NONE);
        RandomGenerator twin = new VirtualTime(1).random("links");
        assertThat(links.loses(A, B, random) || links.duplicates(A, B, random) || links.deniesDelivery(A, B, random))
                .isFalse();
        assertThat(random.nextLong()).isEqualTo(twin.nextLong());
    }

    @Test
    void impossibleLinksAreRefused() {
        for (double probability : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> LinkFaults.NONE.withLoss(probability));
            assertThatIllegalArgumentException().isThrownBy(() -> LinkFaults.NONE.withDuplication(probability));
            assertThatIllegalArgumentException().isThrownBy(() -> LinkFaults.NONE.withDenial(probability));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LinkFaults.NONE.withStall(probability, Duration.ZERO));
        }
        Duration negative = Duration.ofNanos(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> LinkFaults.NONE.withStall(0.1, negative));
        assertThatIllegalArgumentException().isThrownBy(() -> LinkModel.constant(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> LinkModel.exponential(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> NetworkOptions.REENCODING.withMaxMessageBytes(0));
    }

    private static double rate(BooleanSupplier happens) {
        int times = 0;
        for (int i = 0; i < DRAWS; i++) {
            times += happens.getAsBoolean() ? 1 : 0;
        }
        return times / (double) DRAWS;
    }
}
