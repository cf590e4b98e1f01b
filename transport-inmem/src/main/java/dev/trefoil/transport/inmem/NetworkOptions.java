package dev.trefoil.transport.inmem;

/**
 * How an in-memory network treats messages.
 *
 * @param reencoding whether each message is encoded by its sender's codec and decoded by its receiver's. Finds what the
 *     codecs get wrong and what senders change after sending; costs about as much as everything else together, so it is
 *     for small networks
 * @param maxMessageBytes the longest encoded message that is carried; longer ones fail as MALFORMED. Checked only when
 *     re-encoding, since nothing else knows a message's length
 */
public record NetworkOptions(boolean reencoding, int maxMessageBytes) {

    /** Messages pass by reference. */
    public static final NetworkOptions BY_REFERENCE = new NetworkOptions(false, Integer.MAX_VALUE);

    /** Messages are re-encoded; no limit of length. */
    public static final NetworkOptions REENCODING = new NetworkOptions(true, Integer.MAX_VALUE);

    /** Refuses a limit under one byte. */
    public NetworkOptions {
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException("the longest message has at least one byte");
        }
    }

    /** These options, with another limit of length. */
    public NetworkOptions withMaxMessageBytes(int bytes) {
        return new NetworkOptions(reencoding, bytes);
    }
}
