package dev.trefoil.transport.inmem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of all simulated nodes, ordered by due time and then by number. Not thread-safe.
 *
 * <p>A heap with four children per node, its keys in primitive arrays: with a million tasks a comparison then touches
 * memory that is near, and nothing is boxed. What is due at the very moment that has been reached does not pass through
 * the heap: such tasks are in order already.
 *
 * <p>Nearly all timeouts are cancelled, so a cancelled task stays where it is and is only counted; as soon as the dead
 * are the majority they are swept out at once, which makes cancelling cheap and keeps the arrays within a small multiple
 * of what is alive.
 */
final class EventQueue {

    private static final int ARITY = 4;
    private static final int SMALLEST = 64;

    private long[] times = new long[SMALLEST];
    private long[] numbers = new long[SMALLEST];
    private @Nullable VirtualTask[] tasks = new VirtualTask[SMALLEST];
    private int size;
    private int living;

    /** The tasks due at {@link #moment}, apart from those that were in the heap before it was reached. */
    private final ReadyTasks ready = new ReadyTasks();

    private long moment = Long.MIN_VALUE;

    /** How many places are taken, by the living and by the dead. */
    int size() {
        return size + ready.size();
    }

    /** How many tasks are still to run. */
    int living() {
        return living;
    }

    /** Counts tasks of this queue that have died, and sweeps the dead out once they are the majority. */
    void died(int count) {
        living -= count;
        if (size > SMALLEST && size / 2 > living) {
            sweep();
        }
    }

    /** Adds a task; {@code number} is greater than those of all tasks of that moment, if the moment has been reached. */
    void add(long time, long number, VirtualTask task) {
        living++;
        if (time == moment) {
            ready.add(number, task);
            return;
        }
        if (size == times.length) {
            resize(2 * size);
        }
        size++;
        siftUp(size - 1, time, number, task);
    }

    /** Drops the dead from the head; false if nothing is left. After true the head is a living task. */
    boolean settle() {
        ready.settle();
        while (size > 0 && at(0).isDead()) {
            removeHead();
        }
        return size() > 0;
    }

    /** When the head is due. Only after {@link #settle}. */
    long headTime() {
        return isHeadReady() ? moment : times[0];
    }

    /** The number of the head. Only after {@link #settle}. */
    long headNumber() {
        return isHeadReady() ? ready.headNumber() : numbers[0];
    }

    /** Takes the head out. Only after {@link #settle}. */
    VirtualTask poll() {
        VirtualTask head;
        if (isHeadReady()) {
            head = ready.poll();
        } else {
            head = at(0);
            moment = times[0];
            removeHead();
        }
        died(1);
        return head;
    }

    /** Whether the head is among the ready ones: nothing in the heap is due earlier, or as early and older. */
    private boolean isHeadReady() {
        return ready.size() > 0 && (size == 0 || isBefore(moment, ready.headNumber(), 0));
    }

    private VirtualTask at(int place) {
        VirtualTask task = tasks[place];
        if (task == null) {
            throw new IllegalStateException("no task at place " + place + " of " + size);
        }
        return task;
    }

    private void removeHead() {
        size--;
        VirtualTask last = at(size);
        tasks[size] = null;
        if (size > 0) {
            siftDown(0, times[size], numbers[size], last);
        }
    }

    private void siftUp(int start, long time, long number, VirtualTask task) {
        int place = start;
        while (place > 0) {
            int parent = (place - 1) / ARITY;
            if (!isBefore(time, number, parent)) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        set(place, time, number, task);
    }

    private void siftDown(int start, long time, long number, VirtualTask task) {
        int place = start;
        int child = firstOfChildren(place);
        while (child < size && !isBefore(time, number, child)) {
            move(child, place);
            place = child;
            child = firstOfChildren(place);
        }
        set(place, time, number, task);
    }

    /** The child of {@code parent} that is due first; at least {@link #size} if there are none. */
    private int firstOfChildren(int parent) {
        int first = ARITY * parent + 1;
        int best = first;
        int end = Math.min(first + ARITY, size);
        for (int child = first + 1; child < end; child++) {
            if (isBefore(times[child], numbers[child], best)) {
                best = child;
            }
        }
        return best;
    }

    private boolean isBefore(long time, long number, int place) {
        return time < times[place] || (time == times[place] && number < numbers[place]);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        numbers[to] = numbers[from];
        tasks[to] = tasks[from];
    }

    private void set(int place, long time, long number, VirtualTask task) {
        times[place] = time;
        numbers[place] = number;
        tasks[place] = task;
    }

    private void sweep() {
        int kept = 0;
        for (int place = 0; place < size; place++) {
            if (!at(place).isDead()) {
                move(place, kept++);
            }
        }
        Arrays.fill(tasks, kept, size, null);
        size = kept;
        if (size < times.length / ARITY) {
            resize(Math.max(SMALLEST, 2 * size));
        }
        for (int place = (size - 2) / ARITY; place >= 0 && size > 1; place--) {
            siftDown(place, times[place], numbers[place], at(place));
        }
    }

    private void resize(int capacity) {
        times = Arrays.copyOf(times, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        tasks = Arrays.copyOf(tasks, capacity);
    }
}
