package dev.trefoil.cli.demo;

import dev.trefoil.Key;
import dev.trefoil.Limits;
import dev.trefoil.NodeRef;
import dev.trefoil.NodeStatus;
import dev.trefoil.cli.console.Console;
import dev.trefoil.cli.console.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The story itself: eight acts, told once. */
final class Demo {

    /** After this the story goes on, and tells that the network was not repaired in time. */
    private static final Duration REPAIR_LIMIT = Duration.ofSeconds(45);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Plan plan;
    private final Fleet fleet;
    private final FleetAccess access;
    private final Console console;
    private final Story story;
    private final Library library;
    private final Workload workload;
    private final Optional<Path> home;
    private final LastRun last;
    private final List<String> lost = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private final List<Optional<Duration>> repairs = new ArrayList<>();
    private final Map<NodeProcess, NodeStatus> lastSeen = new LinkedHashMap<>();

    /**
     * The story of {@code plan}.
     *
     * @param home where the nodes keep their values; in memory if empty
     * @param last what was left there before
     */
    Demo(
            Plan plan,
            FileSet files,
            Fleet fleet,
            FleetAccess access,
            Console console,
            Optional<Path> home,
            LastRun last) {
        this.plan = plan;
        this.fleet = fleet;
        this.access = access;
        this.console = console;
        story = new Story(console);
        library = new Library(access, new Blocks(Limits.DEFAULTS), files);
        workload = new Workload(access, library, last.number() + 1);
        this.home = home;
        this.last = last;
    }

    /** Tells the story to its end. */
    Summary run() throws Exception {
        start();
        if (last.isThere()) {
            remember();
        }
        Progress.Tally put = store();
        readBack();
        workload.start();
        if (plan.kill() > 0) {
            killAtOnce();
        }
        join();
        leave();
        if (plan.kill() > 0) {
            killOneMore();
        }
        workload.stop();
        return count(put);
    }

    private void start() throws Exception {
        int old = fleet.sleeping();
        int nodes = Math.max(plan.nodes(), old);
        story.act(
                "Start " + nodes + " nodes",
                "The first one starts a network and the others join it through any member. All are equals: there is"
                        + " no server and no coordinator.");
        if (old > 0) {
            story.say(Quantity.count(old, "node") + " of them, killed at the end of the last run, "
                    + (old == 1 ? "comes back with its disk." : "come back with their disks."));
        }
        long began = System.nanoTime();
        introduce(fleet.start(1));
        introduce(fleet.start(nodes - 1));
        settle("ready", began);
    }

    private void remember() throws Exception {
        story.act(
                "Look for what the last run has left",
                "All its nodes were killed at the same moment. Every one of "
                        + Quantity.count(last.files().size(), "file") + " and "
                        + Quantity.count(last.writes().size(), "key") + " with an acknowledged write is read from"
                        + " what their disks kept.");
        List<String> missing = library.check(last);
        lost.addAll(missing);
        story.line(missing.isEmpty() ? "all there, and all equal" : missing.size() + " missing or different");
    }

    private Progress.Tally store() throws Exception {
        String nodes = plan.replicas() == 1 ? "the node that follows" : "the " + plan.replicas() + " nodes that follow";
        story.act(
                "Store every file",
                "A name is hashed to a point on the circle, and " + nodes + " that point keep a copy each. Any node"
                        + " finds them in a few hops.");
        return library.store(console);
    }

    private void readBack() throws Exception {
        story.act("Read every file back", "Each is compared by its SHA-256 with what was stored.");
        report(library.check(console));
    }

    private void killAtOnce() throws Exception {
        List<NodeProcess> victims = plan.victims(fleet.living(), this::id);
        story.act(
                "Kill " + names(victims) + " while reads and writes go on",
                "kill -9: no goodbye, nothing handed over. "
                        + (victims.size() == 1
                                ? "It is the one through which all others joined."
                                : "They are neighbours and hold copies of the same keys.")
                        + " The others notice the silence, close the circle, and copy what has one copy too few.");
        if (plan.isReckless()) {
            story.say("All " + plan.replicas() + " copies of some keys die with them: expect losses.");
        }
        killAndRepair(victims);
    }

    private void join() throws Exception {
        String title = plan.newcomers() == 1 ? "A newcomer joins" : plan.newcomers() + " newcomers join";
        story.act(title, "It takes over its share of the keys while it is being asked for them.");
        long began = System.nanoTime();
        introduce(fleet.start(plan.newcomers()));
        settle("loaded its share", began);
    }

    private void leave() throws Exception {
        NodeProcess leaver = fleet.living().get(0);
        story.act(
                "Node " + leaver.number() + " leaves gracefully",
                "kill -15: it hands over everything it holds, then goes. Nobody has to notice anything.");
        look();
        long began = System.nanoTime();
        boolean politely = fleet.leave(leaver);
        access.forget(leaver);
        story.line(
                politely
                        ? "left after " + Quantity.time(since(began))
                        : "could not hand over everything in time, and left");
        settle("all copies in place", began);
    }

    private void killOneMore() throws Exception {
        NodeProcess victim = fleet.living().get(0);
        story.act(
                "Kill " + names(List.of(victim)) + ", too",
                "Every copy it held was there twice more, so it can go as well.");
        killAndRepair(List.of(victim));
    }

    private Summary count(Progress.Tally put) throws Exception {
        story.act(
                "Read everything again",
                "Every file by its SHA-256, and every one of the " + Quantity.count(workload.writes())
                        + " writes that were acknowledged meanwhile.");
        Library.Check check = library.check(console);
        lost.addAll(check.lost());
        lost.addAll(workload.check());
        keep();
        story.line(lost.isEmpty() ? "all equal, and every write is there" : lost.size() + " missing or different");
        look();
        List<Long> keysPerNode = fleet.living().stream()
                .map(lastSeen::get)
                .filter(status -> status != null)
                .map(NodeStatus::entries)
                .toList();
        Summary.Hops hops = lastSeen.values().stream()
                .map(status -> new Summary.Hops(status.lookups(), status.lookupHops(), status.lookupHopsMax()))
                .reduce(new Summary.Hops(0, 0, 0), Summary.Hops::plus);
        Summary.Traffic traffic =
                new Summary.Traffic(workload.writes(), workload.reads(), workload.misread(), workload.refused());
        return new Summary(
                put,
                check.tally(),
                library.keys() + workload.keys(),
                keysPerNode,
                plan.replicas(),
                hops,
                repairs,
                traffic,
                lost,
                since(startNanos));
    }

    /** Notes what the next run will find. */
    private void keep() throws IOException {
        if (home.isPresent()) {
            fleet.discardDisksOfTheGone();
            new LastRun(last.number() + 1, library.digests(), workload.acknowledged()).write(home.get());
        }
    }

    private void killAndRepair(List<NodeProcess> victims) throws Exception {
        look();
        long began = System.nanoTime();
        fleet.kill(victims);
        victims.forEach(access::forget);
        Optional<Duration> repaired = awaitRepair(began);
        repairs.add(repaired);
        if (repaired.isPresent()) {
            story.line("repaired after " + Quantity.time(repaired.get()) + ": every key has all its copies again");
        }
    }

    private void settle(String what, long began) throws Exception {
        Optional<Duration> settled = awaitRepair(began);
        if (settled.isPresent()) {
            story.line(what + " after " + Quantity.time(settled.get()));
        }
    }

    /** Waits until the network is as it should be; how long that took since {@code beganNanos}. */
    private Optional<Duration> awaitRepair(long beganNanos) throws Exception {
        long limit = System.nanoTime() + REPAIR_LIMIT.toNanos();
        Optional<String> trouble = Optional.of("nobody has looked");
        while (System.nanoTime() < limit) {
            List<NodeStatus> statuses = look();
            long keys = library.keys() + workload.keys();
            trouble = new Health(statuses, fleet.living().size(), fleet.gone(), keys).trouble();
            if (trouble.isEmpty()) {
                return Optional.of(since(beganNanos));
            }
            Thread.sleep(POLL.toMillis());
        }
        story.say("not in order after " + REPAIR_LIMIT.toSeconds() + " s: " + trouble.get() + "; the story goes on");
        return Optional.empty();
    }

    /** Asks all living nodes for their status; those that do not answer are left out. */
    private List<NodeStatus> look() throws Exception {
        Optional<NodeProcess> casualty = fleet.casualty();
        if (casualty.isPresent()) {
            throw casualty.get().trouble("ended although nobody killed it");
        }
        List<NodeStatus> statuses = new ArrayList<>();
        for (NodeProcess node : fleet.living()) {
            Optional<NodeStatus> status = access.status(node);
            if (status.isPresent()) {
                lastSeen.put(node, status.get());
                statuses.add(status.get());
            }
        }
        return statuses;
    }

    private void introduce(List<NodeProcess> nodes) throws Exception {
        for (NodeProcess node : nodes) {
            access.add(node);
            Optional<NodeStatus> status = access.status(node);
            if (status.isPresent()) {
                lastSeen.put(node, status.get());
            }
            story.line(String.format(
                    Locale.ROOT,
                    "node %-3d %-21s  id %s  process %d",
                    node.number(),
                    node.address(),
                    id(node),
                    node.pid()));
        }
    }

    private Key id(NodeProcess node) {
        NodeStatus status = lastSeen.get(node);
        return status == null || status.nodes().isEmpty()
                ? Key.ZERO
                : status.nodes().stream().map(NodeRef::id).findFirst().orElseThrow();
    }

    private void report(Library.Check check) {
        story.line(check.lost().isEmpty() ? "all equal" : check.lost().size() + " missing or different");
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static String names(List<NodeProcess> nodes) {
        List<String> numbers =
                nodes.stream().map(node -> Integer.toString(node.number())).toList();
        return (nodes.size() == 1 ? "node " : "nodes ") + String.join(" and ", numbers);
    }
}
