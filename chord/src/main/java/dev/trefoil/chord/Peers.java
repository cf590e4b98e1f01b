package dev.trefoil.chord;

import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.Ping;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.Request;
import dev.trefoil.spi.RpcFailure;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Questions to other nodes of the ring: every answer and every silence is noted, and what arrives after this node's life
 * on the ring has ended or begun anew is ignored.
 */
final class Peers {

    private final ChordState state;

    Peers(ChordState state) {
        this.state = state;
    }

    /** Asks {@code node}; exactly one of the callbacks runs, unless the life on the ring ends before. */
    <R extends Message> void ask(
            NodeRef node, Request<R> request, Consumer<? super R> onReply, Consumer<RpcFailure> onFailure) {
        int life = state.life();
        state.context()
                .rpc()
                .<R>ask(
                        node,
                        request,
                        reply -> {
                            state.answered(node);
                            if (life == state.life()) {
                                onReply.accept(reply);
                            }
                        },
                        why -> {
                            note(node, why);
                            if (life == state.life() && why != RpcFailure.CLOSED) {
                                onFailure.accept(why);
                            }
                        });
    }

    /** Says something whose answer changes nothing. */
    void tell(NodeRef node, Request<?> notice) {
        ask(node, notice, noted -> {}, why -> {});
    }

    /**
     * Finds out whether {@code node} is a living member. One lost message is not taken for a death: after a timeout it is
     * asked once more.
     */
    void probe(NodeRef node, Runnable alive, Runnable dead) {
        probe(node, 2, alive, dead);
    }

    /** Runs {@code task} about {@code delay} from now, if this node's life on the ring is still the same. */
    void later(Duration delay, Runnable task) {
        int life = state.life();
        state.context().loop().schedule(delay, () -> {
            if (life == state.life()) {
                task.run();
            }
        });
    }

    private void probe(NodeRef node, int tries, Runnable alive, Runnable dead) {
        ask(node, new Ping(), pong -> alive.run(), why -> {
            if (why == RpcFailure.TIMED_OUT && tries > 1) {
                probe(node, tries - 1, alive, dead);
            } else if (isDeath(why)) {
                state.silent(node);
                dead.run();
            } else {
                alive.run();
            }
        });
    }

    private void note(NodeRef node, RpcFailure why) {
        // A timeout alone may be a lost message; a probe that times out twice is more.
        if (why.suggestsDeath() && why != RpcFailure.TIMED_OUT) {
            state.silent(node);
        } else if (why == RpcFailure.BUSY) {
            state.answered(node);
        }
    }

    /** Whether the failure shows that the node is of no use: gone, or not to be understood. */
    static boolean isDeath(RpcFailure why) {
        return why.suggestsDeath() || why == RpcFailure.MALFORMED;
    }
}
