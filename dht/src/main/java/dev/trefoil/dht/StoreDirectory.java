package dev.trefoil.dht;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;
import dev.trefoil.StartException;
import dev.trefoil.spi.Store;
import dev.trefoil.storage.ChronicleStore;
import dev.trefoil.storage.ChronicleStoreConfig;
import dev.trefoil.storage.StoreOpenException;
import dev.trefoil.storage.StoreOwner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * A directory in which one node keeps its share of the data.
 *
 * <p>What a node holds follows from its id, and its id from its address; so a directory belongs to the address it was
 * made for, and port 0 stands for that one.
 *
 * @param path where it is; made if need be
 */
public record StoreDirectory(Path path) {

    /**
     * Where a node that wants to listen at {@code wanted} does so: with port 0, at the port it had last time, or at a free
     * one the first time.
     *
     * @throws StartException if no port can be had there
     */
    public Address listenAt(Address wanted) {
        if (wanted.port() != 0) {
            return wanted;
        }
        return ChronicleStore.ownerOf(path)
                .map(StoreOwner::address)
                .filter(address -> address.host().equals(wanted.host()))
                .orElseGet(() -> new Address(wanted.host(), freePort(wanted.host())));
    }

    /**
     * Opens it as the store of the node at {@code address}; closed with the node.
     *
     * @throws StartException with {@link StartException.Reason#STORE_UNUSABLE}; its cause tells why
     */
    public Store open(ChronicleStoreConfig config, String network, KeySpace space, Address address) {
        try {
            return ChronicleStore.open(path, config, new StoreOwner(network, space, address));
        } catch (StoreOpenException e) {
            throw new StartException(StartException.Reason.STORE_UNUSABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static int freePort(String host) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartException(
                    StartException.Reason.UNKNOWN_HOST, "there is no free port at " + host + ": " + e.getMessage(), e);
        }
    }
}
