package dev.trefoil.simulator;

import dev.trefoil.transport.inmem.VirtualWorld;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps an eye on the invariants: those of a host after each of its events, those of all in quiet moments. */
final class Watch {

    private final Simulation simulation;
    private final Map<VirtualWorld, Host> hosts = new HashMap<>();
    private final Map<String, Invariant<Host>> local = new LinkedHashMap<>();
    private final Map<String, Invariant<Cluster>> global = new LinkedHashMap<>();
    private boolean watching;

    Watch(Simulation simulation) {
        this.simulation = simulation;
    }

    void always(String name, Invariant<Host> invariant) {
        local.put(name, invariant);
        if (!watching) {
            watching = true;
            simulation.time().afterEachIn(this::look);
        }
    }

    void whenQuiet(String name, Invariant<Cluster> invariant) {
        global.put(name, invariant);
    }

    void begins(VirtualWorld world, Host host) {
        hosts.put(world, host);
    }

    void ends(VirtualWorld world) {
        hosts.remove(world);
    }

    void quiet(Cluster cluster) {
        global.forEach((name, invariant) -> require(name, invariant.violation(cluster)));
    }

    private void look(VirtualWorld world) {
        Host host = hosts.get(world);
        if (host != null && host.isMember()) {
            local.forEach(
                    (name, invariant) -> require(name, invariant.violation(host).map(how -> host + ": " + how)));
        }
    }

    private void require(String name, Optional<String> violation) {
        violation.ifPresent(how -> {
            throw simulation.failure("'" + name + "' does not hold: " + how);
        });
    }
}
