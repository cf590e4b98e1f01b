package dev.trefoil.transport.grpc;

import dev.trefoil.spi.RpcFailure;
import dev.trefoil.transport.grpc.stub.TransportProto.Refusal;
import io.grpc.Metadata;
import io.grpc.Status;

/** What a failure is called on the wire, and what a gRPC status means to a node. */
final class Refusals {

    /** Marks the calls that a gate did not let in, to tell them from messages that are too large. */
    static final Metadata.Key<String> BUSY = Metadata.Key.of("trefoil-busy", Metadata.ASCII_STRING_MARSHALLER);

    /** gRPC has one status for both, so its words have to tell; a test notices if they change. */
    private static final String TOO_LARGE = "exceeds maximum size";

    private Refusals() {}

    /** As the wire has it. */
    static Refusal write(RpcFailure failure) {
        return switch (failure) {
            case UNREACHABLE -> Refusal.REFUSAL_UNREACHABLE;
            case TIMED_OUT -> Refusal.REFUSAL_TIMED_OUT;
            case BUSY -> Refusal.REFUSAL_BUSY;
            case NOT_A_MEMBER -> Refusal.REFUSAL_NOT_A_MEMBER;
            case MALFORMED -> Refusal.REFUSAL_MALFORMED;
            case CLOSED -> Refusal.REFUSAL_CLOSED;
        };
    }

    /** From the wire; a reason that this version does not know is {@code MALFORMED}. */
    static RpcFailure read(Refusal refusal) {
        return switch (refusal) {
            case REFUSAL_UNREACHABLE -> RpcFailure.UNREACHABLE;
            case REFUSAL_TIMED_OUT -> RpcFailure.TIMED_OUT;
            case REFUSAL_BUSY -> RpcFailure.BUSY;
            case REFUSAL_NOT_A_MEMBER -> RpcFailure.NOT_A_MEMBER;
            case REFUSAL_CLOSED -> RpcFailure.CLOSED;
            default -> RpcFailure.MALFORMED;
        };
    }

    /**
     * What a call that ended without an answer means.
     *
     * @param wasSent whether the request left this process. If so, a broken connection does not mean that it was not
     *     carried out: then it is {@code TIMED_OUT} and not {@code UNREACHABLE}
     */
    static RpcFailure of(Status status, Metadata trailers, boolean wasSent) {
        return switch (status.getCode()) {
            case UNAVAILABLE -> wasSent ? RpcFailure.TIMED_OUT : RpcFailure.UNREACHABLE;
            case DEADLINE_EXCEEDED -> RpcFailure.TIMED_OUT;
            // With a cause, gRPC could not read the answer here; without, the peer went away while it was at work.
            case CANCELLED -> status.getCause() == null ? RpcFailure.TIMED_OUT : RpcFailure.MALFORMED;
            case RESOURCE_EXHAUSTED -> isTooLarge(status, trailers) ? RpcFailure.MALFORMED : RpcFailure.BUSY;
            default -> RpcFailure.MALFORMED;
        };
    }

    private static boolean isTooLarge(Status status, Metadata trailers) {
        String description = status.getDescription();
        return !trailers.containsKey(BUSY) && description != null && description.contains(TOO_LARGE);
    }
}
