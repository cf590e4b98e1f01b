package dev.trefoil;

/**
 * Where a process listens: a host name or IP address, and a port.
 *
 * <p>Two nodes with the same address fail together, so a replica set never counts an address twice. Written
 * {@code host:port}; an IPv6 address stands in brackets: {@code [::1]:7400}.
 *
 * @param host a DNS name, an IPv4 address or an IPv6 address without brackets
 * @param port from 0 to 65,535; 0 asks the transport to choose one when it binds
 */
public record Address(String host, int port) implements Comparable<Address> {

    /** The highest port there is. */
    public static final int PORT_MAX = 65_535;

    /** Refuses an empty host, a host with spaces or over 255 characters, and a port that does not exist. */
    public Address {
        if (host.isEmpty() || host.length() > 255 || host.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            throw new IllegalArgumentException("not a host name or IP address: '" + host + "'");
        }
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("a port is 0 to " + PORT_MAX + ", not " + port);
        }
    }

    /** Reads {@code host:port} or {@code [ipv6]:port}. */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || (!bracketed && host.indexOf(':') >= 0)) {
            throw new IllegalArgumentException(
                    "an address is written host:port or [ipv6]:port, for example 127.0.0.1:7400; not '" + text + "'");
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return new Address(bracketed ? host.substring(1, host.length() - 1) : host, port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the port of '" + text + "' is not a number", e);
        }
    }

    @Override
    public int compareTo(Address other) {
        int order = host.compareTo(other.host);
        return order == 0 ? Integer.compare(port, other.port) : order;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
