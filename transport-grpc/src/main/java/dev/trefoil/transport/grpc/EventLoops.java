package dev.trefoil.transport.grpc;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that serve all sockets of this process, shared by its transports and clients and ended with the last.
 *
 * <p>Daemons, at most eight: they only move bytes and hand over, so more would only take turns.
 */
final class EventLoops {

    private static final int THREADS_MAX = 8;
    private static final long END_MILLIS = 2_000;
    private static final int NAME_LOOKUPS_MAX = 8;
    private static final ThreadPoolExecutor NAME_LOOKUPS = nameLookupThreads();
    private static final Object LOCK = new Object();

    private static @Nullable EventLoopGroup group;
    private static int users;

    private EventLoops() {}

    /** The loops, for one more user, who calls {@link #release} once. */
    static EventLoopGroup acquire() {
        synchronized (LOCK) {
            EventLoopGroup current = group;
            if (current == null) {
                int threads =
                        Math.max(2, Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors()));
                current = new MultiThreadIoEventLoopGroup(
                        threads, new DefaultThreadFactory("trefoil-grpc", true), NioIoHandler.newFactory());
                group = current;
            }
            users++;
            return current;
        }
    }

    /** Where host names are looked up, which blocks: threads that end when they have had nothing to do for a second. */
    static Executor nameLookups() {
        return NAME_LOOKUPS;
    }

    /** One user less; after the last the threads end, which is awaited for a bounded time. */
    static void release() {
        EventLoopGroup last = null;
        synchronized (LOCK) {
            users--;
            if (users == 0) {
                last = group;
                group = null;
            }
        }
        if (last != null) {
            Future<?> ended = last.shutdownGracefully(0, END_MILLIS, TimeUnit.MILLISECONDS);
            if (!isCurrent(last)) {
                ended.awaitUninterruptibly(END_MILLIS);
            }
        }
    }

    /** Whether the caller is one of these threads, which must not wait for another. */
    static boolean isCurrent(EventLoopGroup loops) {
        for (EventExecutor loop : loops) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    private static ThreadPoolExecutor nameLookupThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                NAME_LOOKUPS_MAX,
                NAME_LOOKUPS_MAX,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("trefoil-grpc-names", true));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
