package dev.trefoil.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.trefoil.Address;
import dev.trefoil.Bytes;
import dev.trefoil.Cell;
import dev.trefoil.Entry;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.NodeRef;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.wire.common.Element;
import dev.trefoil.wire.common.Elements;
import dev.trefoil.wire.common.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The shared values as protobuf messages ({@code write}) and back ({@code read}).
 *
 * <p>What is read comes from a peer and may be anything: every {@code read} throws {@link IllegalArgumentException} for a
 * message that is not such a value, which {@link dev.trefoil.spi.MessageTable} turns into a refusal.
 */
public final class Values {

    private Values() {}

    /** As protobuf holds bytes; nothing is copied. */
    public static ByteString write(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.asByteBuffer());
    }

    /** A copy of its own, so that no network buffer is kept alive. */
    public static Bytes read(ByteString bytes) {
        return Bytes.adopt(bytes.toByteArray());
    }

    /** The 20 bytes of a key. */
    public static ByteString write(Key key) {
        return UnsafeByteOperations.unsafeWrap(key.toBytes());
    }

    /** A key of exactly 20 bytes. */
    public static Key readKey(ByteString bytes) {
        return Key.ofBytes(bytes.toByteArray());
    }

    /** A node as a message. */
    public static dev.trefoil.wire.common.NodeRef write(NodeRef node) {
        return dev.trefoil.wire.common.NodeRef.newBuilder()
                .setId(write(node.id()))
                .setHost(node.address().host())
                .setPort(node.address().port())
                .build();
    }

    /** A node with a port that can be called. */
    public static NodeRef read(dev.trefoil.wire.common.NodeRef node) {
        if (node.getPort() == 0) {
            throw new IllegalArgumentException("no node listens on port 0");
        }
        return new NodeRef(readKey(node.getId()), new Address(node.getHost(), node.getPort()));
    }

    /** Several nodes, in order. */
    public static List<dev.trefoil.wire.common.NodeRef> write(List<NodeRef> nodes) {
        return nodes.stream().map(Values::write).toList();
    }

    /** At most {@code limit} nodes, in order. */
    public static List<NodeRef> read(List<dev.trefoil.wire.common.NodeRef> nodes, int limit) {
        if (nodes.size() > limit) {
            throw new IllegalArgumentException(nodes.size() + " nodes where at most " + limit + " are allowed");
        }
        List<NodeRef> read = new ArrayList<>(nodes.size());
        nodes.forEach(node -> read.add(read(node)));
        return List.copyOf(read);
    }

    /** An arc as a message. */
    public static dev.trefoil.wire.common.KeyRange write(KeyRange range) {
        return dev.trefoil.wire.common.KeyRange.newBuilder()
                .setAfter(write(range.after()))
                .setUpTo(write(range.upTo()))
                .build();
    }

    /** An arc. */
    public static KeyRange read(dev.trefoil.wire.common.KeyRange range) {
        return new KeyRange(readKey(range.getAfter()), readKey(range.getUpTo()));
    }

    /** A version as a message. */
    public static dev.trefoil.wire.common.Version write(Version version) {
        return dev.trefoil.wire.common.Version.newBuilder()
                .setStamp(version.stamp())
                .setWriter(write(version.writer()))
                .setIncarnation(version.incarnation())
                .build();
    }

    /** A version. */
    public static Version read(dev.trefoil.wire.common.Version version) {
        return new Version(version.getStamp(), readKey(version.getWriter()), version.getIncarnation());
    }

    /** A slot as a message. */
    public static dev.trefoil.wire.common.Slot write(Slot slot) {
        return dev.trefoil.wire.common.Slot.newBuilder()
                .setKey(write(slot.key()))
                .setKind(slot.kind() == Slot.Kind.REGISTER ? Kind.KIND_REGISTER : Kind.KIND_SET)
                .setName(write(slot.name()))
                .build();
    }

    /** A slot. That its key is the hash of its name is for the replica to check, which knows m. */
    public static Slot read(dev.trefoil.wire.common.Slot slot) {
        Slot.Kind kind = switch (slot.getKind()) {
            case KIND_REGISTER -> Slot.Kind.REGISTER;
            case KIND_SET -> Slot.Kind.SET;
            default -> throw new IllegalArgumentException("a slot is a register or a set");
        };
        return new Slot(readKey(slot.getKey()), kind, read(slot.getName()));
    }

    /** A cell as a message. */
    public static dev.trefoil.wire.common.Cell write(Cell cell) {
        dev.trefoil.wire.common.Cell.Builder message =
                dev.trefoil.wire.common.Cell.newBuilder().setVersion(write(cell.version()));
        cell.value().ifPresent(value -> message.setValue(write(value)));
        if (cell.expiresAtMillis() != Cell.NEVER) {
            message.setExpiresAtMillis(cell.expiresAtMillis());
        }
        return message.build();
    }

    /** A cell. */
    public static Cell read(dev.trefoil.wire.common.Cell cell) {
        Optional<Bytes> value = cell.hasValue() ? Optional.of(read(cell.getValue())) : Optional.empty();
        long expires = cell.hasExpiresAtMillis() ? cell.getExpiresAtMillis() : Cell.NEVER;
        return new Cell(read(cell.getVersion()), value, expires);
    }

    /** An entry as a message. */
    public static dev.trefoil.wire.common.Entry write(Entry entry) {
        dev.trefoil.wire.common.Entry.Builder message = dev.trefoil.wire.common.Entry.newBuilder();
        if (entry instanceof Entry.Register register) {
            return message.setRegister(write(register.cell())).build();
        }
        Elements.Builder set = Elements.newBuilder();
        ((Entry.Elements) entry)
                .cells()
                .forEach((element, cell) -> set.addElements(
                        Element.newBuilder().setElement(write(element)).setCell(write(cell))));
        return message.setSet(set).build();
    }

    /** An entry. */
    public static Entry read(dev.trefoil.wire.common.Entry entry) {
        return switch (entry.getKindCase()) {
            case REGISTER -> new Entry.Register(read(entry.getRegister()));
            case SET -> {
                TreeMap<Bytes, Cell> cells = new TreeMap<>();
                entry.getSet()
                        .getElementsList()
                        .forEach(element ->
                                cells.merge(read(element.getElement()), read(element.getCell()), Cell::merge));
                yield new Entry.Elements(cells);
            }
            default -> throw new IllegalArgumentException("an entry is a register or a set");
        };
    }
}
