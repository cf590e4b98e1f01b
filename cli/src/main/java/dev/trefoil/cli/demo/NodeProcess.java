package dev.trefoil.cli.demo;

import dev.trefoil.Address;
import dev.trefoil.cli.console.ExitCode;
import dev.trefoil.cli.console.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One node of the demo: a process of its own.
 *
 * <p>It cannot outlive the demo: its standard input is a pipe from here, and when that closes, for whatever reason, the
 * node exits.
 */
final class NodeProcess {

    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");
    private static final int LOG_LINES_SHOWN = 8;

    private final int number;
    private final Process process;
    private final Path log;
    private final CompletableFuture<Address> address = new CompletableFuture<>();

    private NodeProcess(int number, Process process, Path log) {
        this.number = number;
        this.process = process;
        this.log = log;
    }

    /** Starts a process; returns at once. */
    static NodeProcess start(int number, List<String> command, Path logs) throws IOException {
        Path log = logs.resolve("node-" + number + ".log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        NodeProcess node = new NodeProcess(number, process, log);
        Thread reader = new Thread(node::readOutput, "demo-node-" + number);
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    /** Its number in the story, from 1. */
    int number() {
        return number;
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** Waits until the node is a member of the network. */
    Address awaitReady(Duration limit) throws InterruptedException {
        try {
            return address.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw trouble("was not ready within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            process.waitFor(1, TimeUnit.SECONDS);
            throw trouble(process.isAlive() ? "closed its output" : "ended with status " + process.exitValue());
        }
    }

    /** Where it listens; only once it is ready. */
    Address address() {
        return address.join();
    }

    /** SIGKILL: no goodbye, nothing handed over. */
    void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM: the node hands over what it holds and leaves. */
    void askToLeave() {
        // Not Process.destroy: that closes the node's standard input as well, which tells it to stop at once.
        process.toHandle().destroy();
    }

    /** Waits for the process to end; true if it did so by itself and with success. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    }

    /** Whether the process runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines the node has written about itself. */
    List<String> lastWords() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size());
        } catch (IOException | UncheckedIOException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }

    /** The exception that ends the demo because of this node. */
    RuntimeException trouble(String what) {
        String words = String.join("\n  ", lastWords());
        return Problem.of(
                        ExitCode.CANNOT_CONNECT,
                        "node " + number + " " + what,
                        words.isEmpty() ? "It wrote nothing about the reason." : "Its last words:\n  " + words)
                .asException();
    }

    /** The first line is the node's card; the rest is read so that it never waits for us. */
    private void readOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher card = ADDRESS.matcher(line);
                if (card.find()) {
                    address.complete(Address.parse(card.group(1)));
                }
            }
            address.completeExceptionally(new IOException("the process ended"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }
}
