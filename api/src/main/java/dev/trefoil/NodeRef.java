package dev.trefoil;

/**
 * A node as others know it: its point on the circle and the process that hosts it.
 *
 * <p>Several virtual nodes share one address and differ by id.
 *
 * @param id the node's point on the circle
 * @param address where its process listens
 */
public record NodeRef(Key id, Address address) {

    @Override
    public String toString() {
        return id + "@" + address;
    }
}
