package dev.trefoil.transport.grpc;

import dev.trefoil.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that is not a Trefoil node: says the same to everybody who connects, and does not listen. */
final class Garbage implements AutoCloseable {

    private final ServerSocket server;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

    private Garbage(ServerSocket server) {
        this.server = server;
    }

    /** Says {@code words} and keeps the connection open. */
    static Garbage answering(String words) throws IOException {
        Garbage garbage = new Garbage(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(() -> garbage.serve(words.getBytes(StandardCharsets.ISO_8859_1)), "garbage");
        thread.setDaemon(true);
        thread.start();
        return garbage;
    }

    Address address() {
        return new Address("127.0.0.1", server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void serve(byte[] words) {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                connection.getOutputStream().write(words);
                connection.getOutputStream().flush();
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
