package dev.trefoil.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;
import java.util.stream.BaseStream;

/**
 * What may not be called, why, and where it may be called all the same.
 *
 * <p>A node is deterministic because time, chance and threads reach it through its context only. Each
 * place that is outside of this rule stands here with its reason.
 */
final class ForbiddenCalls {

    /** Where the real world comes in. */
    static final Map<String, String> REAL_WORLD = Map.of(
            "dev.trefoil.node.loop..", "the loop on real time: a thread, a monotonic clock",
            "dev.trefoil.transport.grpc..", "sockets have threads and deadlines of their own",
            "dev.trefoil.cli..", "a program for a person, outside of every node",
            "dev.trefoil.testkit..", "a contract has to wait for a loop that runs on real time");

    /** Where chance comes in from outside. */
    static final Map<String, String> CHANCE = with(
            REAL_WORLD,
            "dev.trefoil.storage..",
            "the mark of a directory is a number that nobody who stores a value can know");

    /** Where text for a person is printed and the process may end. */
    static final Map<String, String> CONSOLE = Map.of("dev.trefoil.cli..", "talks to a person");

    static final Map<String, String> NOWHERE = Map.of();

    static final List<Ban> ALL = List.of(
            new Ban("read a clock", REAL_WORLD, ForbiddenCalls::readsClock),
            new Ban("draw from an unseeded source", CHANCE, ForbiddenCalls::drawsUnseeded),
            new Ban("make or stop a thread", REAL_WORLD, ForbiddenCalls::usesThreads),
            new Ban("leave a future to the JDK's threads", REAL_WORLD, ForbiddenCalls::leavesTheLoop),
            new Ban("print or exit", CONSOLE, ForbiddenCalls::printsOrExits),
            new Ban("use Java serialization", NOWHERE, ForbiddenCalls::serializes));

    private ForbiddenCalls() {}

    private static Map<String, String> with(Map<String, String> allowed, String where, String why) {
        Map<String, String> more = new TreeMap<>(allowed);
        more.put(where, why);
        return more;
    }

    /**
     * One group of forbidden calls.
     *
     * @param deed what the calls do, as in "classes should not ..."
     * @param allowed the packages where they may stand, each with its reason
     * @param test true for an access that belongs to the group
     */
    record Ban(String deed, Map<String, String> allowed, Predicate<AccessTarget> test) {

        DescribedPredicate<JavaAccess<?>> accesses() {
            return DescribedPredicate.describe(deed, access -> test.test(access.getTarget()));
        }
    }

    private static boolean readsClock(AccessTarget target) {
        return calls(target, System.class, "nanoTime", "currentTimeMillis")
                || calls(target, Clock.class, "system", "systemUTC", "systemDefaultZone")
                || calls(target, Clock.class, "tickMillis", "tickSeconds", "tickMinutes")
                || target.getOwner().getPackageName().equals("java.time") && calls(target, "now")
                || constructs(target, Date.class, 0);
    }

    private static boolean drawsUnseeded(AccessTarget target) {
        return calls(target, Math.class, "random")
                || calls(target, StrictMath.class, "random")
                || calls(target, UUID.class, "randomUUID")
                || calls(target, Collections.class, "shuffle") && parameters(target) == 1
                || constructs(target, Random.class, 0)
                || constructs(target, SplittableRandom.class, 0)
                || target.getOwner().isAssignableTo(ThreadLocalRandom.class)
                || target.getOwner().getName().equals("java.security.SecureRandom");
    }

    private static boolean usesThreads(AccessTarget target) {
        JavaClass owner = target.getOwner();
        return target.getName().equals("<init>") && owner.isAssignableTo(Thread.class)
                || owner.isAssignableTo(Thread.class) && calls(target, "sleep", "start", "join", "startVirtualThread")
                || owner.isEquivalentTo(Executors.class)
                || constructs(target, ThreadPoolExecutor.class)
                || constructs(target, ScheduledThreadPoolExecutor.class)
                || owner.isAssignableTo(ForkJoinPool.class)
                || owner.isAssignableTo(Timer.class)
                || calls(target, "parallelStream", "parallel") && isStreamOrCollection(owner);
    }

    private static boolean isStreamOrCollection(JavaClass owner) {
        return owner.isAssignableTo(BaseStream.class) || owner.isAssignableTo(Iterable.class);
    }

    private static boolean leavesTheLoop(AccessTarget target) {
        return (target.getOwner().isAssignableTo(CompletableFuture.class)
                        || target.getOwner().isAssignableTo(CompletionStage.class))
                && (target.getName().endsWith("Async")
                        || calls(target, "orTimeout", "completeOnTimeout", "delayedExecutor"));
    }

    private static boolean printsOrExits(AccessTarget target) {
        return target.getOwner().isEquivalentTo(System.class) && calls(target, "out", "err", "exit")
                || target.getOwner().isEquivalentTo(Runtime.class) && calls(target, "exit", "halt")
                || target.getOwner().isAssignableTo(Throwable.class)
                        && calls(target, "printStackTrace")
                        && parameters(target) == 0;
    }

    private static boolean serializes(AccessTarget target) {
        return target.getOwner().isAssignableTo(ObjectInputStream.class)
                || target.getOwner().isAssignableTo(ObjectOutputStream.class);
    }

    private static boolean calls(AccessTarget target, Class<?> owner, String... names) {
        return target.getOwner().isEquivalentTo(owner) && calls(target, names);
    }

    private static boolean calls(AccessTarget target, String... names) {
        return Arrays.asList(names).contains(target.getName());
    }

    private static boolean constructs(AccessTarget target, Class<?> type) {
        return target.getName().equals("<init>") && target.getOwner().isEquivalentTo(type);
    }

    private static boolean constructs(AccessTarget target, Class<?> type, int parameters) {
        return constructs(target, type) && parameters(target) == parameters;
    }

    private static int parameters(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget unit
                ? unit.getRawParameterTypes().size()
                : -1;
    }
}
