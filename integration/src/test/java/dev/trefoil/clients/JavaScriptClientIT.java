package dev.trefoil.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client in JavaScript (Node.js, {@code @grpc/grpc-js}) that knows a node's address and {@code keyvalue.proto} puts,
 * gets, competes, and is refused as the file says.
 *
 * <p>Needs {@code node} and {@code npm}; without them it is skipped on a developer's machine, and fails where the variable
 * {@code CI} says that nothing may be skipped.
 */
@Timeout(120)
class JavaScriptClientIT {

    private static final Path HOME = Path.of(System.getProperty("trefoil.home"));
    private static final Path SCHEMA = HOME.resolve("transport-grpc/src/main/protobuf/trefoil/kv/v1/keyvalue.proto");
    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");

    @TempDir
    Path directory;

    @Test
    void aClientThatIsNotOursPutsGetsAndIsRefused() throws Exception {
        assumeTrue(hasNode() || System.getenv("CI") != null, "node and npm are not installed");
        for (String file : List.of("package.json", "package-lock.json", "client.js")) {
            Files.copy(HOME.resolve("integration/src/test/node-client").resolve(file), directory.resolve(file));
        }
        run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline");
        Process node = startNode();
        try {
            String address = readAddress(node);

            String output =
                    run("node", "client.js", address, SCHEMA.toAbsolutePath().toString());

            assertThat(output)
                    .contains("put and got 13 bytes", "set: ash, elm", "INVALID_ARGUMENT")
                    .endsWith("ok\n");
        } finally {
            node.destroyForcibly();
            node.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("npm", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private Process startNode() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", System.getProperty("trefoil.jar"), "node", "--listen", "127.0.0.1:0", "--json"));
        return new ProcessBuilder(command)
                .redirectError(directory.resolve("node.log").toFile())
                .start();
    }

    private String readAddress(Process node) throws IOException {
        String line = node.inputReader(UTF_8).readLine();
        Matcher address = ADDRESS.matcher(line == null ? "" : line);
        assertThat(address.find())
                .as("the node's first line: %s, its log: %s", line, Files.readString(directory.resolve("node.log")))
                .isTrue();
        return address.group(1);
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path log = directory.resolve(command[0] + ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(90, TimeUnit.SECONDS);
            String output = Files.readString(log);
            assertThat(ended)
                    .as("%s did not end; it wrote: %s", command[0], output)
                    .isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
