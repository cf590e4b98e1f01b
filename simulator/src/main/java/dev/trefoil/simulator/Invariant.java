package dev.trefoil.simulator;

import java.util.Optional;

/**
 * Something that must never be otherwise. Pure: it looks and changes nothing, or the run would be another one.
 *
 * @param <T> what it looks at: a {@link Host} after each of its events, or the whole {@link Cluster} when all is quiet
 */
@FunctionalInterface
public interface Invariant<T> {

    /** How it is broken; empty if it holds. */
    Optional<String> violation(T subject);
}
