package dev.trefoil.transport.inmem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tasks of one and the same moment, in the order of their numbers: a ring that grows. Not thread-safe. */
final class ReadyTasks {

    private static final int SMALLEST = 64;

    /** A power of two, so that a mask wraps round. */
    private @Nullable VirtualTask[] tasks = new VirtualTask[SMALLEST];

    private long[] numbers = new long[SMALLEST];
    private int first;
    private int size;

    int size() {
        return size;
    }

    void add(long number, VirtualTask task) {
        if (size == tasks.length) {
            grow();
        }
        int place = (first + size) & (tasks.length - 1);
        tasks[place] = task;
        numbers[place] = number;
        size++;
    }

    /** Drops the dead from the head. */
    void settle() {
        while (size > 0 && head().isDead()) {
            poll();
        }
    }

    long headNumber() {
        return numbers[first];
    }

    VirtualTask poll() {
        VirtualTask head = head();
        tasks[first] = null;
        first = (first + 1) & (tasks.length - 1);
        size--;
        return head;
    }

    private VirtualTask head() {
        VirtualTask head = tasks[first];
        if (head == null) {
            throw new IllegalStateException("nothing is ready");
        }
        return head;
    }

    private void grow() {
        int oldLength = tasks.length;
        VirtualTask[] longerTasks = Arrays.copyOf(tasks, 2 * oldLength);
        long[] longerNumbers = Arrays.copyOf(numbers, 2 * oldLength);
        System.arraycopy(tasks, 0, longerTasks, oldLength, first);
        System.arraycopy(numbers, 0, longerNumbers, oldLength, first);
        Arrays.fill(longerTasks, 0, first, null);
        tasks = longerTasks;
        numbers = longerNumbers;
    }
}
