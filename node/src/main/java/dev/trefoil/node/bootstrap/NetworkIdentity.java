package dev.trefoil.node.bootstrap;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import java.util.ArrayList;
import java.util.List;

/**
 * What all nodes of a network agree on. Nodes that differ in any of it refuse each other.
 *
 * @param protocol the version of the messages; raised when old and new cannot be mixed any more
 * @param name the network's name, so that two networks on one machine stay apart
 * @param overlay the overlay's name
 * @param bits m, the length of identifiers
 * @param replicas N, the copies of each value
 */
public record NetworkIdentity(int protocol, String name, String overlay, int bits, int replicas) {

    /** The version of the messages that this release speaks. */
    public static final int PROTOCOL = 1;

    /** The longest name of a network or an overlay, in characters. */
    public static final int NAME_MAX = 255;

    /** Refuses an empty name or one that is too long. */
    public NetworkIdentity {
        if (name.isEmpty() || name.length() > NAME_MAX || overlay.isEmpty() || overlay.length() > NAME_MAX) {
            throw new IllegalArgumentException("the names of a network and its overlay have 1 to " + NAME_MAX
                    + " characters: '" + name + "', '" + overlay + "'");
        }
    }

    /** The identity of a network that speaks this release's protocol. */
    public static NetworkIdentity of(String name, String overlay, KeySpace space, int replicas) {
        return new NetworkIdentity(PROTOCOL, name, overlay, space.bits(), replicas);
    }

    /**
     * A few letters that stand before every message of this network, so that one that strays into another is not read
     * there. No secret, and no protection against malice.
     */
    public String fingerprint() {
        return Key.sha1(Bytes.utf8(name + '\n' + overlay + '\n' + bits)).toString();
    }

    /** What differs in {@code other}, as "what: ours here, theirs there"; empty if it is the same network. */
    public List<String> differences(NetworkIdentity other) {
        List<String> differences = new ArrayList<>();
        compare("protocol version", protocol, other.protocol, differences);
        compare("network name", name, other.name, differences);
        compare("overlay", overlay, other.overlay, differences);
        compare("identifier length m", bits, other.bits, differences);
        compare("number of replicas", replicas, other.replicas, differences);
        return List.copyOf(differences);
    }

    private static void compare(String what, Object here, Object there, List<String> differences) {
        if (!here.equals(there)) {
            differences.add(what + ": " + here + " here, " + there + " there");
        }
    }
}
