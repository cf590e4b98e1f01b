package dev.trefoil.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.LimitExceededException;
import dev.trefoil.NoApplicationException;
import dev.trefoil.NodeClosedException;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.StartException;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsTest {

    @Test
    void everyFailureOfADhtHasItsExitCode() {
        Map<Throwable, ExitCode> expected = new LinkedHashMap<>();
        expected.put(new LimitExceededException("m"), ExitCode.USAGE);
        expected.put(new UnavailableException("m"), ExitCode.FAILED);
        expected.put(new OutcomeUnknownException("m", Version.NONE), ExitCode.OUTCOME_UNKNOWN);
        expected.put(new NodeClosedException("m"), ExitCode.CANNOT_CONNECT);
        expected.put(new NoApplicationException("m"), ExitCode.NOT_FOUND);
        expected.put(new IOException("m"), ExitCode.FAILED);
        expected.put(new NoSuchFileException("m"), ExitCode.FAILED);
        expected.put(new InterruptedException("m"), ExitCode.INTERRUPTED);
        expected.put(new NullPointerException(), ExitCode.INTERNAL);
        expected.put(new OutOfMemoryError("m"), ExitCode.FAILED);
        expected.forEach((error, code) -> {
            assertThat(Problems.of(error).code()).isEqualTo(code);
            assertThat(Problems.of(new CompletionException(new ExecutionException(error))))
                    .isEqualTo(Problems.of(error));
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonOfAFailedStartHasAdvice(StartException.Reason reason) {
        Problem problem = Problems.of(new StartException(reason, "words"));
        boolean isLocal = reason == StartException.Reason.STORE_UNUSABLE;
        assertThat(problem.code()).isEqualTo(isLocal ? ExitCode.FAILED : ExitCode.CANNOT_CONNECT);
        assertThat(problem.message()).isEqualTo("words");
        assertThat(problem.advice()).isPresent();
    }

    @Test
    void aMessageIsOneLineOfBoundedLength() {
        Problem problem = Problems.of(new UnavailableException("first\n  second" + "x".repeat(5_000)));
        assertThat(problem.message()).startsWith("first second").hasSizeLessThan(600);
    }
}
