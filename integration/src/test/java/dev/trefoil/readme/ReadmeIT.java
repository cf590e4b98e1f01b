package dev.trefoil.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program in the README is the one that is compiled here, and it does what the README says. */
@Timeout(60)
class ReadmeIT {

    private static final Path HOME = Path.of(System.getProperty("trefoil.home"));

    @Test
    void theReadmeShowsTheProgramThatIsCompiledHere() throws IOException {
        String source =
                Files.readString(HOME.resolve("integration/src/test/java/dev/trefoil/readme/ReadmeExample.java"));
        String compiled =
                source.substring(source.indexOf("// README: begin\n") + 17, source.indexOf("        // README: end"));

        List<String> shown = compiled.lines().map(line -> line.substring(8)).toList();

        assertThat(Files.readString(HOME.resolve("README.md"))).contains(String.join("\n", shown));
    }

    @Test
    void theReadmeProgramPrintsTheGreeting() throws IOException {
        assumeTrue(isFree(7400) && isFree(7401), "ports 7400 and 7401 are taken");
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, UTF_8));
        try {
            ReadmeExample.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        assertThat(written.toString(UTF_8)).contains("hello, ring");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
