package dev.trefoil.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import org.junit.jupiter.api.Test;

class PromisesTest {

    private static final long START = Long.MAX_VALUE - 5;
    private static final Slot SLOT = slot("one");

    private final Promises promises = new Promises(2);

    @Test
    void onlyAHigherBallotIsPromisedAndTheSameOnceMore() {
        assertThat(promises.promise(SLOT, version(5), START)).isEqualTo(Promises.Answer.PROMISED);
        assertThat(promises.promise(SLOT, version(4), START)).isEqualTo(Promises.Answer.TOO_LOW);
        assertThat(promises.promise(SLOT, version(5), START)).isEqualTo(Promises.Answer.PROMISED);
        assertThat(promises.promise(SLOT, version(6), START)).isEqualTo(Promises.Answer.PROMISED);
        assertThat(promises.isKept(SLOT, version(5), START)).isFalse();
        assertThat(promises.isKept(SLOT, version(6), START)).isTrue();
        assertThat(promises.bound(SLOT, START)).isEqualTo(version(6));
    }

    @Test
    void aPromiseKeepsOthersOutForLongerThanItServesItsOwner() {
        promises.promise(SLOT, version(5), START);
        long later = START + Promises.VALID.toNanos();
        assertThat(promises.isKept(SLOT, version(5), later)).isFalse();
        assertThat(promises.bound(SLOT, later)).isEqualTo(version(5));
        long end = START + Promises.LIFETIME.toNanos();
        assertThat(promises.bound(SLOT, end)).isEqualTo(Version.NONE);
        assertThat(promises.size()).isZero();
    }

    @Test
    void whatIsForgottenStaysAFloorForAllSlots() {
        promises.promise(SLOT, version(5), START);
        long end = START + Promises.LIFETIME.toNanos();
        assertThat(promises.promise(SLOT, version(5), end)).isEqualTo(Promises.Answer.TOO_LOW);
        assertThat(promises.promise(slot("other"), version(4), end)).isEqualTo(Promises.Answer.TOO_LOW);
        assertThat(promises.toExceed(SLOT, end)).isEqualTo(version(5));
        assertThat(promises.promise(SLOT, version(6), end)).isEqualTo(Promises.Answer.PROMISED);
    }

    @Test
    void theTableIsBounded() {
        promises.promise(slot("a"), version(1), START);
        promises.promise(slot("b"), version(1), START);
        assertThat(promises.promise(slot("c"), version(1), START)).isEqualTo(Promises.Answer.FULL);
        assertThat(promises.promise(slot("b"), version(2), START)).isEqualTo(Promises.Answer.PROMISED);
        long end = START + Promises.LIFETIME.toNanos();
        assertThat(promises.promise(slot("c"), version(3), end)).isEqualTo(Promises.Answer.PROMISED);
    }

    private static Slot slot(String name) {
        return new Slot(Key.sha1(Bytes.utf8(name)), Slot.Kind.REGISTER, Bytes.utf8(name));
    }

    private static Version version(long stamp) {
        return new Version(stamp, Key.ZERO, 0);
    }
}
