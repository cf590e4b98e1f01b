package dev.trefoil.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process of a store again and again, while it writes, while it opens and repairs, and while it closes; and
 * each time asks the next process what it finds.
 */
class KillTest {

    /** A store that does not open within this time is stuck. */
    private static final long STUCK_SECONDS = 60;

    private static final int LOOK_ONLY = 10;

    private final Path store;
    private final Path words;
    private final TreeMap<String, Long> tried = new TreeMap<>();
    private final TreeMap<String, Long> confirmed = new TreeMap<>();
    private final TreeSet<String> heard = new TreeSet<>();
    private final TreeMap<String, Integer> moments = new TreeMap<>();
    private int confirmations;
    private int opened;
    private long slowestMillis;

    KillTest(@TempDir Path directory) {
        store = directory.resolve("store");
        words = directory.resolve("words");
    }

    @Test
    void nothingConfirmedIsLostInThreeKills() throws Exception {
        run(3, 20_261_122);
    }

    @Tag("chaos")
    @Test
    void nothingConfirmedIsLostInFiveHundredKills() throws Exception {
        run(Integer.getInteger("kills", 500), Long.getLong("seed", 20_261_122));
        System.out.println("kills " + moments + ", openings " + opened + " (slowest " + slowestMillis
                + " ms), confirmed writes " + confirmations + ", lost 0, wrong 0");
    }

    private void run(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        for (int kill = 0; kill <= kills; kill++) {
            // One life more than is counted looks at what the last one left.
            int moment = kill == kills ? LOOK_ONLY : random.nextInt(10);
            try {
                live(random, moment);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", kill " + kill, e);
            }
        }
        assertThat(confirmations).isPositive();
    }

    private void live(Random random, int moment) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process victim = new ProcessBuilder(ChildJvm.command(
                        ChildJvm.FLAGS, Victim.class, store.toString(), Long.toString(random.nextInt(1 << 30))))
                .redirectError(words.toFile())
                .start();
        heard.clear();
        try (BufferedReader lines = victim.inputReader(StandardCharsets.UTF_8)) {
            if (moment == 0) {
                count("while it opens");
                killAfter(victim, 300 + random.nextInt(1_500));
            }
            Thread alarm = alarm(victim);
            boolean isReady = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
                if (line.equals("ready")) {
                    isReady = true;
                    alarm.interrupt();
                    opened++;
                    slowestMillis = Math.max(slowestMillis, (System.nanoTime() - start) / 1_000_000);
                    afterwards(victim, random, moment);
                }
            }
            alarm.interrupt();
            assertThat(isReady || moment == 0)
                    .as("opened after %d ms; it wrote: %s", (System.nanoTime() - start) / 1_000_000, words())
                    .isTrue();
        } finally {
            kill(victim);
            assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void afterwards(Process victim, Random random, int moment) throws IOException {
        if (moment == 1 || moment == 2) {
            count("while it closes");
            victim.getOutputStream().write('c');
            victim.getOutputStream().flush();
            killAfter(victim, random.nextInt(60));
        } else if (moment == LOOK_ONLY) {
            kill(victim);
        } else if (moment != 0) {
            count("while it writes");
            killAfter(victim, random.nextInt(500));
        }
    }

    private void hear(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "try" -> tried.put(words[1], Long.parseLong(words[2]));
            case "done" -> {
                confirmed.put(words[1], Long.parseLong(words[2]));
                confirmations++;
            }
            case "held" ->
                assertThat(Long.parseLong(words[2]))
                        .as("number held in %s", words[1])
                        .isBetween(confirmed.getOrDefault(words[1], 0L), tried.getOrDefault(words[1], 0L));
            case "ready", "closed" -> assertThat(words).hasSize(1);
            default -> throw new AssertionError(line);
        }
        if (words[0].equals("held")) {
            confirmed.put(words[1], Long.parseLong(words[2]));
            heard.add(words[1]);
        }
        if (words[0].equals("ready")) {
            assertThat(heard).as("slots that are there").containsAll(confirmed.keySet());
        }
    }

    private String words() throws IOException {
        return Files.readString(words);
    }

    private void count(String moment) {
        moments.merge(moment, 1, Integer::sum);
    }

    /** Not Process.destroyForcibly: that closes our end of the pipe as well, and what the victim said last is lost. */
    private static void kill(Process victim) {
        victim.toHandle().destroyForcibly();
    }

    private static void killAfter(Process victim, long millis) {
        Thread killer = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            kill(victim);
        });
        killer.setDaemon(true);
        killer.start();
    }

    private static Thread alarm(Process victim) {
        Thread alarm = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(STUCK_SECONDS);
                kill(victim);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        alarm.setDaemon(true);
        alarm.start();
        return alarm;
    }
}
