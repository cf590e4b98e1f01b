package dev.trefoil;

import org.jspecify.annotations.Nullable;

/**
 * A node as others know it: its point on the circle and the process that hosts it.
 *
 * <p>Several virtual nodes share one address and differ by id.
 *
 * @param id the node's point on the circle
 * @param address where its process listens
 */
public record NodeRef(Key id, Address address) {

    /** By id, which alone is all but unique. */
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof NodeRef node && id.equals(node.id) && address.equals(node.address));
    }

    @Override
    public String toString() {
        return id + "@" + address;
    }
}
