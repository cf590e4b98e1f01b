package dev.trefoil.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.command.TrefoilProcess.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user at a terminal: what works, what goes wrong, and what is then said within its deadline. */
@Timeout(120)
class CommandLineIT {

    /** How long a command may take besides its own work: a JVM has to start, perhaps on a busy machine. */
    private static final Duration START = Duration.ofSeconds(15);

    @TempDir
    private static Path directory;

    private static TrefoilProcess first;
    private static TrefoilProcess second;
    private static String firstAddress;
    private static String secondAddress;

    @BeforeAll
    static void startTwoNodes() throws Exception {
        first = TrefoilProcess.start(directory, "node", "--listen", "127.0.0.1:0", "--json");
        firstAddress = first.awaitReady();
        second = TrefoilProcess.start(directory, "node", "--listen", "127.0.0.1:0", "--seed", firstAddress, "--json");
        secondAddress = second.awaitReady();
    }

    @AfterAll
    static void stopThem() {
        first.close();
        second.close();
    }

    @Test
    void aValueTravelsFromOneNodeToTheOther() throws Exception {
        Outcome put = run("put", "greeting", "hello", "--node", firstAddress, "--json");
        assertThat(put.code()).as(put.err()).isZero();
        assertThat(run("get", "greeting", "--node", secondAddress)).isEqualTo(new Outcome(0, "hello", ""));
        Outcome again = run("put", "greeting", "again", "--if-absent", "--node", secondAddress);
        assertThat(again.code()).isEqualTo(6);
        Matcher version = Pattern.compile("\"version\":\"([^\"]+)\"").matcher(put.out());
        assertThat(version.find()).isTrue();
        assertThat(run("put", "greeting", "new", "--if-version", version.group(1), "--node", secondAddress)
                        .code())
                .isZero();
        assertThat(run("remove", "greeting", "--node", firstAddress).code()).isZero();
        assertThat(run("get", "greeting", "--node", secondAddress).code()).isEqualTo(3);
    }

    @Test
    void setsRoutesAndLookupsWork() throws Exception {
        assertThat(run("add", "peers", "a", "--node", firstAddress).code()).isZero();
        assertThat(run("add", "peers", "b", "--node", secondAddress).code()).isZero();
        assertThat(run("elements", "peers", "--node", firstAddress).out()).isEqualTo("a\nb\n");
        assertThat(run("route", "echo", "anything", "who is there?", "--node", firstAddress)
                        .out())
                .startsWith("who is there?\nfrom 127.0.0.1:");
        assertThat(run("route", "nobody", "anything", "x", "--node", firstAddress)
                        .code())
                .isEqualTo(3);
        assertThat(run("locate", "anything", "--node", firstAddress).out())
                .contains("held by  2 nodes", firstAddress, secondAddress);
        assertThat(run("status", "--node", secondAddress, "--json").out())
                .contains("\"overlay\":\"chord\"", "\"replicas\":3", "\"address\":\"" + firstAddress + "\"");
    }

    @Test
    void anotherNodeIsAskedIfTheFirstIsDown() throws Exception {
        assertThat(run("status", "--node", "127.0.0.1:1", "--node", firstAddress)
                        .code())
                .isZero();
    }

    @Test
    void whatIsTooLargeOrEmptyIsRefused() throws Exception {
        Path large = directory.resolve("large");
        Files.write(large, new byte[(1 << 20) + 1]);
        Files.write(directory.resolve("huge"), new byte[6 << 20]);
        assertFails(
                run("put", "k", "--file", large.toString(), "--node", firstAddress),
                2,
                "1048577 bytes",
                "1048576 are allowed");
        assertFails(
                run("put", "k", "--file", directory.resolve("huge").toString(), "--node", firstAddress), 2, "bytes");
        assertFails(run("put", "k".repeat(1_025), "v", "--node", firstAddress), 2, "1025 bytes");
        assertFails(run("put", "", "v", "--node", firstAddress), 2, "the key is empty");
        assertFails(run("add", "k", "e".repeat(16_385), "--node", firstAddress), 2, "16385 bytes");
    }

    @Test
    void aNodeThatCannotBeAskedIsNamed() throws Exception {
        assertFails(run("get", "k", "--node", "127.0.0.1:1"), 5, "no node listens at 127.0.0.1:1");
        assertFails(run("get", "k", "--node", "no-such-host.invalid:7400"), 5, "there is no host called no-such-host");
        try (Garbage garbage = new Garbage()) {
            assertFails(
                    run("get", "k", "--timeout", "2s", "--node", garbage.address()),
                    5,
                    "does not answer as a Trefoil node");
        }
    }

    @Test
    void aNodeThatCannotListenSaysWhy() throws Exception {
        assertFails(run("node", "--listen", firstAddress), 5, firstAddress, "--listen");
        assertFails(run("node", "--listen", "no-such-host.invalid:0"), 5, "no-such-host.invalid");
    }

    @Test
    void aNodeWhoseSeedsAreDeadGivesUpInTime() throws Exception {
        assertFails(join("127.0.0.1:1", "--seed", "127.0.0.1:2", "--join-timeout", "1s"), 5, "127.0.0.1:1", "--seed");
        try (Garbage garbage = new Garbage()) {
            assertFails(join(garbage.address(), "--join-timeout", "3s"), 5, garbage.address());
        }
    }

    @Test
    void aNodeOfAnotherNetworkIsRefusedAndToldWhy() throws Exception {
        assertFails(join(firstAddress, "--network", "other"), 5, "other here, trefoil there", "--network");
        assertFails(join(firstAddress, "--bits", "16"), 5, "16 here, 160 there", "--bits");
        assertFails(join(firstAddress, "--replicas", "2"), 5, "2 here, 3 there", "--replicas");
    }

    @Test
    void aNodeLeavesGracefullyWhenItIsTerminated() throws Exception {
        try (TrefoilProcess third =
                TrefoilProcess.start(directory, "node", "--listen", "127.0.0.1:0", "--seed", secondAddress, "--json")) {
            third.awaitReady();
            third.terminate();
            Outcome left = third.await(Duration.ofSeconds(30));
            assertThat(left.err()).contains("Leaving", "Left");
            assertThat(left.code()).as(left.err()).isZero();
        }
    }

    private static Outcome join(String seed, String... more) throws Exception {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(new String[] {"node", "--listen", "127.0.0.1:0", "--seed", seed}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return TrefoilProcess.run(directory, START.plusSeconds(20), arguments);
    }

    private static Outcome run(String... arguments) throws Exception {
        return TrefoilProcess.run(directory, START.plusSeconds(10), arguments);
    }

    private static void assertFails(Outcome outcome, int code, String... words) {
        assertThat(outcome.err()).contains(words).startsWith("trefoil: ").doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(3);
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.out()).isEmpty();
    }

    /** A server that is no Trefoil node: takes connections, says something, and hangs up. */
    private static final class Garbage implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

        Garbage() throws IOException {
            Thread answering = new Thread(this::answer, "garbage");
            answering.setDaemon(true);
            answering.start();
        }

        String address() {
            return "127.0.0.1:" + server.getLocalPort();
        }

        private void answer() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("220 mail.example ready\r\n".getBytes("US-ASCII"));
                } catch (IOException e) {
                    // The next one, or the end.
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
