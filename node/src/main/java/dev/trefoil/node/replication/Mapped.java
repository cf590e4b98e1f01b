package dev.trefoil.node.replication;

import dev.trefoil.DhtException;
import dev.trefoil.node.replication.Replication.Outcome;
import java.util.function.Function;

/**
 * An outcome told in other words.
 *
 * @param outcome who is told
 * @param words how the value is put
 */
record Mapped<A, B>(Outcome<? super B> outcome, Function<? super A, ? extends B> words) implements Outcome<A> {

    static <A, B> Mapped<A, B> of(Outcome<? super B> outcome, Function<? super A, ? extends B> words) {
        return new Mapped<>(outcome, words);
    }

    @Override
    public void done(A value) {
        outcome.done(words.apply(value));
    }

    @Override
    public void failed(DhtException why) {
        outcome.failed(why);
    }
}
