package dev.trefoil.spi;

import dev.trefoil.Bytes;

/**
 * A message as it crosses a network: transports carry it and know no message type.
 *
 * @param protocol whose message it is, for example {@code chord}
 * @param type the message's number within its protocol; never reused for another message
 * @param payload the encoded message
 */
public record Frame(String protocol, int type, Bytes payload) {}
