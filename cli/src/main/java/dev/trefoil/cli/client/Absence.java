package dev.trefoil.cli.client;

import dev.trefoil.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Why nobody answers: looked into once a call has failed, because "unavailable" does not tell a person whether the host
 * is misspelt, the node is down, or the network is in trouble.
 */
final class Absence {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
    private static final Duration STATUS_LIMIT = Duration.ofSeconds(2);

    private final List<Address> addresses;

    Absence(List<Address> addresses) {
        this.addresses = addresses;
    }

    /** What stands in the way of asking any of the nodes; empty if one of them answers, so the trouble is deeper. */
    Optional<String> reason(NodeClient node) {
        List<Optional<String>> reasons =
                addresses.stream().map(Absence::connectionTrouble).toList();
        if (reasons.stream().anyMatch(Optional::isEmpty)) {
            return answers(node)
                    ? Optional.empty()
                    : Optional.of(names() + " accepts connections, but does not answer as a Trefoil node");
        }
        return Optional.of(reasons.stream().flatMap(Optional::stream).distinct().collect(Collectors.joining("; ")));
    }

    private String names() {
        return addresses.stream().map(Address::toString).collect(Collectors.joining(", "));
    }

    private static Optional<String> connectionTrouble(Address address) {
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getByName(address.host());
            socket.connect(new InetSocketAddress(host, address.port()), (int) CONNECT_LIMIT.toMillis());
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("there is no host called " + address.host());
        } catch (SocketTimeoutException e) {
            return Optional.of("nobody answers at " + address);
        } catch (IOException e) {
            return Optional.of("no node listens at " + address + " (" + e.getMessage() + ")");
        }
    }

    private static boolean answers(NodeClient node) {
        try {
            node.status().get(STATUS_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
