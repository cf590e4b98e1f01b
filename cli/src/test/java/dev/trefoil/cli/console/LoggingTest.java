package dev.trefoil.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @AfterEach
    void restore() throws Exception {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void aWarningIsOneLineWithoutAStackTrace() {
        Logging.to(err, false);
        Logger.getLogger("dev.trefoil.node.Repair").log(Level.WARNING, "late\nagain", new IllegalStateException("x"));
        assertThat(text()).isEqualTo("warning: Repair: late again (java.lang.IllegalStateException: x)\n");
    }

    @Test
    void whatIsNotAWarningAndTheNoiseOfLibrariesAreSilent() {
        Logging.to(err, false);
        Logger.getLogger("dev.trefoil.node.Repair").info("fine");
        Logger.getLogger("io.grpc.netty.shaded.io.netty.Channel").warning("noise");
        assertThat(text()).isEmpty();
    }

    @Test
    void whatIsSevereInALibraryIsShown() {
        Logging.to(err, false);
        Logger.getLogger("io.grpc.internal.ManagedChannelImpl").severe("broken");
        Logger.getLogger("io.grpc.internal.ManagedChannelImpl").warning("noise");
        assertThat(text()).isEqualTo("severe: ManagedChannelImpl: broken\n");
    }

    @Test
    void verboseShowsDetails() {
        Logging.to(err, true);
        Logger.getLogger("dev.trefoil.node.Repair").log(Level.FINE, "begun", new IllegalStateException("x"));
        assertThat(text()).contains("fine: Repair: begun", "\tat ");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
