package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.chord.ModelChecker.Report;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small rings exhaustively: every order of messages, clocks, joins and failures, on the real overlay. Every member may
 * stabilise again and again, so where a report says "all there are" the scope is proven, however long it runs.
 */
class SmallScopesSimulationTest {

    private static final int STATES = 3_000_000;
    private static final Scope THREE = Scope.ring(2, 0, 20, 40);
    private static final Scope FOUR = Scope.ring(2, 0, 16, 32, 48);
    private static final Scope FIVE = Scope.ring(2, 0, 12, 24, 36, 48);

    @Test
    void anIdealRingStaysIdealWhateverTheOrderOfMessagesAndClocks() {
        for (Scope scope : new Scope[] {THREE, FOUR}) {
            Report report = new ModelChecker(scope, Invariant::violation, 100_000, 8).run();
            assertThat(report.broken()).as(report.toString()).isEmpty();
            assertThat(report.complete()).as(report.toString()).isTrue();
            assertThat(report.rounds()).as(report.toString()).isZero();
        }
    }

    @Test
    void theFirstStatesOfAJoinAndOfACrashKeepTheInvariant() {
        for (Scope scope : new Scope[] {THREE.joiners(30), FOUR.crashes(1)}) {
            Report report = new ModelChecker(scope, Invariant::violation, 40_000, 64).run();
            assertThat(report.broken()).as(report.toString()).isEmpty();
            assertThat(report.states()).as(report.toString()).isGreaterThanOrEqualTo(40_000);
        }
    }

    @Test
    void thePublishedMaintenanceIsFoundToDamageASmallRing() {
        Scope scope = FOUR.joiners(20).crashes(2).rules(PublishedRules::new);
        Report report = new ModelChecker(scope, Invariant::damage, 2_000_000, 1 << 30).run();
        assertThat(report.broken()).as(report.toString()).isPresent();
    }

    static Stream<Scope> closed() {
        return Stream.of(
                FIVE,
                THREE.open(1),
                THREE.joiners(30),
                FOUR.crashes(1),
                FOUR.crashes(2).rounds(0),
                THREE.joiners(30).crashes(1).rounds(0));
    }

    @ParameterizedTest
    @MethodSource("closed")
    @Tag("proof")
    void theInvariantHoldsInEveryStateThereIs(Scope scope) {
        Report report = check(scope);
        assertThat(report.complete()).as(report.toString()).isTrue();
    }

    static Stream<Scope> open() {
        return Stream.of(
                FOUR.leaves(1),
                FOUR.joiners(20).crashes(1),
                THREE.joiners(25, 30).rounds(0),
                Scope.ring(3, 0, 16, 32, 48).joiners(20));
    }

    @ParameterizedTest
    @MethodSource("open")
    @Tag("proof")
    void theInvariantHoldsInTheFirstThreeMillionStates(Scope scope) {
        Report report = check(scope);
        assertThat(report.complete()).as("could be moved to the closed scopes").isFalse();
    }

    private static Report check(Scope scope) {
        Report report = new ModelChecker(scope, Invariant::violation, STATES, 64).run();
        System.out.println("Exhaustive: " + report);
        assertThat(report.broken()).as(report.toString()).isEmpty();
        return report;
    }
}
