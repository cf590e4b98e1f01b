package dev.trefoil.node.routing;

import static java.lang.System.Logger.Level.ERROR;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.kbr.Forwarding;
import dev.trefoil.kbr.KbrApplication;
import dev.trefoil.spi.NeighborListener;
import java.lang.System.Logger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The applications on one virtual node, by name, behind a fence: what an upcall throws is logged and goes no further.
 *
 * <p>Belongs to the node's loop.
 */
final class Applications implements NeighborListener {

    private static final Logger LOG = System.getLogger(Applications.class.getName());
    private static final Forwarding PROCEED = new Forwarding.Proceed();

    private final Map<String, KbrApplication> byName = new LinkedHashMap<>();

    void attach(String name, KbrApplication application) {
        if (byName.putIfAbsent(name, application) != null) {
            throw new IllegalArgumentException("an application '" + name + "' is attached already");
        }
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** What the application wants done with a message that passes; without an application, nothing special. */
    Forwarding forward(String name, Key key, Bytes payload, NodeRef nextHop) {
        return upcall(name, application -> application.forward(key, payload, nextHop))
                .orElse(PROCEED);
    }

    /** Hands a message over; false if the application is not there or failed. */
    boolean deliver(String name, Key key, Bytes payload, NodeRef origin, Consumer<? super Bytes> reply) {
        return upcall(name, application -> {
                    application.deliver(key, payload, origin, reply);
                    return true;
                })
                .orElse(false);
    }

    @Override
    public void update(NodeRef neighbor, boolean joined) {
        for (String name : byName.keySet().toArray(String[]::new)) {
            upcall(name, application -> {
                application.update(neighbor, joined);
                return true;
            });
        }
    }

    private <T> Optional<T> upcall(String name, Upcall<T> upcall) {
        KbrApplication application = byName.get(name);
        if (application == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(upcall.on(application));
        } catch (RuntimeException e) {
            LOG.log(ERROR, () -> "application '" + name + "' failed", e);
            return Optional.empty();
        }
    }

    /** One upcall. */
    private interface Upcall<T> {
        T on(KbrApplication application);
    }
}
