package dev.trefoil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Bytes;
import dev.trefoil.cli.demo.Ledger.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Bytes KEY = Bytes.utf8("key");

    private final Ledger ledger = new Ledger();

    @Test
    void anAcknowledgedWriteMustBeThere() {
        Bytes value = ledger.attempt(KEY);
        ledger.acknowledged(KEY);
        assertThat(judge(Optional.of(value))).isEqualTo(Verdict.GOOD);
        assertThat(judge(Optional.empty())).isEqualTo(Verdict.MISSING);
    }

    @Test
    void anOlderValueThanTheAcknowledgedOneIsALoss() {
        Bytes old = ledger.attempt(KEY);
        ledger.acknowledged(KEY);
        ledger.attempt(KEY);
        ledger.acknowledged(KEY);
        assertThat(judge(Optional.of(old))).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void aWriteOfUnknownOutcomeMayBeThereOrNot() {
        Bytes first = ledger.attempt(KEY);
        ledger.acknowledged(KEY);
        Bytes second = ledger.attempt(KEY);
        assertThat(judge(Optional.of(first))).isEqualTo(Verdict.GOOD);
        assertThat(judge(Optional.of(second))).isEqualTo(Verdict.GOOD);
        assertThat(judge(Optional.empty())).isEqualTo(Verdict.MISSING);
    }

    @Test
    void aValueThatNobodyWroteIsALoss() {
        ledger.attempt(KEY);
        ledger.acknowledged(KEY);
        Bytes others = new Ledger().attempt(Bytes.utf8("other"));
        assertThat(judge(Optional.of(others))).isEqualTo(Verdict.DIFFERENT);
        assertThat(judge(Optional.of(Bytes.utf8("noise")))).isEqualTo(Verdict.DIFFERENT);
        assertThat(judge(Optional.of(Bytes.EMPTY))).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void aKeyWithoutAnAcknowledgedWriteMayBeAbsent() {
        ledger.attempt(KEY);
        assertThat(judge(Optional.empty())).isEqualTo(Verdict.GOOD);
        assertThat(ledger.keys()).isEmpty();
    }

    @Test
    void aReaderIsHeldOnlyToWhatWasAcknowledgedBeforeItBegan() {
        Bytes first = ledger.attempt(KEY);
        ledger.acknowledged(KEY);
        long floor = ledger.floor(KEY);
        ledger.attempt(KEY);
        ledger.acknowledged(KEY);
        assertThat(ledger.judge(KEY, floor, Optional.of(first))).isEqualTo(Verdict.GOOD);
        assertThat(ledger.acknowledgements()).isEqualTo(2);
        assertThat(ledger.keys()).containsExactly(KEY);
    }

    private Verdict judge(Optional<Bytes> found) {
        return ledger.judge(KEY, ledger.floor(KEY), found);
    }
}
