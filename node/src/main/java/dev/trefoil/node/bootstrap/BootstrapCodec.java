package dev.trefoil.node.bootstrap;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.trefoil.Bytes;
import dev.trefoil.node.bootstrap.BootstrapMessage.Hello;
import dev.trefoil.node.bootstrap.BootstrapMessage.Welcome;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.wire.Values;
import dev.trefoil.wire.bootstrap.Network;

/** The messages of the first contact as bytes, after {@code bootstrap.proto}. */
final class BootstrapCodec {

    /** The protocol's name. */
    static final String PROTOCOL = "bootstrap";

    static final MessageTable TABLE = MessageTable.of(PROTOCOL)
            .add(1, Hello.class, BootstrapCodec::write, BootstrapCodec::readHello)
            .add(2, Welcome.class, BootstrapCodec::write, BootstrapCodec::readWelcome)
            .build();

    private BootstrapCodec() {}

    private static Bytes write(Hello hello) {
        return Bytes.adopt(dev.trefoil.wire.bootstrap.Hello.newBuilder()
                .setNetwork(write(hello.network()))
                .build()
                .toByteArray());
    }

    private static Hello readHello(Bytes payload) throws InvalidProtocolBufferException {
        return new Hello(read(dev.trefoil.wire.bootstrap.Hello.parseFrom(payload.asByteBuffer())
                .getNetwork()));
    }

    private static Bytes write(Welcome welcome) {
        return Bytes.adopt(dev.trefoil.wire.bootstrap.Welcome.newBuilder()
                .setNode(Values.write(welcome.node()))
                .setNetwork(write(welcome.network()))
                .setMember(welcome.member())
                .build()
                .toByteArray());
    }

    private static Welcome readWelcome(Bytes payload) throws InvalidProtocolBufferException {
        dev.trefoil.wire.bootstrap.Welcome welcome =
                dev.trefoil.wire.bootstrap.Welcome.parseFrom(payload.asByteBuffer());
        return new Welcome(Values.read(welcome.getNode()), read(welcome.getNetwork()), welcome.getMember());
    }

    private static Network write(NetworkIdentity network) {
        return Network.newBuilder()
                .setProtocol(network.protocol())
                .setName(network.name())
                .setOverlay(network.overlay())
                .setBits(network.bits())
                .setReplicas(network.replicas())
                .build();
    }

    private static NetworkIdentity read(Network network) {
        return new NetworkIdentity(
                network.getProtocol(),
                network.getName(),
                network.getOverlay(),
                network.getBits(),
                network.getReplicas());
    }
}
