package dev.trefoil.transport.grpc;

import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The listening socket, which closes connections over a limit as they arrive and has the others greet.
 *
 * <p>gRPC has no such limit: without one, connections that never say a word would use up the process's file descriptors.
 */
final class ListeningSocket extends NioServerSocketChannel {

    private final int limit;
    private final AtomicInteger open = new AtomicInteger();

    ListeningSocket(int limit) {
        this.limit = limit;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int read = super.doReadMessages(accepted);
        if (read > 0) {
            NioSocketChannel connection = (NioSocketChannel) accepted.get(accepted.size() - 1);
            if (open.get() >= limit) {
                accepted.remove(accepted.size() - 1);
                connection.unsafe().closeForcibly();
            } else {
                open.incrementAndGet();
                connection.pipeline().addLast(new Greeting());
                var unused = connection.closeFuture().addListener(closed -> open.decrementAndGet());
            }
        }
        return read;
    }
}
