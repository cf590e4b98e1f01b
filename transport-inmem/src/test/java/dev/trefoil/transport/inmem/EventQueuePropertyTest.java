package dev.trefoil.transport.inmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventQueuePropertyTest {

    /** One step: schedule something after {@code delay}, cancel the {@code pick}-th of what waits, or run the next. */
    record Step(Act act, int delay, int pick) {
        enum Act {
            ADD,
            CANCEL,
            POLL
        }
    }

    /** What waits, as a plain list. */
    record Waiting(long time, long number, VirtualTask task) {}

    @Property(tries = 400)
    void theQueueAgreesWithASortedList(@ForAll("steps") List<Step> steps) {
        EventQueue queue = new EventQueue();
        List<Waiting> twin = new ArrayList<>();
        VirtualLoop loop = (VirtualLoop) new VirtualTime(1).loop("a");
        long now = 0;
        long number = 0;
        for (Step step : steps) {
            switch (step.act) {
                case ADD -> {
                    Waiting added = new Waiting(now + step.delay, number++, new VirtualTask(loop, () -> {}));
                    queue.add(added.time, added.number, added.task);
                    twin.add(added);
                    twin.sort(Comparator.comparingLong(Waiting::time).thenComparingLong(Waiting::number));
                }
                case CANCEL -> {
                    if (!twin.isEmpty()) {
                        twin.remove(step.pick % twin.size()).task.take();
                        queue.died(1);
                    }
                }
                default -> {
                    assertThat(queue.settle()).isEqualTo(!twin.isEmpty());
                    if (!twin.isEmpty()) {
                        Waiting first = twin.remove(0);
                        assertThat(queue.headTime()).isEqualTo(first.time);
                        assertThat(queue.headNumber()).isEqualTo(first.number);
                        assertThat(queue.poll()).isSameAs(first.task);
                        now = first.time;
                    }
                }
            }
            assertThat(queue.living()).isEqualTo(twin.size());
            assertThat(queue.size()).isLessThanOrEqualTo(64 + 2 * twin.size());
        }
    }

    @Property(tries = 50)
    void aLargeQueueStaysInOrderThroughSweeps(@ForAll Random random) {
        EventQueue queue = new EventQueue();
        List<Waiting> twin = new ArrayList<>();
        VirtualLoop loop = (VirtualLoop) new VirtualTime(1).loop("a");
        for (int number = 0; number < 2_000; number++) {
            Waiting added = new Waiting(random.nextInt(500), number, new VirtualTask(loop, () -> {}));
            queue.add(added.time, added.number, added.task);
            twin.add(added);
        }
        Collections.shuffle(twin, random);
        while (twin.size() > 300) {
            twin.remove(twin.size() - 1).task.take();
            queue.died(1);
        }
        assertThat(queue.size()).isLessThanOrEqualTo(64 + 2 * 300);
        twin.sort(Comparator.comparingLong(Waiting::time).thenComparingLong(Waiting::number));
        List<VirtualTask> polled = new ArrayList<>();
        while (queue.settle()) {
            polled.add(queue.poll());
        }
        assertThat(polled).isEqualTo(twin.stream().map(Waiting::task).toList());
    }

    @Example
    void aThousandTasksOfOneMomentKeepTheirOrderAsTheRingGrows() {
        EventQueue queue = new EventQueue();
        VirtualLoop loop = (VirtualLoop) new VirtualTime(1).loop("a");
        List<VirtualTask> added = new ArrayList<>();
        queue.add(5, 0, new VirtualTask(loop, () -> {}));
        queue.settle();
        queue.poll();
        for (int number = 1; number <= 1_000; number++) {
            added.add(new VirtualTask(loop, () -> {}));
            queue.add(5, number, added.get(number - 1));
            if (number % 3 == 0) {
                assertThat(queue.settle()).isTrue();
                assertThat(queue.poll()).isSameAs(added.get(number / 3 - 1));
            }
        }
        for (int number = 334; number <= 1_000; number++) {
            assertThat(queue.settle()).isTrue();
            assertThat(queue.headTime()).isEqualTo(5);
            assertThat(queue.headNumber()).isEqualTo(number);
            assertThat(queue.poll()).isSameAs(added.get(number - 1));
        }
        assertThat(queue.settle()).isFalse();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step.Act> mostlyAdding = Arbitraries.of(
                Step.Act.ADD, Step.Act.ADD, Step.Act.ADD, Step.Act.CANCEL, Step.Act.CANCEL, Step.Act.POLL);
        return Combinators.combine(
                        mostlyAdding,
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMaxSize(600);
    }
}
