package dev.trefoil.transport.grpc;

import dev.trefoil.transport.grpc.stub.KeyValueProto.Failure;
import dev.trefoil.transport.grpc.stub.KeyValueProto.FailureKind;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;

/** How a call that failed says why: a status that every gRPC client understands, and a {@link Failure} as a trailer. */
final class Failures {

    /** The trailer's name is part of the public contract. */
    static final Metadata.Key<Failure> TRAILER =
            Metadata.Key.of("trefoil-failure-bin", ProtoUtils.metadataMarshaller(Failure.getDefaultInstance()));

    /** Of a call that was not let in. */
    static final Status BUSY_STATUS =
            Status.RESOURCE_EXHAUSTED.withDescription("too many calls are under way at this node; try again later");

    /** Of a call whose body is not the message it should be. */
    static final Status UNREADABLE_STATUS =
            Status.INVALID_ARGUMENT.withDescription("the body of the call is not the message that the method takes");

    private static final int MESSAGE_LENGTH_MAX = 1_000;

    private Failures() {}

    /** What belongs to {@link #BUSY_STATUS}; new for each call, because gRPC changes them. */
    static Metadata busyTrailers() {
        Metadata trailers = trailers(FailureKind.FAILURE_KIND_BUSY, BUSY_STATUS);
        trailers.put(Refusals.BUSY, "1");
        return trailers;
    }

    /** What belongs to {@link #UNREADABLE_STATUS}. */
    static Metadata unreadableTrailers() {
        return trailers(FailureKind.FAILURE_KIND_INVALID_REQUEST, UNREADABLE_STATUS);
    }

    /** A failure whose message is the status's description. */
    static Metadata trailers(FailureKind kind, Status status) {
        return trailers(failure(kind, String.valueOf(status.getDescription())).build());
    }

    /** A failure of one kind, with its words for people cut to the length that was promised. */
    static Failure.Builder failure(FailureKind kind, String message) {
        String cut = message.length() <= MESSAGE_LENGTH_MAX ? message : message.substring(0, MESSAGE_LENGTH_MAX);
        return Failure.newBuilder().setKind(kind).setMessage(cut);
    }

    /** The trailers that carry {@code failure}. */
    static Metadata trailers(Failure failure) {
        Metadata trailers = new Metadata();
        trailers.put(TRAILER, failure);
        return trailers;
    }
}
