package dev.trefoil.transport.grpc;

import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.RouteReply;
import dev.trefoil.Version;
import dev.trefoil.Versioned;
import dev.trefoil.WriteResult;
import dev.trefoil.transport.grpc.stub.KeyValueProto;
import dev.trefoil.wire.Values;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The answers of the public service as messages ({@code ...Response}) and back ({@code read}).
 *
 * <p>What is read comes from the network: {@code read} throws {@link IllegalArgumentException} for what is no such value.
 */
final class KeyValueMessages {

    private static final int TOKEN_LENGTH_MAX = 74;

    private KeyValueMessages() {}

    static KeyValueProto.WriteResponse writeResponse(Version version) {
        return KeyValueProto.WriteResponse.newBuilder()
                .setVersion(write(version))
                .build();
    }

    static KeyValueProto.GetResponse getResponse(Optional<Versioned> found) {
        KeyValueProto.GetResponse.Builder response = KeyValueProto.GetResponse.newBuilder();
        found.ifPresent(value -> response.setFound(write(value)));
        return response.build();
    }

    static Optional<Versioned> read(KeyValueProto.GetResponse response) {
        return response.hasFound() ? Optional.of(read(response.getFound())) : Optional.empty();
    }

    static KeyValueProto.ConditionalResponse conditionalResponse(WriteResult result) {
        KeyValueProto.ConditionalResponse.Builder response = KeyValueProto.ConditionalResponse.newBuilder();
        if (result instanceof WriteResult.Applied applied) {
            return response.setApplied(write(applied.version())).build();
        }
        KeyValueProto.Current.Builder current = KeyValueProto.Current.newBuilder();
        ((WriteResult.Refused) result).current().ifPresent(value -> current.setValue(write(value)));
        return response.setRefused(current).build();
    }

    static WriteResult read(KeyValueProto.ConditionalResponse response) {
        return switch (response.getOutcomeCase()) {
            case APPLIED -> new WriteResult.Applied(read(response.getApplied()));
            case REFUSED ->
                new WriteResult.Refused(
                        response.getRefused().hasValue()
                                ? Optional.of(read(response.getRefused().getValue()))
                                : Optional.empty());
            case OUTCOME_NOT_SET -> throw new IllegalArgumentException("a conditional write is applied or refused");
        };
    }

    static KeyValueProto.ElementsResponse elementsResponse(Set<Bytes> elements) {
        KeyValueProto.ElementsResponse.Builder response = KeyValueProto.ElementsResponse.newBuilder();
        elements.forEach(element -> response.addElements(Values.write(element)));
        return response.build();
    }

    static Set<Bytes> read(KeyValueProto.ElementsResponse response) {
        TreeSet<Bytes> elements = new TreeSet<>();
        response.getElementsList().forEach(element -> elements.add(Values.read(element)));
        return Collections.unmodifiableSortedSet(elements);
    }

    static KeyValueProto.LocateResponse locateResponse(Located located) {
        KeyValueProto.LocateResponse.Builder response = KeyValueProto.LocateResponse.newBuilder()
                .setKey(located.key().toHex())
                .addAllHolders(write(located.holders()))
                .addAllPath(write(located.path()));
        located.range()
                .ifPresent(range -> response.setRange(KeyValueProto.Arc.newBuilder()
                        .setAfter(range.after().toHex())
                        .setUpTo(range.upTo().toHex())));
        return response.build();
    }

    static Located read(KeyValueProto.LocateResponse response) {
        Optional<KeyRange> range = response.hasRange()
                ? Optional.of(new KeyRange(
                        Key.ofHex(response.getRange().getAfter()),
                        Key.ofHex(response.getRange().getUpTo())))
                : Optional.empty();
        return new Located(
                Key.ofHex(response.getKey()), read(response.getHoldersList()), range, read(response.getPathList()));
    }

    static KeyValueProto.RouteResponse routeResponse(RouteReply reply) {
        return KeyValueProto.RouteResponse.newBuilder()
                .setPayload(Values.write(reply.payload()))
                .setRoot(write(reply.root()))
                .setHops(reply.hops())
                .build();
    }

    static RouteReply read(KeyValueProto.RouteResponse response) {
        return new RouteReply(Values.read(response.getPayload()), read(response.getRoot()), response.getHops());
    }

    static KeyValueProto.StatusResponse statusResponse(NodeStatus status) {
        return KeyValueProto.StatusResponse.newBuilder()
                .addAllNodes(write(status.nodes()))
                .setNetwork(status.network())
                .setOverlay(status.overlay())
                .setBits(status.bits())
                .setReplicas(status.replicas())
                .addAllNeighbors(write(status.neighbors()))
                .setEntries(status.entries())
                .setBytes(status.bytes())
                .setState(write(status.state()))
                .setLookups(status.lookups())
                .setLookupHops(status.lookupHops())
                .setLookupHopsMax(status.lookupHopsMax())
                .build();
    }

    static NodeStatus read(KeyValueProto.StatusResponse response) {
        return new NodeStatus(
                read(response.getNodesList()),
                response.getNetwork(),
                response.getOverlay(),
                response.getBits(),
                response.getReplicas(),
                read(response.getNeighborsList()),
                response.getEntries(),
                response.getBytes(),
                read(response.getState()),
                response.getLookups(),
                response.getLookupHops(),
                response.getLookupHopsMax());
    }

    static KeyValueProto.Version write(Version version) {
        return KeyValueProto.Version.newBuilder()
                .setToken(version.toString())
                .setWrittenAtMillis(version.millis())
                .build();
    }

    static Version read(KeyValueProto.Version version) {
        if (version.getToken().length() > TOKEN_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "the token of a version has at most " + TOKEN_LENGTH_MAX + " characters");
        }
        return Version.parse(version.getToken());
    }

    private static KeyValueProto.Value write(Versioned value) {
        KeyValueProto.Value.Builder message = KeyValueProto.Value.newBuilder()
                .setValue(Values.write(value.value()))
                .setVersion(write(value.version()));
        value.expiry().ifPresent(expiry -> message.setExpiresAtMillis(expiry.toEpochMilli()));
        return message.build();
    }

    private static Versioned read(KeyValueProto.Value value) {
        Optional<Instant> expiry = value.hasExpiresAtMillis()
                ? Optional.of(Instant.ofEpochMilli(value.getExpiresAtMillis()))
                : Optional.empty();
        return new Versioned(Values.read(value.getValue()), read(value.getVersion()), expiry);
    }

    private static KeyValueProto.Node write(NodeRef node) {
        return KeyValueProto.Node.newBuilder()
                .setId(node.id().toHex())
                .setHost(node.address().host())
                .setPort(node.address().port())
                .build();
    }

    private static NodeRef read(KeyValueProto.Node node) {
        return new NodeRef(Key.ofHex(node.getId()), new Address(node.getHost(), node.getPort()));
    }

    private static List<KeyValueProto.Node> write(List<NodeRef> nodes) {
        return nodes.stream().map(KeyValueMessages::write).toList();
    }

    private static List<NodeRef> read(List<KeyValueProto.Node> nodes) {
        return nodes.stream().map(KeyValueMessages::read).toList();
    }

    private static KeyValueProto.StatusResponse.State write(NodeStatus.State state) {
        return switch (state) {
            case JOINING -> KeyValueProto.StatusResponse.State.STATE_JOINING;
            case LOADING -> KeyValueProto.StatusResponse.State.STATE_LOADING;
            case SETTLED -> KeyValueProto.StatusResponse.State.STATE_SETTLED;
            case LEAVING -> KeyValueProto.StatusResponse.State.STATE_LEAVING;
            case CLOSED -> KeyValueProto.StatusResponse.State.STATE_CLOSED;
        };
    }

    private static NodeStatus.State read(KeyValueProto.StatusResponse.State state) {
        return switch (state) {
            case STATE_JOINING -> NodeStatus.State.JOINING;
            case STATE_LOADING -> NodeStatus.State.LOADING;
            case STATE_SETTLED -> NodeStatus.State.SETTLED;
            case STATE_LEAVING -> NodeStatus.State.LEAVING;
            case STATE_CLOSED -> NodeStatus.State.CLOSED;
            case STATE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("not a state of a node");
        };
    }
}
