package dev.trefoil;

import java.util.regex.Pattern;

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

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /** Refuses an empty host, one with spaces or brackets or over 255 characters, and a port that does not exist. */
    public Address {
        if (host.isEmpty() || host.length() > 255 || host.chars().anyMatch(Address::isForeignToHosts)) {
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
        String port = text.substring(colon + 1);
        if (!PORT.matcher(port).matches()) {
            throw new IllegalArgumentException("the port of '" + text + "' is not a number from 0 to " + PORT_MAX);
        }
        return new Address(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
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

    private static boolean isForeignToHosts(int character) {
        return character <= ' ' || character == 127 || character == '[' || character == ']';
    }
}
