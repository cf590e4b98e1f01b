package dev.trefoil.transport.grpc;

import java.time.Duration;

/**
 * The limits of one process on a network: how much of anything others may cause it to hold, and for how long.
 *
 * <p>Connections are not encrypted and nobody proves who they are: listen on loopback or on a network whose members you
 * trust. Reaching a limit refuses the one request or connection and disturbs no other.
 *
 * @param messageBytes largest message, in and out. Must hold a value or a page of replication with some room; too large
 *     lets one message delay those behind it. A larger one is {@code MALFORMED}
 * @param metadataBytes largest headers of a call. gRPC needs a few hundred bytes
 * @param connections how many connections others may have to this process; more are closed as they arrive. Too few and
 *     a large network cannot reach this node
 * @param peers how many other processes this one keeps connections to; beyond, the longest unused one is closed. Too
 *     few and connections are opened and closed all the time
 * @param callsPerConnection how many requests one connection may have under way; more wait at the sender. Keeps one
 *     peer from taking all of {@code requests}
 * @param requests how many requests of peers are under way here at once; more are {@code BUSY}, before their bodies
 *     are read
 * @param publicCalls the same for the calls of clients, apart, so that clients never keep nodes from answering each
 *     other
 * @param inboundBytes how many bytes of requests, begun but not answered, are held at once. The request that goes
 *     beyond is refused as {@code BUSY}
 * @param resetsPerMinute how many requests a connection may cancel within a minute before it is closed. Cancelling is
 *     ordinary after a timeout; doing little else is an attack
 * @param timing how long things may take
 */
public record GrpcConfig(
        int messageBytes,
        int metadataBytes,
        int connections,
        int peers,
        int callsPerConnection,
        int requests,
        int publicCalls,
        long inboundBytes,
        int resetsPerMinute,
        Timing timing) {

    private static final GrpcConfig DEFAULTS =
            new GrpcConfig(4 << 20, 8 << 10, 4_096, 1_024, 1_024, 4_096, 1_024, 256L << 20, 10_000, Timing.DEFAULTS);

    /** Refuses a limit under one, and a message limit under 1 KiB. */
    public GrpcConfig {
        if (messageBytes < 1 << 10 || metadataBytes < 1 << 10) {
            throw new IllegalArgumentException("messages and metadata need at least 1 KiB");
        }
        if (Math.min(Math.min(connections, peers), Math.min(callsPerConnection, requests)) < 1
                || Math.min(publicCalls, resetsPerMinute) < 1) {
            throw new IllegalArgumentException("limits are at least one");
        }
        if (inboundBytes < messageBytes) {
            throw new IllegalArgumentException("at least one message of the largest size has to fit");
        }
    }

    /** For nodes on one machine or in one data centre. */
    public static GrpcConfig defaults() {
        return DEFAULTS;
    }

    /** The same with another size of the largest message, in bytes. */
    public GrpcConfig withMessageBytes(int bytes) {
        return new GrpcConfig(
                bytes,
                metadataBytes,
                connections,
                peers,
                callsPerConnection,
                requests,
                publicCalls,
                Math.max(inboundBytes, bytes),
                resetsPerMinute,
                timing);
    }

    /** The same with other numbers of connections, inbound and outbound. */
    public GrpcConfig withConnections(int inbound, int outbound) {
        return new GrpcConfig(
                messageBytes,
                metadataBytes,
                inbound,
                outbound,
                callsPerConnection,
                requests,
                publicCalls,
                inboundBytes,
                resetsPerMinute,
                timing);
    }

    /** The same with other bounds on what is under way: requests of nodes, calls of clients, and bytes of both. */
    public GrpcConfig withLoad(int nodeRequests, int clientCalls, long bytes) {
        return new GrpcConfig(
                messageBytes,
                metadataBytes,
                connections,
                peers,
                callsPerConnection,
                nodeRequests,
                clientCalls,
                bytes,
                resetsPerMinute,
                timing);
    }

    /** The same with other times. */
    public GrpcConfig with(Timing other) {
        return new GrpcConfig(
                messageBytes,
                metadataBytes,
                connections,
                peers,
                callsPerConnection,
                requests,
                publicCalls,
                inboundBytes,
                resetsPerMinute,
                other);
    }

    /**
     * How long things may take before the process gives up on them.
     *
     * @param connect to make a connection. Bounds how long requests to a machine that is switched off stay unreachable
     *     at the cost of a far machine that answers slowly
     * @param greeting until whoever has connected has said that it speaks HTTP/2
     * @param reading until a request has arrived in full. Ends requests sent a byte at a time
     * @param publicCall the longest deadline a client may ask for
     * @param keepAlive how long a connection with requests under way may be silent before it is asked for a sign of
     *     life, which must come as quickly again. Peers may ask half as often again
     * @param idle after how long without requests a connection is closed by the side that made it. The other side waits
     *     twice as long, so that a request never meets a connection that is just being closed
     */
    public record Timing(
            Duration connect,
            Duration greeting,
            Duration reading,
            Duration publicCall,
            Duration keepAlive,
            Duration idle) {

        static final Timing DEFAULTS = new Timing(
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2));

        /** Refuses times that are not longer than zero. */
        public Timing {
            for (Duration duration : new Duration[] {connect, greeting, reading, publicCall, keepAlive, idle}) {
                if (duration.isNegative() || duration.isZero()) {
                    throw new IllegalArgumentException("times are longer than zero");
                }
            }
        }

        /** The same, but whoever has connected has to greet and to send a request in full within these times. */
        public Timing withPatience(Duration greetingLimit, Duration readingLimit) {
            return new Timing(connect, greetingLimit, readingLimit, publicCall, keepAlive, idle);
        }
    }
}
