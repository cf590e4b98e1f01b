package dev.trefoil.chord;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.Address;
import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.chord.ChordMessage.AskNeighbors;
import dev.trefoil.chord.ChordMessage.Leaving;
import dev.trefoil.chord.ChordMessage.Neighbors;
import dev.trefoil.chord.ChordMessage.Noted;
import dev.trefoil.chord.ChordMessage.Notify;
import dev.trefoil.chord.ChordMessage.Ping;
import dev.trefoil.chord.ChordMessage.Pong;
import dev.trefoil.chord.ChordMessage.PredecessorChanged;
import dev.trefoil.spi.Frame;
import dev.trefoil.spi.MalformedMessageException;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.testkit.CodecContract;
import dev.trefoil.testkit.TrefoilArbitraries;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.junit.jupiter.api.Test;

/** Every message of Chord survives the wire, and whatever else arrives is refused. */
class ChordCodecContractTest extends CodecContract {

    @Override
    protected MessageTable codec() {
        return ChordCodec.TABLE;
    }

    @Override
    protected Class<? extends Message> protocol() {
        return ChordMessage.class;
    }

    @Override
    protected Map<Class<? extends Message>, Arbitrary<? extends Message>> messages() {
        Arbitrary<List<NodeRef>> nodes = TrefoilArbitraries.nodeRefLists(9).map(List::copyOf);
        return Map.of(
                AskNeighbors.class, Arbitraries.just(new AskNeighbors()),
                Neighbors.class, Combinators.combine(nodes, nodes).as(Neighbors::new),
                Notify.class, nodes.map(Notify::new),
                Noted.class, Arbitraries.just(new Noted()),
                Ping.class, Arbitraries.just(new Ping()),
                Pong.class, Arbitraries.just(new Pong()),
                Leaving.class, nodes.map(Leaving::new),
                PredecessorChanged.class, Arbitraries.just(new PredecessorChanged()));
    }

    @Test
    void aListThatIsLongerThanAnyNodeKeepsIsRefused() {
        NodeRef node = new NodeRef(Key.ZERO, new Address("a", 1));
        Frame frame = ChordCodec.TABLE.encode(new Notify(Collections.nCopies(ChordCodec.LIST_MAX + 1, node)));
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> ChordCodec.TABLE.decode(frame));
    }
}
