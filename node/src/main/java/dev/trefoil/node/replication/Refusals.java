package dev.trefoil.node.replication;

import dev.trefoil.DhtException;
import dev.trefoil.LimitExceededException;
import dev.trefoil.UnavailableException;
import java.util.EnumSet;
import java.util.Set;

/** Why replicas have not stored a write, and whether there is any point in asking again. */
final class Refusals {

    /** What no replica will do however often it is asked. */
    private static final Set<Verdict> FINAL =
            EnumSet.of(Verdict.FULL, Verdict.TOO_LARGE, Verdict.BROKEN, Verdict.CLOCK, Verdict.MISPLACED);

    private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);

    /** A replica has refused; that it is none says nothing about the others. */
    void add(Verdict verdict) {
        if (verdict != Verdict.NOT_RESPONSIBLE) {
            verdicts.add(verdict);
        }
    }

    /** Whether one of them will never do it. */
    boolean hasFinal() {
        return verdicts.stream().anyMatch(FINAL::contains);
    }

    /** Whether none of those who could will ever do it. */
    boolean isHopeless() {
        return hasFinal() && FINAL.containsAll(verdicts);
    }

    /** What to tell the application if nothing was written. */
    DhtException toException() {
        String why = "refused by the replicas: " + verdicts;
        return verdicts.contains(Verdict.TOO_LARGE) ? new LimitExceededException(why) : new UnavailableException(why);
    }
}
