package dev.trefoil.simulator;

import dev.trefoil.Key;
import dev.trefoil.Located;
import dev.trefoil.NodeRef;
import java.time.Duration;
import java.util.Optional;

/**
 * One lookup and what the oracle says to it.
 *
 * @param key what was looked for
 * @param root who was responsible for it when the lookup ended
 * @param located what the network answered; empty if nothing
 * @param took how long it took, in virtual time
 * @param verdict whether the answer was right
 */
public record Lookup(Key key, NodeRef root, Optional<Located> located, Duration took, Verdict verdict) {

    /** How many nodes were asked and answered. */
    public int hops() {
        return located.map(found -> found.path().size()).orElse(0);
    }

    /** Whether the answer was right. */
    public boolean isRight() {
        return verdict == Verdict.RIGHT;
    }

    /** What a lookup came to. */
    public enum Verdict {
        /** The first holder named was the key's root when the lookup began or when it ended. */
        RIGHT,
        /** Another node was named. */
        WRONG,
        /** Nobody was named. */
        FAILED
    }
}
