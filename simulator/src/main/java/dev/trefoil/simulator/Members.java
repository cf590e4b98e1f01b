package dev.trefoil.simulator;

import dev.trefoil.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The hosts whose nodes are members now, from which any number can be drawn. Coming and going costs nothing much. */
final class Members {

    private final RandomGenerator choice;
    private final List<Host> hosts = new ArrayList<>();

    Members(RandomGenerator choice) {
        this.choice = choice;
    }

    List<Host> all() {
        return Collections.unmodifiableList(hosts);
    }

    Host any() {
        return hosts.get(choice.nextInt(hosts.size()));
    }

    List<Host> any(int count) {
        List<Host> drawn = new ArrayList<>(hosts);
        for (int i = 0; i < count; i++) {
            Collections.swap(drawn, i, i + choice.nextInt(drawn.size() - i));
        }
        return List.copyOf(drawn.subList(0, count));
    }

    List<Host> others(Collection<Host> some) {
        Set<Host> left = new LinkedHashSet<>(hosts);
        left.removeAll(new LinkedHashSet<>(some));
        return List.copyOf(left);
    }

    /** The addresses of up to {@code count} members, for a newcomer. */
    List<Address> seeds(int count) {
        Set<Address> seeds = new LinkedHashSet<>();
        for (int i = 0; i < count && !hosts.isEmpty(); i++) {
            seeds.add(any().address());
        }
        return List.copyOf(seeds);
    }

    void add(Host host) {
        host.position = hosts.size();
        hosts.add(host);
    }

    /** The last one takes its place. */
    void remove(Host host) {
        if (host.position >= 0) {
            Host last = hosts.remove(hosts.size() - 1);
            if (last != host) {
                hosts.set(host.position, last);
                last.position = host.position;
            }
            host.position = -1;
        }
    }
}
