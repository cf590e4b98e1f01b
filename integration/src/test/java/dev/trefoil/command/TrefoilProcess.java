package dev.trefoil.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** One run of the jar, with what it prints in files. */
final class TrefoilProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");
    private static final int SIGINT = 2;

    private final Process process;
    private final Path out;
    private final Path err;

    private TrefoilProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What a command that has ended has done. */
    record Outcome(int code, String out, String err) {}

    /** Starts the jar with {@code arguments}. */
    static TrefoilProcess start(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-jar", System.getProperty("trefoil.jar")));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "trefoil", ".out");
        Path err = Files.createTempFile(directory, "trefoil", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new TrefoilProcess(process, out, err);
    }

    /** Runs a command to its end, which must come within {@code limit}. */
    static Outcome run(Path directory, Duration limit, String... arguments) throws Exception {
        try (TrefoilProcess running = start(directory, arguments)) {
            return running.await(limit);
        }
    }

    /** Waits for the end. */
    Outcome await(Duration limit) throws Exception {
        assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended within %s; so far it wrote %s %s", limit, out(), err())
                .isTrue();
        return new Outcome(process.exitValue(), out(), err());
    }

    /** Waits for the line of a node that is ready; gives its address. */
    String awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ADDRESS.matcher(out()).find() || !process.isAlive());
        Matcher address = ADDRESS.matcher(out());
        assertThat(address.find()).as("ready; it wrote %s", err()).isTrue();
        return address.group(1);
    }

    /** Waits until standard output contains {@code words}. */
    void awaitWords(String words) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> out().contains(words) || !process.isAlive());
        assertThat(out()).as("what it wrote besides: %s", err()).contains(words);
    }

    /** The processes it has started. */
    List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** Ctrl-C; SIGTERM where whoever runs the tests has made all its children deaf to Ctrl-C. */
    void interrupt() throws Exception {
        signal(isDeafToInterrupt() ? "TERM" : "INT");
    }

    /** SIGTERM, without closing the pipes to it as {@code Process.destroy} does. */
    void terminate() throws Exception {
        signal("TERM");
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void signal(String name) throws Exception {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).as("kill -%s", name).isZero();
    }

    private boolean isDeafToInterrupt() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
                .anyMatch(ignored -> ignored.testBit(SIGINT - 1));
    }

    private String out() {
        return read(out);
    }

    private String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
