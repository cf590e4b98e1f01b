package dev.trefoil.transport.grpc;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.Codec;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A protocol with one message, and one way to ask. */
record Echo(Bytes content) implements Message {

    static final Codec CODEC = MessageTable.of("echo")
            .add(1, Echo.class, Echo::content, payload -> {
                if (payload.toUtf8().startsWith("garbage")) {
                    throw new IllegalArgumentException("garbage");
                }
                return new Echo(payload);
            })
            .build();

    static final Address ANY_PORT = new Address("127.0.0.1", 0);

    static final NodeRef ASKER = new NodeRef(Key.powerOfTwo(7), new Address("127.0.0.1", 1));

    static Echo of(String text) {
        return new Echo(Bytes.utf8(text));
    }

    /** What came of a request: exactly one of the two is there. */
    record Result(Optional<Message> reply, Optional<RpcFailure> failure) {

        static Result of(RpcFailure failure) {
            return new Result(Optional.empty(), Optional.of(failure));
        }

        static Result of(Message reply) {
            return new Result(Optional.of(reply), Optional.empty());
        }
    }

    static CompletableFuture<Result> ask(Transport transport, Address to, Message message) {
        return ask(transport, to, message, Duration.ofSeconds(10));
    }

    static CompletableFuture<Result> ask(Transport transport, Address to, Message message, Duration timeout) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        transport.request(to, new Envelope(ASKER, Optional.empty(), message), timeout, new Transport.ReplyHandler() {
            @Override
            public void replied(Message response) {
                once(Result.of(response));
            }

            @Override
            public void failed(RpcFailure why) {
                once(Result.of(why));
            }

            private void once(Result outcome) {
                if (!result.complete(outcome)) {
                    throw new AssertionError("two outcomes: " + result.join() + " and " + outcome);
                }
            }
        });
        return result;
    }

    /** A receiver that answers with what it was sent. */
    static void back(Envelope envelope, Transport.ReplyHandler reply) {
        reply.replied(envelope.message());
    }
}
