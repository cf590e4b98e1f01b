package dev.trefoil.node.bootstrap;

import dev.trefoil.Address;
import dev.trefoil.NodeRef;
import dev.trefoil.StartException;
import dev.trefoil.StartException.Reason;
import dev.trefoil.node.bootstrap.BootstrapMessage.Welcome;
import dev.trefoil.spi.RpcFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is known of each seed, and what follows from all of it: try again, give up, and what to tell the user. */
final class SeedReports {

    private final NodeRef self;
    private final NetworkIdentity own;
    private final Map<Address, Report> reports = new LinkedHashMap<>();

    SeedReports(NodeRef self, NetworkIdentity own) {
        this.self = self;
        this.own = own;
    }

    /** What a seed's answer says about it. */
    Finding answered(Address seed, Welcome welcome) {
        Report report = judge(welcome);
        reports.put(seed, report);
        return report.finding;
    }

    /** What a seed's silence, or its refusal, says about it. */
    void failed(Address seed, RpcFailure why) {
        reports.put(
                seed,
                switch (why) {
                    case MALFORMED -> new Report(Finding.NOT_A_NODE, "something answers, but not a Trefoil node");
                    case BUSY, NOT_A_MEMBER -> new Report(Finding.NOT_READY, "is not ready yet");
                    case TIMED_OUT -> new Report(Finding.SILENT, "did not answer in time");
                    case UNREACHABLE, CLOSED -> new Report(Finding.SILENT, "cannot be reached");
                });
    }

    /** Whether none of the seeds can change its mind, so that there is no use in asking again. */
    boolean isHopeless() {
        return reports.values().stream().noneMatch(report -> report.finding.mayChange);
    }

    /** Whether every seed turned out to be this very node, under another name of its host. */
    boolean areAllOurselves() {
        return reports.values().stream().allMatch(report -> report.finding == Finding.OURSELVES);
    }

    /** Why the start has failed, by the worst that was found. */
    StartException explain(Duration tried) {
        Reason reason = Reason.SEEDS_UNREACHABLE;
        for (Finding finding : List.of(Finding.NOT_READY, Finding.NOT_A_NODE, Finding.OTHER_NETWORK, Finding.SAME_ID)) {
            if (reports.values().stream().anyMatch(report -> report.finding == finding)) {
                reason = finding.reason;
            }
        }
        String found = reports.entrySet().stream()
                .map(report -> report.getKey() + " " + report.getValue().text)
                .collect(Collectors.joining("; "));
        return new StartException(
                reason,
                "no way into network '" + own.name() + "' after " + tried.toMillis() + " ms: " + found + ". "
                        + advice(reason));
    }

    private Report judge(Welcome welcome) {
        List<String> differences = own.differences(welcome.network());
        boolean sameAddress = welcome.node().address().equals(self.address());
        if (!differences.isEmpty()) {
            return new Report(
                    Finding.OTHER_NETWORK, "is of a different network (" + String.join("; ", differences) + ")");
        }
        if (sameAddress) {
            return new Report(Finding.OURSELVES, "is this node itself");
        }
        if (welcome.node().id().equals(self.id())) {
            return new Report(Finding.SAME_ID, "has the id of this node, " + self.id());
        }
        return welcome.member()
                ? new Report(Finding.WELCOME, "is a member")
                : new Report(Finding.NOT_READY, "is itself still joining");
    }

    private static String advice(Reason reason) {
        return switch (reason) {
            case DIFFERENT_NETWORK -> "All nodes of a network need the same settings.";
            case NOT_A_TREFOIL_NODE -> "Check the seeds' addresses and ports.";
            case DUPLICATE_ID -> "Choose another port, or longer identifiers.";
            case TIMED_OUT -> "Start at least one seed without seeds of its own.";
            default -> "Check that the seeds are running and can be reached from here.";
        };
    }

    /** What may be found at a seed's address. */
    enum Finding {
        WELCOME(Reason.TIMED_OUT, true),
        NOT_READY(Reason.TIMED_OUT, true),
        SILENT(Reason.SEEDS_UNREACHABLE, true),
        NOT_A_NODE(Reason.NOT_A_TREFOIL_NODE, false),
        OTHER_NETWORK(Reason.DIFFERENT_NETWORK, false),
        SAME_ID(Reason.DUPLICATE_ID, false),
        OURSELVES(Reason.SEEDS_UNREACHABLE, false);

        private final Reason reason;
        private final boolean mayChange;

        Finding(Reason reason, boolean mayChange) {
            this.reason = reason;
            this.mayChange = mayChange;
        }
    }

    private record Report(Finding finding, String text) {}
}
