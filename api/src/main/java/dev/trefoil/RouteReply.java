package dev.trefoil;

/**
 * What the application at a key's root answered to {@link Dht#route}.
 *
 * @param payload the application's answer
 * @param root the node that answered
 * @param hops how many times the message was forwarded on its way there
 */
public record RouteReply(Bytes payload, NodeRef root, int hops) {}
