package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.testkit.ToldOverlay.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kit is tested itself: each mistake of an overlay is found by the promise that it breaks. */
class OverlayContractTest {

    @ParameterizedTest
    @CsvSource({
        "JOINED_TWICE, nodesJoinOneAfterAnotherThroughAnyMember",
        "TWINS_ADMITTED, aSecondNodeOfOneIdIsRefusedAndDisturbsNobody",
        "ANSWERS_AS_NO_MEMBER, whoIsNoMemberKnowsNothingAndRefusesAllQuestions",
        "GREETS_BACK_AS_NO_MEMBER, whoIsNoMemberKnowsNothingAndRefusesAllQuestions",
        "SAME_ADDRESS_TWICE, aLargerReplicaSetOnlyAppendsAndNeverNamesAnAddressTwice",
        "ORDER_DEPENDS_ON_COUNT, aLargerReplicaSetOnlyAppendsAndNeverNamesAnAddressTwice",
        "ROOT_DEPENDS_ON_WHO_IS_ASKED, nodesJoinAllAtOnceThroughOneMember",
        "COVERS_EVERYTHING, aNodeCoversExactlyTheKeysItIsAReplicaOf",
        "RANGES_TOO_WIDE, theRangeOfAnAnswerHoldsKeysWithTheSameAnswerOnly",
        "WALKS_IN_CIRCLES, everyStepComesCloserSoThatNoWalkMeetsANodeTwice",
        "COUNTS_ITSELF_AS_NEIGHBOR, neighborsAreOthersAndAFewOfThemTheNearest",
        "NOBODY_IS_TOLD, nodesJoinOneAfterAnotherThroughAnyMember",
        "NOBODY_IS_TOLD_OF_THE_GONE, whoLeavesIsForgottenAndItsPlaceTaken",
        "DEAD_STAY, crashesAreNoticedAndMended",
        "NEVER_LEFT, whoLeavesIsForgottenAndItsPlaceTaken",
        "SUSPECTS_REMOVED, aSuspicionThatIsNotTrueRemovesNobody",
        "BELIEVES_WHAT_IT_HEARS, whatAStrangerSaysHarmsNobody",
        "READS_THE_CLOCK_OF_THE_MACHINE, chanceAndTimeComeFromTheContextOnly",
        "THROWS, aNodeAloneHoldsEverything"
    })
    void everyMistakeIsFoundByThePromiseThatItBreaks(Fault fault, String promise) {
        assertThat(isBroken(fault, promise)).as("%s breaks %s", fault, promise).isTrue();
        assertThat(isBroken(Fault.NONE, promise))
                .as("without it %s holds", promise)
                .isFalse();
    }

    @Test
    void everyPromiseIsATestThatAnOverlayInheritsAndRuns() {
        assertThat(promises()).hasSizeGreaterThanOrEqualTo(20);
    }

    private static boolean isBroken(Fault fault, String promise) {
        ToldOverlayContractTest contract = new ToldOverlayContractTest() {
            @Override
            Fault fault() {
                return fault;
            }
        };
        contract.openNetwork();
        try {
            promise(promise).invoke(contract);
            contract.nothingWasThrown();
            return false;
        } catch (InvocationTargetException | AssertionError broken) {
            return true;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Method promise(String name) {
        return promises().stream()
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Method> promises() {
        List<Method> promises = new ArrayList<>(Arrays.asList(OverlayContract.class.getDeclaredMethods()));
        promises.removeIf(method -> !method.isAnnotationPresent(Test.class));
        promises.sort(Comparator.comparing(Method::getName));
        return promises;
    }
}
