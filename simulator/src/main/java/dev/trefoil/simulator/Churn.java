package dev.trefoil.simulator;

import java.util.Optional;

/**
 * How nodes come and go.
 *
 * @param sessions how long each member stays; whoever goes is replaced by a new host at once. Empty if departures do not
 *     follow from sessions
 * @param joinsPerSecond how many new hosts join on average, independently of each other (Poisson)
 * @param departuresPerSecond how many members drawn at random go on average, likewise
 * @param graceful the fraction of those who go that leave with a handover; the others crash
 * @param least nobody goes while there are no more members than that
 */
public record Churn(
        Optional<Sessions> sessions, double joinsPerSecond, double departuresPerSecond, double graceful, int least) {

    /** Refuses rates below zero and what is no fraction. */
    public Churn {
        if (!(joinsPerSecond >= 0) || !(departuresPerSecond >= 0)) {
            throw new IllegalArgumentException(
                    "rates are not negative: " + joinsPerSecond + ", " + departuresPerSecond);
        }
        if (!(graceful >= 0 && graceful <= 1) || least < 1) {
            throw new IllegalArgumentException("a fraction and at least one member, not " + graceful + ", " + least);
        }
    }

    /** Every member stays for one session and crashes; a new host takes its place, so that their number stays the same. */
    public static Churn sessions(Sessions sessions) {
        return new Churn(Optional.of(sessions), 0, 0, 0, 2);
    }

    /** Joins and crashes, each at a rate of its own (Stoica et al. 2003, section VI-E). */
    public static Churn poisson(double joinsPerSecond, double departuresPerSecond) {
        return new Churn(Optional.empty(), joinsPerSecond, departuresPerSecond, 0, 2);
    }

    /** The same, but that fraction of those who go hand over first. */
    public Churn leaving(double fraction) {
        return new Churn(sessions, joinsPerSecond, departuresPerSecond, fraction, least);
    }

    /** The same, but nobody goes while there are no more than {@code members}. */
    public Churn keeping(int members) {
        return new Churn(sessions, joinsPerSecond, departuresPerSecond, graceful, members);
    }
}
