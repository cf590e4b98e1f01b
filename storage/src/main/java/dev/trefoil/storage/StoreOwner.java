package dev.trefoil.storage;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;

/**
 * Whose entries a directory holds. What one network stored under a point means nothing in another, and two nodes that
 * took the same directory in turns would each bring back what the other had handed over.
 *
 * @param network the name of the network
 * @param space its identifiers
 * @param address where the node listens; its ids follow from it
 */
public record StoreOwner(String network, KeySpace space, Address address) {

    /** Refuses names with control characters, which no line of text can hold. */
    public StoreOwner {
        if (network.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of a network has no control characters");
        }
    }

    @Override
    public String toString() {
        return "node " + address + " of network '" + network + "' with identifiers of " + space.bits() + " bits";
    }
}
