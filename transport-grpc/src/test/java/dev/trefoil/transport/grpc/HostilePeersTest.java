package dev.trefoil.transport.grpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.spi.Envelope;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import dev.trefoil.transport.grpc.Echo.Result;
import dev.trefoil.transport.grpc.stub.KeyValueGrpc;
import dev.trefoil.transport.grpc.stub.TransportGrpc;
import dev.trefoil.transport.grpc.stub.TransportProto;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in at the port: it is refused within its time, nothing is held for it, and others are served on. */
@Timeout(20)
class HostilePeersTest {

    private static final GrpcConfig IMPATIENT = GrpcConfig.defaults()
            .with(GrpcConfig.Timing.DEFAULTS.withPatience(Duration.ofMillis(300), Duration.ofMillis(300)));

    private static final byte[] TLS_HELLO = {22, 3, 1, 0, 70, 1, 0, 0, 66, 3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final LoudLog log = new LoudLog();

    @BeforeEach
    void listenToTheLog() {
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void closeAll() throws Exception {
        Logger.getLogger("").removeHandler(log);
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }

    @Test
    void whoeverSaysSomethingElseThanHttp2IsCutOff() throws Exception {
        GrpcTransport server = bind(IMPATIENT);
        byte[] noise = new byte[10_000];
        new Random(42).nextBytes(noise);
        assertCutOffAfter(
                server,
                noise,
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "PRI * HTTP/2.1".getBytes(StandardCharsets.US_ASCII),
                TLS_HELLO,
                new byte[1]);
        assertStillServes(server);
        assertThat(log.stackTraces).isEmpty();
    }

    @Test
    void whoeverGreetsAndThenTalksNonsenseIsCutOff() throws Exception {
        GrpcTransport server = bind(IMPATIENT);
        byte[] noise = new byte[10_000];
        new Random(43).nextBytes(noise);
        assertCutOffAfter(
                server, join(PREFACE, noise), join(PREFACE, frame(0xFF_FFFF, 4)), join(PREFACE, SETTINGS, noise));
        assertStillServes(server);
    }

    @Test
    void aGreetingThatComesByteByByteIsUnderstood() throws Exception {
        GrpcTransport server = bind(GrpcConfig.defaults());
        Socket socket = connect(server);
        socket.setTcpNoDelay(true);
        for (byte letter : join(PREFACE, SETTINGS)) {
            socket.getOutputStream().write(letter);
            socket.getOutputStream().flush();
        }
        assertThat(socket.getInputStream().read()).isNotEqualTo(-1);
    }

    @Test
    void whoeverConnectsAndSaysNothingIsCutOff() throws Exception {
        GrpcTransport server = bind(IMPATIENT);
        assertCutOff(connect(server));
        Socket halfAPreface = connect(server);
        halfAPreface.getOutputStream().write(PREFACE, 0, 10);
        assertCutOff(halfAPreface);
        assertStillServes(server);
        assertThat(log.stackTraces).isEmpty();
    }

    @Test
    void aRequestThatNeverEndsIsRefused() throws Exception {
        GrpcTransport server = bind(IMPATIENT);
        ClientCall<InputStream, InputStream> call =
                raw(server).newCall(asStream(TransportGrpc.getDeliverMethod()), CallOptions.DEFAULT);
        CompletableFuture<Status> status = start(call);
        await().until(() -> server.server().calls() == 1);
        assertThat(status.get(5, SECONDS).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        await().until(() -> server.server().calls() == 0);
        assertStillServes(server);
    }

    @Test
    void bodiesThatAreNoMessagesAreRefusedWithoutAWordInTheLog() throws Exception {
        GrpcTransport server = bind(GrpcConfig.defaults());
        Random random = new Random(7);
        for (MethodDescriptor<?, ?> method :
                List.of(TransportGrpc.getDeliverMethod(), KeyValueGrpc.getPutMethod(), KeyValueGrpc.getGetMethod())) {
            for (int i = 0; i < 50; i++) {
                byte[] body = new byte[1 + random.nextInt(100)];
                random.nextBytes(body);
                // Field number 0 does not exist.
                body[0] = 0;
                assertThat(send(server, method, body).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            }
        }
        await().until(() -> server.server().calls() == 0);
        assertThat(server.server().inboundBytes()).isZero();
        assertStillServes(server);
        assertThat(log.stackTraces).isEmpty();
    }

    @Test
    void requestsWithImpossibleFieldsAreMalformed() throws Exception {
        GrpcTransport server = bind(GrpcConfig.defaults());
        TransportProto.Request good = new Envelopes(Echo.CODEC, 1 << 20)
                .write(new Envelope(Echo.ASKER, Optional.empty(), Echo.of("?")))
                .orElseThrow();
        TransportGrpc.TransportBlockingStub stub = TransportGrpc.newBlockingStub(raw(server));
        assertThat(stub.deliver(good).hasFrame()).isTrue();
        for (TransportProto.Request bad : List.of(
                TransportProto.Request.getDefaultInstance(),
                good.toBuilder().clearFrom().build(),
                good.toBuilder().clearFrame().build(),
                good.toBuilder().setTo(ByteString.copyFromUtf8("short")).build(),
                good.toBuilder()
                        .setFrom(good.getFrom().toBuilder().setPort(70_000))
                        .build(),
                good.toBuilder()
                        .setFrom(good.getFrom().toBuilder().setHost("a b"))
                        .build(),
                good.toBuilder()
                        .setFrame(good.getFrame().toBuilder().setType(-1))
                        .build(),
                good.toBuilder()
                        .setFrame(good.getFrame().toBuilder().setProtocol("other"))
                        .build(),
                good.toBuilder()
                        .setFrame(good.getFrame().toBuilder().setProtocol("x".repeat(100_000)))
                        .build())) {
            assertThat(stub.deliver(bad).getRefusal()).isEqualTo(TransportProto.Refusal.REFUSAL_MALFORMED);
        }
        assertThat(log.stackTraces).isEmpty();
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAndRoomBecomesFreeAgain() throws Exception {
        GrpcTransport server = bind(GrpcConfig.defaults().withConnections(3, 10));
        List<Socket> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Socket socket = connect(server);
            socket.getOutputStream().write(join(PREFACE, SETTINGS));
            assertThat(socket.getInputStream().read()).isNotEqualTo(-1);
            taken.add(socket);
        }
        for (int i = 0; i < 20; i++) {
            assertCutOff(connect(server));
        }
        taken.get(0).close();
        await().untilAsserted(() -> assertStillServes(server));
    }

    @Test
    void bytesOfRequestsBeyondTheLimitAreRefusedAndForgotten() throws Exception {
        GrpcConfig config = GrpcConfig.defaults().withMessageBytes(100_000).withLoad(100, 100, 250_000);
        Queue<Transport.ReplyHandler> held = new ConcurrentLinkedQueue<>();
        GrpcTransport server = bind(config, (envelope, reply) -> held.add(reply));
        GrpcTransport asker = bind(GrpcConfig.defaults());
        Echo large = new Echo(Bytes.adopt(new byte[90_000]));
        List<CompletableFuture<Result>> accepted = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            int arrived = i;
            accepted.add(Echo.ask(asker, server.address(), large));
            await().pollInterval(Duration.ofMillis(5)).until(() -> held.size() == arrived);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(Echo.ask(asker, server.address(), large).get(5, SECONDS)).isEqualTo(Result.of(RpcFailure.BUSY));
        }
        held.forEach(reply -> reply.replied(Echo.of("done")));
        for (CompletableFuture<Result> result : accepted) {
            assertThat(result.get(5, SECONDS)).isEqualTo(Result.of(Echo.of("done")));
        }
        assertThat(held).hasSize(2);
        await().until(() -> server.server().inboundBytes() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "\25\3\1\0\2\2\50",
                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
            })
    void somethingElseAtAPeersAddressIsMalformedAndNotSilence(String words) throws Exception {
        GrpcTransport asker = bind(GrpcConfig.defaults());
        try (Garbage garbage = Garbage.answering(words)) {
            for (int i = 0; i < 3; i++) {
                assertThat(Echo.ask(asker, garbage.address(), Echo.of("?")).get(5, SECONDS))
                        .isEqualTo(Result.of(RpcFailure.MALFORMED));
            }
        }
        assertThat(log.stackTraces).isEmpty();
    }

    @Test
    void somethingThatNeverSpeaksTimesOut() throws Exception {
        GrpcTransport asker = bind(GrpcConfig.defaults());
        try (Garbage silent = Garbage.answering("")) {
            assertThat(Echo.ask(asker, silent.address(), Echo.of("?"), Duration.ofMillis(200))
                            .get(5, SECONDS))
                    .isEqualTo(Result.of(RpcFailure.TIMED_OUT));
        }
    }

    @Test
    void anotherGrpcServerIsMalformed() throws Exception {
        Server other = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .build()
                .start();
        opened.add(other::shutdownNow);
        GrpcTransport asker = bind(GrpcConfig.defaults());
        assertThat(Echo.ask(asker, new Address("127.0.0.1", other.getPort()), Echo.of("?"))
                        .get(5, SECONDS))
                .isEqualTo(Result.of(RpcFailure.MALFORMED));
    }

    @Test
    void anOrdinaryRefusedConnectionLeavesNoStackTrace() throws Exception {
        GrpcTransport asker = bind(GrpcConfig.defaults());
        GrpcTransport gone = bind(GrpcConfig.defaults());
        gone.close();
        for (int i = 0; i < 5; i++) {
            Echo.ask(asker, gone.address(), Echo.of("?")).get(5, SECONDS);
        }
        assertThat(log.stackTraces).isEmpty();
    }

    private GrpcTransport bind(GrpcConfig config) {
        return bind(config, Echo::back);
    }

    private GrpcTransport bind(GrpcConfig config, Transport.Receiver receiver) {
        GrpcTransport transport = (GrpcTransport) new GrpcNetwork(config).bind(Echo.ANY_PORT, Echo.CODEC);
        opened.add(transport);
        transport.open(receiver);
        return transport;
    }

    private void assertStillServes(GrpcTransport server) throws Exception {
        assertThat(Echo.ask(bind(GrpcConfig.defaults()), server.address(), Echo.of("well?"))
                        .get(5, SECONDS))
                .isEqualTo(Result.of(Echo.of("well?")));
    }

    private Socket connect(GrpcTransport server) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.address().port());
        opened.add(socket);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private void assertCutOffAfter(GrpcTransport server, byte[]... sayings) throws IOException {
        for (byte[] words : sayings) {
            Socket socket = connect(server);
            try {
                socket.getOutputStream().write(words);
            } catch (IOException e) {
                // Cut off before it had finished, which is as good.
            }
            assertCutOff(socket);
        }
    }

    /** The other side ends the connection, after whatever it has to say. */
    private static void assertCutOff(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            byte[] words = new byte[1_000];
            int read = 0;
            while (read >= 0) {
                read = in.read(words);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still connected", e);
        } catch (IOException e) {
            // A reset is an end too.
        }
    }

    private ManagedChannel raw(GrpcTransport server) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", server.address().port())
                .usePlaintext()
                .build();
        opened.add(channel::shutdownNow);
        return channel;
    }

    private Status send(GrpcTransport server, MethodDescriptor<?, ?> method, byte[] body) throws Exception {
        ClientCall<InputStream, InputStream> call =
                raw(server).newCall(asStream(method), CallOptions.DEFAULT.withDeadlineAfter(5, SECONDS));
        CompletableFuture<Status> status = start(call);
        call.sendMessage(new ByteArrayInputStream(body));
        call.halfClose();
        return status.get(5, SECONDS);
    }

    private static CompletableFuture<Status> start(ClientCall<InputStream, InputStream> call) {
        CompletableFuture<Status> status = new CompletableFuture<>();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status end, Metadata trailers) {
                        status.complete(end);
                    }
                },
                new Metadata());
        call.request(1);
        return status;
    }

    private static MethodDescriptor<InputStream, InputStream> asStream(MethodDescriptor<?, ?> method) {
        MethodDescriptor.Marshaller<InputStream> asItIs = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(InputStream value) {
                return value;
            }

            @Override
            public InputStream parse(InputStream stream) {
                return stream;
            }
        };
        // As a stream, because gRPC holds the headers of a unary call back until its body is there.
        return method.toBuilder(asItIs, asItIs)
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .build();
    }

    private static byte[] frame(int length, int type) {
        return new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length, (byte) type, 0, 0, 0, 0, 0};
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    /** Collects what a program without any logging configuration would print a stack trace of. */
    private static final class LoudLog extends Handler {

        private final List<String> stackTraces = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.INFO.intValue() && record.getThrown() != null) {
                stackTraces.add(record.getLoggerName() + ": " + record.getMessage() + ": " + record.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
