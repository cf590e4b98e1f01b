package dev.trefoil.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs commands in this process and keeps what they print. */
final class Terminals {

    final FakeNode node = new FakeNode();

    /** What one command did. */
    record Outcome(int code, String out, String err) {}

    Outcome run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Program(stream(out), stream(err), addresses -> node).run(args);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static List<String> commands() {
        return List.of(
                "demo",
                "lab",
                "node",
                "put",
                "get",
                "remove",
                "add",
                "discard",
                "elements",
                "locate",
                "route",
                "status");
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
