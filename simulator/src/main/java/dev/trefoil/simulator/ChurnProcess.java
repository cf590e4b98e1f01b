package dev.trefoil.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Nodes come and go as a {@link Churn} says. */
final class ChurnProcess implements Background {

    private final Cluster cluster;
    private final Churn churn;
    private final RandomGenerator random;
    private final List<Background> parts = new ArrayList<>();
    private boolean stopped;

    ChurnProcess(Cluster cluster, Churn churn) {
        this.cluster = cluster;
        this.churn = churn;
        this.random = cluster.simulation().random("churn");
    }

    void start() {
        Simulation simulation = cluster.simulation();
        if (churn.joinsPerSecond() > 0) {
            parts.add(simulation.poisson(churn.joinsPerSecond(), "joins", this::join));
        }
        if (churn.departuresPerSecond() > 0) {
            parts.add(simulation.poisson(churn.departuresPerSecond(), "departures", this::departs));
        }
        List.copyOf(cluster.members()).forEach(this::stays);
    }

    @Override
    public void stop() {
        stopped = true;
        parts.forEach(Background::stop);
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    private void join() {
        Host host = cluster.join();
        var unused = host.started().thenAccept(node -> stays(host));
    }

    private void departs() {
        if (cluster.members().size() > churn.least()) {
            goes(cluster.anyMember());
        }
    }

    /** A session begins. When it ends the host goes and another one comes, unless it went before or is needed. */
    private void stays(Host host) {
        churn.sessions().ifPresent(sessions -> {
            var process = host.world();
            cluster.simulation().after(sessions.next(random), () -> {
                if (stopped || !host.isMember() || host.world() != process) {
                    return;
                }
                if (cluster.members().size() > churn.least()) {
                    goes(host);
                    join();
                } else {
                    stays(host);
                }
            });
        });
    }

    private void goes(Host host) {
        if (random.nextDouble() < churn.graceful()) {
            var unused = cluster.leave(host);
        } else {
            cluster.crash(host);
        }
    }
}
