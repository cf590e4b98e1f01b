package dev.trefoil.transport.grpc;

import dev.trefoil.Address;
import dev.trefoil.LimitExceededException;
import dev.trefoil.NoApplicationException;
import dev.trefoil.NodeClosedException;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.transport.grpc.stub.KeyValueProto.Failure;
import dev.trefoil.transport.grpc.stub.KeyValueProto.FailureKind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;

/** The exceptions of a {@link dev.trefoil.Dht} as failures of a call, and back. */
final class KeyValueFailures {

    private static final Logger LOG = System.getLogger(KeyValueFailures.class.getName());

    private KeyValueFailures() {}

    /** What a client is told of {@code error}. */
    static StatusRuntimeException write(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        FailureKind kind = kind(cause);
        String message = String.valueOf(cause.getMessage());
        if (kind == FailureKind.FAILURE_KIND_INTERNAL) {
            LOG.log(Level.WARNING, "a client's call ended with an error that nobody expected", cause);
            message = "a mistake in the node; its log says more";
        }
        Failure.Builder failure = Failures.failure(kind, message);
        if (cause instanceof OutcomeUnknownException unknown
                && !unknown.version().equals(Version.NONE)) {
            failure.setVersion(KeyValueMessages.write(unknown.version()));
        }
        return status(kind)
                .withDescription(failure.getMessage())
                .asRuntimeException(Failures.trailers(failure.build()));
    }

    /** What the node at {@code at} has told a client. */
    static RuntimeException read(Failure failure, Address at, boolean changesSomething) {
        String message = at + ": " + failure.getMessage();
        return switch (failure.getKind()) {
            case FAILURE_KIND_INVALID_REQUEST -> new IllegalArgumentException(message);
            case FAILURE_KIND_LIMIT_EXCEEDED -> new LimitExceededException(message);
            case FAILURE_KIND_NODE_CLOSED -> new NodeClosedException(message);
            case FAILURE_KIND_NO_APPLICATION -> new NoApplicationException(message);
            case FAILURE_KIND_OUTCOME_UNKNOWN -> new OutcomeUnknownException(message, version(failure));
            case FAILURE_KIND_UNAVAILABLE, FAILURE_KIND_BUSY -> new UnavailableException(message);
            case FAILURE_KIND_INTERNAL, FAILURE_KIND_UNSPECIFIED, UNRECOGNIZED ->
                changesSomething
                        ? new OutcomeUnknownException(message, Version.NONE)
                        : new UnavailableException(message);
        };
    }

    private static FailureKind kind(Throwable cause) {
        if (cause instanceof LimitExceededException) {
            return FailureKind.FAILURE_KIND_LIMIT_EXCEEDED;
        }
        if (cause instanceof UnavailableException) {
            return FailureKind.FAILURE_KIND_UNAVAILABLE;
        }
        if (cause instanceof OutcomeUnknownException) {
            return FailureKind.FAILURE_KIND_OUTCOME_UNKNOWN;
        }
        if (cause instanceof NodeClosedException) {
            return FailureKind.FAILURE_KIND_NODE_CLOSED;
        }
        if (cause instanceof NoApplicationException) {
            return FailureKind.FAILURE_KIND_NO_APPLICATION;
        }
        return cause instanceof IllegalArgumentException
                ? FailureKind.FAILURE_KIND_INVALID_REQUEST
                : FailureKind.FAILURE_KIND_INTERNAL;
    }

    private static Status status(FailureKind kind) {
        return switch (kind) {
            case FAILURE_KIND_INVALID_REQUEST, FAILURE_KIND_LIMIT_EXCEEDED -> Status.INVALID_ARGUMENT;
            case FAILURE_KIND_UNAVAILABLE, FAILURE_KIND_NODE_CLOSED -> Status.UNAVAILABLE;
            case FAILURE_KIND_OUTCOME_UNKNOWN -> Status.UNKNOWN;
            case FAILURE_KIND_NO_APPLICATION -> Status.NOT_FOUND;
            case FAILURE_KIND_BUSY -> Status.RESOURCE_EXHAUSTED;
            case FAILURE_KIND_INTERNAL, FAILURE_KIND_UNSPECIFIED, UNRECOGNIZED -> Status.INTERNAL;
        };
    }

    private static Version version(Failure failure) {
        return failure.hasVersion() ? KeyValueMessages.read(failure.getVersion()) : Version.NONE;
    }
}
