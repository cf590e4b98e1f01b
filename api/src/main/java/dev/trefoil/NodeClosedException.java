package dev.trefoil;

/** This node has been closed or has left the network; nothing was sent. Use another node. */
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
