package dev.trefoil.node.replication;

import dev.trefoil.Entry;
import dev.trefoil.KeyRange;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.testkit.CodecContract;
import dev.trefoil.testkit.TrefoilArbitraries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Every message between replicas survives the wire, and whatever else arrives is refused. */
class ReplicationCodecContractTest extends CodecContract {

    private final Arbitrary<Slot> slots = TrefoilArbitraries.slots();
    private final Arbitrary<Entry> entries = TrefoilArbitraries.entries();
    private final Arbitrary<Version> versions = TrefoilArbitraries.versions();
    private final Arbitrary<KeyRange> ranges = TrefoilArbitraries.ranges();
    private final Arbitrary<Verdict> verdicts = Arbitraries.of(Verdict.class);
    private final Arbitrary<Boolean> yesOrNo = Arbitraries.of(true, false);

    @Override
    protected MessageTable codec() {
        return ReplicationCodec.TABLE;
    }

    @Override
    protected Class<? extends Message> protocol() {
        return ReplicationMessage.class;
    }

    @Override
    protected Map<Class<? extends Message>, Arbitrary<? extends Message>> messages() {
        Map<Class<? extends Message>, Arbitrary<? extends Message>> messages = new LinkedHashMap<>();
        addReadsAndWrites(messages);
        addTransfers(messages);
        return messages;
    }

    private void addReadsAndWrites(Map<Class<? extends Message>, Arbitrary<? extends Message>> messages) {
        messages.put(
                ReplicationMessage.Write.class,
                Combinators.combine(slots, entries, yesOrNo, versions.optional())
                        .as(ReplicationMessage.Write::new));
        messages.put(
                ReplicationMessage.Written.class,
                Combinators.combine(verdicts, versions).as(ReplicationMessage.Written::new));
        messages.put(ReplicationMessage.Read.class, slots.map(ReplicationMessage.Read::new));
        messages.put(
                ReplicationMessage.Found.class,
                Combinators.combine(verdicts, entries.optional()).as(ReplicationMessage.Found::new));
        messages.put(
                ReplicationMessage.Prepare.class,
                Combinators.combine(slots, versions).as(ReplicationMessage.Prepare::new));
        messages.put(
                ReplicationMessage.Prepared.class,
                Combinators.combine(verdicts, versions, entries.optional()).as(ReplicationMessage.Prepared::new));
        messages.put(
                ReplicationMessage.Confirmed.class,
                verdicts.list().ofMaxSize(9).map(ReplicationMessage.Confirmed::new));
    }

    private void addTransfers(Map<Class<? extends Message>, Arbitrary<? extends Message>> messages) {
        Arbitrary<List<Summary>> summaries = Combinators.combine(slots, versions, Arbitraries.longs())
                .as(Summary::new)
                .list()
                .ofMaxSize(5);
        Arbitrary<List<Holding>> holdings =
                Combinators.combine(slots, entries).as(Holding::new).list().ofMaxSize(3);
        messages.put(ReplicationMessage.AskLoaded.class, ranges.map(ReplicationMessage.AskLoaded::new));
        messages.put(ReplicationMessage.LoadedAnswer.class, yesOrNo.map(ReplicationMessage.LoadedAnswer::new));
        messages.put(
                ReplicationMessage.ListRange.class,
                Combinators.combine(ranges, slots.optional()).as(ReplicationMessage.ListRange::new));
        messages.put(
                ReplicationMessage.Listing.class,
                Combinators.combine(summaries, yesOrNo).as(ReplicationMessage.Listing::new));
        messages.put(ReplicationMessage.Fetch.class, slots.list().ofMaxSize(5).map(ReplicationMessage.Fetch::new));
        messages.put(
                ReplicationMessage.Fetched.class,
                Combinators.combine(holdings, Arbitraries.integers().between(0, 9))
                        .as(ReplicationMessage.Fetched::new));
        messages.put(
                ReplicationMessage.Offer.class,
                Combinators.combine(summaries, yesOrNo).as(ReplicationMessage.Offer::new));
        messages.put(
                ReplicationMessage.Push.class,
                Combinators.combine(holdings, yesOrNo).as(ReplicationMessage.Push::new));
        messages.put(ReplicationMessage.TakeOver.class, ranges.map(ReplicationMessage.TakeOver::new));
        messages.put(ReplicationMessage.TakenOver.class, yesOrNo.map(ReplicationMessage.TakenOver::new));
        messages.put(
                ReplicationMessage.Compare.class,
                Combinators.combine(ranges, Arbitraries.longs()).as(ReplicationMessage.Compare::new));
        messages.put(
                ReplicationMessage.Compared.class,
                Combinators.combine(yesOrNo, yesOrNo).as(ReplicationMessage.Compared::new));
    }
}
