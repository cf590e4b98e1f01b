package dev.trefoil;

/**
 * This node has been closed or has left the network. A write was not sent, a read has no answer. Use another node.
 *
 * <p>A write that was under way when the node closed ends with an {@link OutcomeUnknownException} instead.
 */
public final class NodeClosedException extends DhtException {

    /** Tells which node it was. */
    public NodeClosedException(String message) {
        super(message);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
