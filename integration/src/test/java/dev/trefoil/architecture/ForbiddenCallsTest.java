package dev.trefoil.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The negative control of {@link ForbiddenCalls}: every forbidden call, planted, is found. */
class ForbiddenCallsTest {

    private static final JavaClasses PLANTED =
            new ClassFileImporter().importClasses(Offender.class, OwnThread.class, Innocent.class);

    static Stream<Planted> planted() {
        return Stream.of(
                new Planted("read a clock", 5),
                new Planted("draw from an unseeded source", 5),
                new Planted("make or stop a thread", 8),
                new Planted("leave a future to the JDK's threads", 3),
                new Planted("print or exit", 4),
                new Planted("use Java serialization", 2));
    }

    record Planted(String deed, int calls) {}

    @ParameterizedTest
    @MethodSource("planted")
    void everyPlantedCallIsFoundAndNoInnocentOneIs(Planted expected) {
        ForbiddenCalls.Ban ban = ForbiddenCalls.ALL.stream()
                .filter(candidate -> candidate.deed().equals(expected.deed()))
                .findFirst()
                .orElseThrow();
        EvaluationResult result =
                noClasses().should().accessTargetWhere(ban.accesses()).evaluate(PLANTED);
        assertThat(result.getFailureReport().getDetails())
                .hasSize(expected.calls())
                .noneMatch(line -> line.contains("Innocent"));
    }

    @ParameterizedTest
    @MethodSource("dev.trefoil.architecture.ForbiddenCallsTest#bans")
    void everyBanHasItsPlantedCalls(ForbiddenCalls.Ban ban) {
        assertThat(planted().map(Planted::deed)).contains(ban.deed());
    }

    static List<ForbiddenCalls.Ban> bans() {
        return ForbiddenCalls.ALL;
    }

    /** Does everything it should not. Never run. */
    @SuppressWarnings("unused")
    static final class Offender {

        static List<Object> clocks() {
            LongSupplier reference = System::nanoTime;
            return List.of(System.currentTimeMillis(), Instant.now(), Clock.systemUTC(), new java.util.Date());
        }

        static List<Object> chance(List<Integer> list) {
            Collections.shuffle(list);
            return List.of(
                    Math.random(), new Random(), ThreadLocalRandom.current().hashCode(), UUID.randomUUID());
        }

        static void threads() throws InterruptedException {
            Thread thread = new Thread(() -> {});
            thread.start();
            Thread.sleep(1);
            Executors.newCachedThreadPool();
            ForkJoinPool.commonPool();
            new Timer();
            List.of(1).parallelStream();
        }

        static void futures() {
            CompletableFuture.supplyAsync(() -> 1)
                    .thenApplyAsync(value -> value)
                    .orTimeout(1, TimeUnit.SECONDS);
        }

        static void console() {
            System.out.println("out");
            System.err.println("err");
            new IllegalStateException().printStackTrace();
            System.exit(1);
        }

        static Object serialization() throws IOException, ClassNotFoundException {
            return new ObjectInputStream(new ByteArrayInputStream(new byte[0])).readObject();
        }
    }

    /** A thread under another name. */
    static final class OwnThread extends Thread {}

    /** Looks alike, and is allowed. */
    @SuppressWarnings("unused")
    static final class Innocent {

        static Object seeded(long seed) {
            Random random = new Random(seed);
            List<Integer> list = new ArrayList<>(List.of(1, 2));
            Collections.shuffle(list, random);
            return List.of(list, Instant.ofEpochMilli(seed), new java.util.Date(seed), new UUID(seed, seed));
        }

        static CompletableFuture<Integer> future() {
            return new CompletableFuture<Integer>().thenApply(value -> value);
        }

        static String interrupted() {
            return Thread.currentThread().getName();
        }
    }
}
