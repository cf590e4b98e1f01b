package dev.trefoil.node.routing;

import dev.trefoil.DhtException;
import dev.trefoil.NoApplicationException;
import dev.trefoil.RouteReply;
import dev.trefoil.UnavailableException;
import dev.trefoil.node.routing.RoutingMessage.Arrival;
import dev.trefoil.spi.EventLoop;
import dev.trefoil.spi.Timer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The messages of one virtual node that have not been answered yet.
 *
 * <p>Belongs to the node's loop. What became of a message comes straight from where that was decided; if nothing comes,
 * the waiting ends at a deadline.
 */
final class Origin {

    private final EventLoop loop;
    private final RoutingConfig config;
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();

    Origin(EventLoop loop, RoutingConfig config) {
        this.loop = loop;
        this.config = config;
    }

    /** Whether no more messages may wait. */
    boolean isFull() {
        return waiting.size() >= config.underWayMax();
    }

    /** Waits for what becomes of message {@code id}; exactly one of the two runs, once. */
    void await(
            long id,
            String application,
            Consumer<? super RouteReply> onReply,
            Consumer<? super DhtException> onFailure) {
        Timer deadline = loop.schedule(config.routeTime(), () -> {
            waiting.remove(id);
            onFailure.accept(new UnavailableException("no answer from application '" + application + "' within "
                    + config.routeTime().toMillis() + " ms; the message may have been delivered"));
        });
        waiting.put(id, new Waiting(application, deadline, onReply, onFailure));
    }

    /** Something has become of a message; of one that is not waited for any more, nobody is told. */
    void take(Arrival arrival) {
        Waiting message = waiting.remove(arrival.id());
        if (message != null) {
            message.deadline.cancel();
            message.end(arrival);
        }
    }

    private record Waiting(
            String application,
            Timer deadline,
            Consumer<? super RouteReply> onReply,
            Consumer<? super DhtException> onFailure) {

        void end(Arrival arrival) {
            switch (arrival.outcome()) {
                case ANSWERED -> onReply.accept(new RouteReply(arrival.payload(), arrival.node(), arrival.hops()));
                case NO_APPLICATION ->
                    onFailure.accept(new NoApplicationException(
                            "no application '" + application + "' is attached at " + arrival.node()));
                case NO_ANSWER ->
                    onFailure.accept(new NoApplicationException(
                            "application '" + application + "' at " + arrival.node() + " failed to answer"));
                case LOST ->
                    onFailure.accept(new UnavailableException("the message for application '" + application
                            + "' found no way on from " + arrival.node() + ", after " + arrival.hops() + " hops"));
            }
        }
    }
}
