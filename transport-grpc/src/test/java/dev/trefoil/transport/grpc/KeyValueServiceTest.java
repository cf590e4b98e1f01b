package dev.trefoil.transport.grpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.Key;
import dev.trefoil.LimitExceededException;
import dev.trefoil.NoApplicationException;
import dev.trefoil.NodeClosedException;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.ReadOptions;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.WriteOptions;
import dev.trefoil.spi.Transport;
import dev.trefoil.transport.grpc.stub.KeyValueGrpc;
import dev.trefoil.transport.grpc.stub.KeyValueProto;
import dev.trefoil.transport.grpc.stub.KeyValueProto.Failure;
import dev.trefoil.transport.grpc.stub.KeyValueProto.FailureKind;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The public service as a client in another language sees it: generated stubs, status codes and trailers. */
@Timeout(20)
class KeyValueServiceTest {

    private static final ByteString NAME = ByteString.copyFromUtf8("name");

    private final FakeDht dht = new FakeDht(160);
    private GrpcNetwork network;
    private Transport transport;
    private ManagedChannel channel;
    private KeyValueGrpc.KeyValueBlockingStub stub;

    @BeforeEach
    void open() {
        start(GrpcConfig.defaults());
        network.offer(dht);
    }

    private void start(GrpcConfig config) {
        network = new GrpcNetwork(config);
        transport = network.bind(Echo.ANY_PORT, Echo.CODEC);
        channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", transport.address().port())
                .usePlaintext()
                .build();
        stub = KeyValueGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        transport.close();
    }

    @Test
    void whatIsPutIsFoundWithItsVersionAndExpiry() {
        KeyValueProto.Version version = stub.put(KeyValueProto.PutRequest.newBuilder()
                        .setName(NAME)
                        .setValue(ByteString.copyFromUtf8("value"))
                        .setTimeToLiveMillis(5_000)
                        .build())
                .getVersion();
        assertThat(version.getWrittenAtMillis()).isEqualTo(1_700_000_000_000L);

        KeyValueProto.GetResponse found =
                stub.get(KeyValueProto.GetRequest.newBuilder().setName(NAME).build());
        assertThat(found.getFound().getValue().toStringUtf8()).isEqualTo("value");
        assertThat(found.getFound().getVersion()).isEqualTo(version);
        assertThat(found.getFound().getExpiresAtMillis())
                .isEqualTo(FakeDht.EPOCH.plusSeconds(5).toEpochMilli());
    }

    @Test
    void thatThereIsNothingIsAnAnswerAndAnEmptyValueIsSomething() {
        KeyValueProto.GetRequest get =
                KeyValueProto.GetRequest.newBuilder().setName(NAME).build();
        assertThat(stub.get(get).hasFound()).isFalse();
        stub.put(KeyValueProto.PutRequest.newBuilder().setName(NAME).build());
        assertThat(stub.get(get).hasFound()).isTrue();
        assertThat(stub.get(get).getFound().hasExpiresAtMillis()).isFalse();
    }

    @Test
    void aConditionalWriteTellsWhatIsThereInstead() {
        KeyValueProto.PutIfAbsentRequest once = KeyValueProto.PutIfAbsentRequest.newBuilder()
                .setName(NAME)
                .setValue(ByteString.copyFromUtf8("1"))
                .build();
        KeyValueProto.Version first = stub.putIfAbsent(once).getApplied();
        assertThat(stub.putIfAbsent(once).getRefused().getValue().getVersion()).isEqualTo(first);

        KeyValueProto.ReplaceRequest replace = KeyValueProto.ReplaceRequest.newBuilder()
                .setName(NAME)
                .setExpected(first)
                .setValue(ByteString.copyFromUtf8("2"))
                .build();
        KeyValueProto.Version second = stub.replace(replace).getApplied();
        assertThat(stub.replace(replace).getRefused().getValue().getVersion()).isEqualTo(second);

        KeyValueProto.RemoveIfRequest remove = KeyValueProto.RemoveIfRequest.newBuilder()
                .setName(NAME)
                .setExpected(second)
                .build();
        assertThat(stub.removeIf(remove).hasApplied()).isTrue();
        KeyValueProto.ConditionalResponse again = stub.removeIf(remove);
        assertThat(again.hasRefused()).isTrue();
        assertThat(again.getRefused().hasValue()).isFalse();
    }

    @Test
    void aVersionIsRecognizedByItsTokenAlone() {
        KeyValueProto.Version version = stub.put(
                        KeyValueProto.PutRequest.newBuilder().setName(NAME).build())
                .getVersion();
        KeyValueProto.RemoveIfRequest remove = KeyValueProto.RemoveIfRequest.newBuilder()
                .setName(NAME)
                .setExpected(KeyValueProto.Version.newBuilder().setToken(version.getToken()))
                .build();
        assertThat(stub.removeIf(remove).hasApplied()).isTrue();
    }

    @Test
    void namesAndPointsAreLocatedAlikeHopByHop() {
        KeyValueProto.LocateResponse byName = stub.locate(locate(target().setName(NAME)));
        Key place = Key.sha1(Bytes.utf8("name"));
        KeyValueProto.LocateResponse byKey = stub.locate(locate(target().setKey(place.toHex())));
        assertThat(byName).isEqualTo(byKey);
        assertThat(byName.getKey()).isEqualTo(place.toHex());
        assertThat(byName.getPathList()).extracting(KeyValueProto.Node::getHost).containsExactly("::1", "10.0.0.1");
        assertThat(byName.getHoldersList())
                .extracting(KeyValueProto.Node::getPort)
                .containsExactly(7400, 7401);
        assertThat(byName.getRange().getUpTo()).isEqualTo(FakeDht.ROOT.id().toHex());
    }

    @Test
    void consistencyTimeToLiveAndDeadlineReachTheNode() {
        stub.withDeadlineAfter(5, SECONDS)
                .put(KeyValueProto.PutRequest.newBuilder()
                        .setName(NAME)
                        .setConsistency(KeyValueProto.Consistency.CONSISTENCY_ALL)
                        .setTimeToLiveMillis(1)
                        .build());
        WriteOptions write = (WriteOptions) dht.options.remove();
        assertThat(write.consistency()).isEqualTo(Consistency.ALL);
        assertThat(write.timeToLive()).contains(Duration.ofMillis(1));
        // A little less than the caller's, so that the answer is back in time.
        assertThat(write.deadline()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(4_750));

        stub.get(KeyValueProto.GetRequest.newBuilder().setName(NAME).build());
        assertThat(dht.options.remove()).isEqualTo(ReadOptions.DEFAULTS);

        stub.withDeadlineAfter(1, java.util.concurrent.TimeUnit.HOURS)
                .get(KeyValueProto.GetRequest.newBuilder().setName(NAME).build());
        assertThat(((ReadOptions) dht.options.remove()).deadline()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void everyExceptionOfADhtHasItsOwnKindAndAStatusThatFits() {
        Version version = new Version(1, Key.powerOfTwo(3), 2);
        Map<RuntimeException, FailureKind> kinds = Map.of(
                new LimitExceededException("m"), FailureKind.FAILURE_KIND_LIMIT_EXCEEDED,
                new UnavailableException("m"), FailureKind.FAILURE_KIND_UNAVAILABLE,
                new OutcomeUnknownException("m", version), FailureKind.FAILURE_KIND_OUTCOME_UNKNOWN,
                new NodeClosedException("m"), FailureKind.FAILURE_KIND_NODE_CLOSED,
                new NoApplicationException("m"), FailureKind.FAILURE_KIND_NO_APPLICATION,
                new IllegalArgumentException("m"), FailureKind.FAILURE_KIND_INVALID_REQUEST,
                new CompletionException(new UnavailableException("m")), FailureKind.FAILURE_KIND_UNAVAILABLE);
        Map<FailureKind, Status.Code> codes = Map.of(
                FailureKind.FAILURE_KIND_LIMIT_EXCEEDED, Status.Code.INVALID_ARGUMENT,
                FailureKind.FAILURE_KIND_UNAVAILABLE, Status.Code.UNAVAILABLE,
                FailureKind.FAILURE_KIND_OUTCOME_UNKNOWN, Status.Code.UNKNOWN,
                FailureKind.FAILURE_KIND_NODE_CLOSED, Status.Code.UNAVAILABLE,
                FailureKind.FAILURE_KIND_NO_APPLICATION, Status.Code.NOT_FOUND,
                FailureKind.FAILURE_KIND_INVALID_REQUEST, Status.Code.INVALID_ARGUMENT);
        kinds.forEach((error, kind) -> {
            dht.failWith(error);
            StatusRuntimeException told = failureOf(() -> stub.put(put()));
            assertThat(told.getStatus().getCode()).as(kind.name()).isEqualTo(codes.get(kind));
            assertThat(detail(told).getKind()).isEqualTo(kind);
            assertThat(detail(told).getMessage()).isEqualTo("m");
        });
        dht.failWith(new OutcomeUnknownException("m", version));
        assertThat(detail(failureOf(() -> stub.put(put()))).getVersion().getToken())
                .isEqualTo(version.toString());
    }

    @Test
    void aMistakeInTheNodeIsNotShownToTheClient() {
        dht.failWith(new IllegalStateException("secret"));
        StatusRuntimeException told = failureOf(() -> stub.put(put()));
        assertThat(told.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(detail(told).getKind()).isEqualTo(FailureKind.FAILURE_KIND_INTERNAL);
        assertThat(told.toString()).doesNotContain("secret");
    }

    @Test
    void aMessageForPeopleIsCutToTheLengthThatWasPromised() {
        dht.failWith(new UnavailableException("x".repeat(100_000)));
        assertThat(detail(failureOf(() -> stub.put(put()))).getMessage()).hasSize(1_000);
    }

    @Test
    void fieldsThatMeanNothingAreRefusedWithWords() {
        refuses(
                "consistency is",
                () -> stub.get(KeyValueProto.GetRequest.newBuilder()
                        .setConsistencyValue(77)
                        .build()));
        refuses(
                "time_to_live_millis is at most",
                () -> stub.put(KeyValueProto.PutRequest.newBuilder()
                        .setTimeToLiveMillis(-1)
                        .build()));
        refuses("target has a name or a key", () -> stub.locate(locate(target())));
        refuses("hexadecimal", () -> stub.locate(locate(target().setKey("xyz0"))));
        refuses("hexadecimal digits", () -> stub.locate(locate(target().setKey("0".repeat(41)))));
        refuses("not a version", () -> stub.replace(KeyValueProto.ReplaceRequest.getDefaultInstance()));
        refuses(
                "at most 74",
                () -> stub.removeIf(KeyValueProto.RemoveIfRequest.newBuilder()
                        .setExpected(KeyValueProto.Version.newBuilder().setToken("0".repeat(1_000_000)))
                        .build()));
        refuses(
                "1 to 255",
                () -> stub.route(KeyValueProto.RouteRequest.newBuilder()
                        .setTarget(target().setName(NAME))
                        .build()));
        assertThat(dht.calls).hasValue(0);
    }

    @Test
    void aPointThatIsNoIdentifierOfASmallNetworkIsRefused() {
        network.offer(new FakeDht(8));
        assertThat(stub.locate(locate(target().setKey("ab"))).getKey()).startsWith("ab00");
        refuses("only 8 bits", () -> stub.locate(locate(target().setKey("abc"))));
    }

    @Test
    void beforeANodeIsOfferedClientsAreToldToGoElsewhere() throws Exception {
        close();
        start(GrpcConfig.defaults());
        StatusRuntimeException told = failureOf(() -> stub.put(put()));
        assertThat(told.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(detail(told).getKind()).isEqualTo(FailureKind.FAILURE_KIND_NODE_CLOSED);
        assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(health("trefoil.kv.v1.KeyValue")).isEqualTo(ServingStatus.NOT_SERVING);
        network.offer(dht);
        assertThat(stub.put(put()).hasVersion()).isTrue();
        assertThat(health("")).isEqualTo(ServingStatus.SERVING);
        assertThat(health("trefoil.kv.v1.KeyValue")).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void callsBeyondTheLimitAreBusyWithoutReachingTheNode() throws Exception {
        close();
        start(GrpcConfig.defaults().withLoad(4, 2, 1 << 30));
        network.offer(dht);
        CompletableFuture<Version> later = new CompletableFuture<>();
        dht.instead = () -> later;
        KeyValueGrpc.KeyValueFutureStub concurrent = KeyValueGrpc.newFutureStub(channel);
        List<CompletableFuture<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CompletableFuture<Object> call = new CompletableFuture<>();
            calls.add(call);
            var future = concurrent.put(put());
            Executor direct = Runnable::run;
            future.addListener(
                    () -> {
                        try {
                            call.complete(future.get());
                        } catch (Exception e) {
                            call.complete(e.getCause());
                        }
                    },
                    direct);
        }
        int busy = 0;
        for (int i = 2; i < 10; i++) {
            StatusRuntimeException told = (StatusRuntimeException) calls.get(i).get(5, SECONDS);
            assertThat(told.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(detail(told).getKind()).isEqualTo(FailureKind.FAILURE_KIND_BUSY);
            busy++;
        }
        assertThat(busy).isEqualTo(8);
        assertThat(dht.calls).hasValue(2);
        later.complete(new Version(1, Key.ZERO, 1));
        assertThat(calls.get(0).get(5, SECONDS)).isInstanceOf(KeyValueProto.WriteResponse.class);
        assertThat(calls.get(1).get(5, SECONDS)).isInstanceOf(KeyValueProto.WriteResponse.class);
    }

    @Test
    void reflectionListsTheServicesAndTheirFiles() throws Exception {
        ServerReflectionResponse services =
                reflect(ServerReflectionRequest.newBuilder().setListServices("").build());
        assertThat(services.getListServicesResponse().getServiceList())
                .extracting(ServiceResponse::getName)
                .contains(
                        "trefoil.kv.v1.KeyValue",
                        "trefoil.transport.v1.Transport",
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1.ServerReflection");
        ServerReflectionResponse file = reflect(ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol("trefoil.kv.v1.KeyValue")
                .build());
        // Whole in one file: it imports nothing.
        assertThat(file.getFileDescriptorResponse().getFileDescriptorProtoCount())
                .isEqualTo(1);
    }

    private ServerReflectionResponse reflect(ServerReflectionRequest request) throws Exception {
        CompletableFuture<ServerReflectionResponse> response = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> asking = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse value) {
                        response.complete(value);
                    }

                    @Override
                    public void onError(Throwable error) {
                        response.completeExceptionally(error);
                    }

                    @Override
                    public void onCompleted() {}
                });
        asking.onNext(request);
        ServerReflectionResponse answer = response.get(5, SECONDS);
        asking.onCompleted();
        return answer;
    }

    private ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    private static KeyValueProto.PutRequest put() {
        return KeyValueProto.PutRequest.newBuilder().setName(NAME).build();
    }

    private static KeyValueProto.Target.Builder target() {
        return KeyValueProto.Target.newBuilder();
    }

    private static KeyValueProto.LocateRequest locate(KeyValueProto.Target.Builder target) {
        return KeyValueProto.LocateRequest.newBuilder().setTarget(target).build();
    }

    private static void refuses(String words, Runnable call) {
        StatusRuntimeException told = failureOf(call);
        assertThat(told.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(detail(told).getKind()).isEqualTo(FailureKind.FAILURE_KIND_INVALID_REQUEST);
        assertThat(detail(told).getMessage()).contains(words);
    }

    private static StatusRuntimeException failureOf(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run);
    }

    private static Failure detail(StatusRuntimeException told) {
        return told.getTrailers().get(Failures.TRAILER);
    }
}
