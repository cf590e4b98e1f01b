package dev.trefoil.node.replication;

import com.google.protobuf.MessageLite;
import dev.trefoil.Bytes;
import dev.trefoil.Entry;
import dev.trefoil.Slot;
import dev.trefoil.Version;
import dev.trefoil.node.replication.ReplicationMessage.AskLoaded;
import dev.trefoil.node.replication.ReplicationMessage.Compare;
import dev.trefoil.node.replication.ReplicationMessage.Compared;
import dev.trefoil.node.replication.ReplicationMessage.Confirmed;
import dev.trefoil.node.replication.ReplicationMessage.Fetch;
import dev.trefoil.node.replication.ReplicationMessage.Fetched;
import dev.trefoil.node.replication.ReplicationMessage.Found;
import dev.trefoil.node.replication.ReplicationMessage.ListRange;
import dev.trefoil.node.replication.ReplicationMessage.Listing;
import dev.trefoil.node.replication.ReplicationMessage.LoadedAnswer;
import dev.trefoil.node.replication.ReplicationMessage.Offer;
import dev.trefoil.node.replication.ReplicationMessage.Prepare;
import dev.trefoil.node.replication.ReplicationMessage.Prepared;
import dev.trefoil.node.replication.ReplicationMessage.Push;
import dev.trefoil.node.replication.ReplicationMessage.Read;
import dev.trefoil.node.replication.ReplicationMessage.TakeOver;
import dev.trefoil.node.replication.ReplicationMessage.TakenOver;
import dev.trefoil.node.replication.ReplicationMessage.Write;
import dev.trefoil.node.replication.ReplicationMessage.Written;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.wire.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@link ReplicationMessage} as bytes: the table of {@code replication.proto}. */
final class ReplicationCodec {

    static final MessageTable TABLE = operations(MessageTable.of("replication"))
            .add(7, AskLoaded.class, ReplicationCodec::write, ReplicationCodec::toAskLoaded)
            .add(8, LoadedAnswer.class, ReplicationCodec::write, ReplicationCodec::toLoadedAnswer)
            .add(9, ListRange.class, ReplicationCodec::write, ReplicationCodec::toListRange)
            .add(10, Listing.class, ReplicationCodec::write, ReplicationCodec::toListing)
            .add(11, Fetch.class, ReplicationCodec::write, ReplicationCodec::toFetch)
            .add(12, Fetched.class, ReplicationCodec::write, ReplicationCodec::toFetched)
            .add(13, Offer.class, ReplicationCodec::write, ReplicationCodec::toOffer)
            .add(14, Push.class, ReplicationCodec::write, ReplicationCodec::toPush)
            .add(15, Confirmed.class, ReplicationCodec::write, ReplicationCodec::toConfirmed)
            .add(16, TakeOver.class, ReplicationCodec::write, ReplicationCodec::toTakeOver)
            .add(17, TakenOver.class, ReplicationCodec::write, ReplicationCodec::toTakenOver)
            .add(18, Compare.class, ReplicationCodec::write, ReplicationCodec::toCompare)
            .add(19, Compared.class, ReplicationCodec::write, ReplicationCodec::toCompared)
            .build();

    private ReplicationCodec() {}

    private static MessageTable.Builder operations(MessageTable.Builder table) {
        return table.add(1, Write.class, ReplicationCodec::write, ReplicationCodec::toWrite)
                .add(2, Written.class, ReplicationCodec::write, ReplicationCodec::toWritten)
                .add(3, Read.class, ReplicationCodec::write, ReplicationCodec::toRead)
                .add(4, Found.class, ReplicationCodec::write, ReplicationCodec::toFound)
                .add(5, Prepare.class, ReplicationCodec::write, ReplicationCodec::toPrepare)
                .add(6, Prepared.class, ReplicationCodec::write, ReplicationCodec::toPrepared);
    }

    private static Bytes write(Write message) {
        var builder = dev.trefoil.wire.replication.Write.newBuilder()
                .setSlot(Values.write(message.slot()))
                .setEntry(Values.write(message.entry()))
                .setRepair(message.repair());
        message.promise().ifPresent(promise -> builder.setPromise(Values.write(promise)));
        return bytes(builder.build());
    }

    private static Write toWrite(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Write.parseFrom(bytes.asByteBuffer());
        Optional<Version> promise =
                message.hasPromise() ? Optional.of(Values.read(message.getPromise())) : Optional.empty();
        return new Write(Values.read(message.getSlot()), Values.read(message.getEntry()), message.getRepair(), promise);
    }

    private static Bytes write(Written message) {
        return bytes(dev.trefoil.wire.replication.Written.newBuilder()
                .setVerdict(write(message.verdict()))
                .setVersion(Values.write(message.version()))
                .build());
    }

    private static Written toWritten(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Written.parseFrom(bytes.asByteBuffer());
        return new Written(toVerdict(message.getVerdict()), Values.read(message.getVersion()));
    }

    private static Bytes write(Read message) {
        return bytes(dev.trefoil.wire.replication.Read.newBuilder()
                .setSlot(Values.write(message.slot()))
                .build());
    }

    private static Read toRead(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Read.parseFrom(bytes.asByteBuffer());
        return new Read(Values.read(message.getSlot()));
    }

    private static Bytes write(Found message) {
        var builder = dev.trefoil.wire.replication.Found.newBuilder().setVerdict(write(message.verdict()));
        message.entry().ifPresent(entry -> builder.setEntry(Values.write(entry)));
        return bytes(builder.build());
    }

    private static Found toFound(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Found.parseFrom(bytes.asByteBuffer());
        Optional<Entry> entry = message.hasEntry() ? Optional.of(Values.read(message.getEntry())) : Optional.empty();
        return new Found(toVerdict(message.getVerdict()), entry);
    }

    private static Bytes write(Prepare message) {
        return bytes(dev.trefoil.wire.replication.Prepare.newBuilder()
                .setSlot(Values.write(message.slot()))
                .setBallot(Values.write(message.ballot()))
                .build());
    }

    private static Prepare toPrepare(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Prepare.parseFrom(bytes.asByteBuffer());
        return new Prepare(Values.read(message.getSlot()), Values.read(message.getBallot()));
    }

    private static Bytes write(Prepared message) {
        var builder = dev.trefoil.wire.replication.Prepared.newBuilder()
                .setVerdict(write(message.verdict()))
                .setVersion(Values.write(message.version()));
        message.entry().ifPresent(entry -> builder.setEntry(Values.write(entry)));
        return bytes(builder.build());
    }

    private static Prepared toPrepared(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Prepared.parseFrom(bytes.asByteBuffer());
        Optional<Entry> entry = message.hasEntry() ? Optional.of(Values.read(message.getEntry())) : Optional.empty();
        return new Prepared(toVerdict(message.getVerdict()), Values.read(message.getVersion()), entry);
    }

    private static Bytes write(AskLoaded message) {
        return bytes(dev.trefoil.wire.replication.AskLoaded.newBuilder()
                .setRange(Values.write(message.range()))
                .build());
    }

    private static AskLoaded toAskLoaded(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.AskLoaded.parseFrom(bytes.asByteBuffer());
        return new AskLoaded(Values.read(message.getRange()));
    }

    private static Bytes write(LoadedAnswer message) {
        return bytes(dev.trefoil.wire.replication.LoadedAnswer.newBuilder()
                .setLoaded(message.loaded())
                .build());
    }

    private static LoadedAnswer toLoadedAnswer(Bytes bytes) throws Exception {
        return new LoadedAnswer(dev.trefoil.wire.replication.LoadedAnswer.parseFrom(bytes.asByteBuffer())
                .getLoaded());
    }

    private static Bytes write(ListRange message) {
        var builder = dev.trefoil.wire.replication.ListRange.newBuilder().setRange(Values.write(message.range()));
        message.cursor().ifPresent(cursor -> builder.setCursor(Values.write(cursor)));
        return bytes(builder.build());
    }

    private static ListRange toListRange(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.ListRange.parseFrom(bytes.asByteBuffer());
        Optional<Slot> cursor = message.hasCursor() ? Optional.of(Values.read(message.getCursor())) : Optional.empty();
        return new ListRange(Values.read(message.getRange()), cursor);
    }

    private static Bytes write(Listing message) {
        return bytes(dev.trefoil.wire.replication.Listing.newBuilder()
                .addAllSummaries(map(message.summaries(), ReplicationCodec::write))
                .setMore(message.more())
                .build());
    }

    private static Listing toListing(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Listing.parseFrom(bytes.asByteBuffer());
        return new Listing(map(message.getSummariesList(), ReplicationCodec::toSummary), message.getMore());
    }

    private static Bytes write(Fetch message) {
        return bytes(dev.trefoil.wire.replication.Fetch.newBuilder()
                .addAllSlots(map(message.slots(), Values::write))
                .build());
    }

    private static Fetch toFetch(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Fetch.parseFrom(bytes.asByteBuffer());
        return new Fetch(map(message.getSlotsList(), Values::read));
    }

    private static Bytes write(Fetched message) {
        return bytes(dev.trefoil.wire.replication.Fetched.newBuilder()
                .addAllHoldings(map(message.holdings(), ReplicationCodec::write))
                .setAnswered(message.answered())
                .build());
    }

    private static Fetched toFetched(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Fetched.parseFrom(bytes.asByteBuffer());
        return new Fetched(map(message.getHoldingsList(), ReplicationCodec::toHolding), message.getAnswered());
    }

    private static Bytes write(Offer message) {
        return bytes(dev.trefoil.wire.replication.Offer.newBuilder()
                .addAllSummaries(map(message.summaries(), ReplicationCodec::write))
                .setAhead(message.ahead())
                .build());
    }

    private static Offer toOffer(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Offer.parseFrom(bytes.asByteBuffer());
        return new Offer(map(message.getSummariesList(), ReplicationCodec::toSummary), message.getAhead());
    }

    private static Bytes write(Push message) {
        return bytes(dev.trefoil.wire.replication.Push.newBuilder()
                .addAllHoldings(map(message.holdings(), ReplicationCodec::write))
                .setAhead(message.ahead())
                .build());
    }

    private static Push toPush(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Push.parseFrom(bytes.asByteBuffer());
        return new Push(map(message.getHoldingsList(), ReplicationCodec::toHolding), message.getAhead());
    }

    private static Bytes write(Confirmed message) {
        return bytes(dev.trefoil.wire.replication.Confirmed.newBuilder()
                .addAllVerdicts(map(message.verdicts(), ReplicationCodec::write))
                .build());
    }

    private static Confirmed toConfirmed(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Confirmed.parseFrom(bytes.asByteBuffer());
        return new Confirmed(map(message.getVerdictsList(), ReplicationCodec::toVerdict));
    }

    private static Bytes write(TakeOver message) {
        return bytes(dev.trefoil.wire.replication.TakeOver.newBuilder()
                .setRange(Values.write(message.range()))
                .build());
    }

    private static TakeOver toTakeOver(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.TakeOver.parseFrom(bytes.asByteBuffer());
        return new TakeOver(Values.read(message.getRange()));
    }

    private static Bytes write(TakenOver message) {
        return bytes(dev.trefoil.wire.replication.TakenOver.newBuilder()
                .setGranted(message.granted())
                .build());
    }

    private static TakenOver toTakenOver(Bytes bytes) throws Exception {
        return new TakenOver(dev.trefoil.wire.replication.TakenOver.parseFrom(bytes.asByteBuffer())
                .getGranted());
    }

    private static Bytes write(Compare message) {
        return bytes(dev.trefoil.wire.replication.Compare.newBuilder()
                .setRange(Values.write(message.range()))
                .setDigest(message.digest())
                .build());
    }

    private static Compare toCompare(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Compare.parseFrom(bytes.asByteBuffer());
        return new Compare(Values.read(message.getRange()), message.getDigest());
    }

    private static Bytes write(Compared message) {
        return bytes(dev.trefoil.wire.replication.Compared.newBuilder()
                .setLoaded(message.loaded())
                .setSame(message.same())
                .build());
    }

    private static Compared toCompared(Bytes bytes) throws Exception {
        var message = dev.trefoil.wire.replication.Compared.parseFrom(bytes.asByteBuffer());
        return new Compared(message.getLoaded(), message.getSame());
    }

    private static dev.trefoil.wire.replication.Summary write(Summary summary) {
        return dev.trefoil.wire.replication.Summary.newBuilder()
                .setSlot(Values.write(summary.slot()))
                .setVersion(Values.write(summary.version()))
                .setFingerprint(summary.fingerprint())
                .build();
    }

    private static Summary toSummary(dev.trefoil.wire.replication.Summary summary) {
        return new Summary(Values.read(summary.getSlot()), Values.read(summary.getVersion()), summary.getFingerprint());
    }

    private static dev.trefoil.wire.replication.Holding write(Holding holding) {
        return dev.trefoil.wire.replication.Holding.newBuilder()
                .setSlot(Values.write(holding.slot()))
                .setEntry(Values.write(holding.entry()))
                .build();
    }

    private static Holding toHolding(dev.trefoil.wire.replication.Holding holding) {
        return new Holding(Values.read(holding.getSlot()), Values.read(holding.getEntry()));
    }

    private static dev.trefoil.wire.replication.Verdict write(Verdict verdict) {
        return dev.trefoil.wire.replication.Verdict.forNumber(verdict.number());
    }

    private static Verdict toVerdict(dev.trefoil.wire.replication.Verdict verdict) {
        return Verdict.of(verdict == dev.trefoil.wire.replication.Verdict.UNRECOGNIZED ? 0 : verdict.getNumber());
    }

    private static <A, B> List<B> map(List<A> list, Function<? super A, ? extends B> each) {
        List<B> mapped = new ArrayList<>(list.size());
        list.forEach(item -> mapped.add(each.apply(item)));
        return mapped;
    }

    private static Bytes bytes(MessageLite message) {
        return Bytes.adopt(message.toByteArray());
    }
}
