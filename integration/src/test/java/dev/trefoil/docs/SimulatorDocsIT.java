package dev.trefoil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program in docs/simulator.md is the one that is compiled here, and its users' data survive. */
@Timeout(120)
class SimulatorDocsIT {

    private static final Path HOME = Path.of(System.getProperty("trefoil.home"));
    private static final String BEGIN = "// docs: begin\n";

    @Test
    void thePageShowsTheProgramThatIsCompiledHere() throws IOException {
        String source =
                Files.readString(HOME.resolve("integration/src/test/java/dev/trefoil/docs/GuestbookSimulation.java"));
        String compiled = source.substring(source.indexOf(BEGIN) + BEGIN.length(), source.indexOf("// docs: end"));
        assertThat(Files.readString(HOME.resolve("docs/simulator.md"))).contains(compiled);
    }

    @Test
    void theProgramRuns() {
        GuestbookSimulation.main(new String[0]);
    }
}
