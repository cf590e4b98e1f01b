package dev.trefoil.spi;

/** Why a request was not answered. */
public enum RpcFailure {
    /** No connection could be made. The peer is probably gone. */
    UNREACHABLE,
    /** No answer in time. The request may have been carried out. */
    TIMED_OUT,
    /** The peer is alive but refuses for now: overloaded, or in the middle of a step. Ask again later. */
    BUSY,
    /** The process answers, but no such node is a member of the network there (any more, or yet). */
    NOT_A_MEMBER,
    /** Peer or self could not read the other's message, or it is over the size limit. Asking again will not help. */
    MALFORMED,
    /** This node has been closed. */
    CLOSED;

    /** Whether the failure is a sign that the node asked is no longer there. */
    public boolean suggestsDeath() {
        return this == UNREACHABLE || this == TIMED_OUT || this == NOT_A_MEMBER;
    }
}
