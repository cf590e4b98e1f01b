package dev.trefoil.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectationTest {

    @Test
    void whatLiesWithinTheToleranceAgreesAndNothingElse() {
        assertThat(Expectation.near(5.85, 0.08).accepts(5.93)).isTrue();
        assertThat(Expectation.near(5.85, 0.08).accepts(5.9301)).isFalse();
        assertThat(Expectation.nearPercent(4, 5).accepts(3.8)).isTrue();
        assertThat(Expectation.nearPercent(4, 5).accepts(3.79)).isFalse();
        assertThat(Expectation.nearPercentOr(0, 10, 0.25).accepts(0.25)).isTrue();
        assertThat(Expectation.nearPercentOr(5, 10, 0.25).accepts(5.5)).isTrue();
        assertThat(Expectation.nearPercentOr(5, 10, 0.25).accepts(5.51)).isFalse();
        assertThat(Expectation.withinFactor(0.06, 1.5).accepts(0.09)).isTrue();
        assertThat(Expectation.withinFactor(0.06, 1.5).accepts(0.0399)).isFalse();
        assertThat(Expectation.atMost("0", 2).accepts(3)).isFalse();
        assertThat(Expectation.atLeast("1", 1).accepts(0.9)).isFalse();
        assertThat(Expectation.none("–").accepts(1e9)).isTrue();
    }

    @Test
    void whatIsNoNumberNeverAgrees() {
        assertThat(Expectation.near(1, 1).accepts(Double.NaN)).isFalse();
        assertThat(Expectation.none("–").accepts(Double.NaN)).isFalse();
    }

    @Test
    void onlyGatingRowsPassOrFail() {
        Expectation one = Expectation.near(1, 0.1);
        assertThat(Row.gate("C1", "", "", one, 1.05).verdict()).isEqualTo(Verdict.PASS);
        assertThat(Row.gate("C1", "", "", one, 1.15).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Row.loss("C1", "", "", one, 1.15).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Row.loss("C1", "", "", one, 0.85).verdict()).isEqualTo(Verdict.BETTER);
        assertThat(Row.loss("C1", "", "", one, Double.NaN).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Row.watch("C1", "", "", one, 1.15).verdict()).isEqualTo(Verdict.WATCH);
    }

    @Test
    void numbersAreWrittenForAPerson() {
        assertThat(Numbers.plain(5.870349)).isEqualTo("5.87");
        assertThat(Numbers.plain(0.0002)).isEqualTo("0.0002");
        assertThat(Numbers.plain(1_234_567)).isEqualTo("1,234,567");
        assertThat(Numbers.plain(0)).isEqualTo("0");
        assertThat(Numbers.plain(Double.NaN)).isEqualTo("–");
    }
}
