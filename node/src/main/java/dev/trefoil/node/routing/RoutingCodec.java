package dev.trefoil.node.routing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeyRange;
import dev.trefoil.node.routing.RoutingMessage.Arrival;
import dev.trefoil.node.routing.RoutingMessage.NextStep;
import dev.trefoil.node.routing.RoutingMessage.NextStepAnswer;
import dev.trefoil.node.routing.RoutingMessage.Outcome;
import dev.trefoil.node.routing.RoutingMessage.Route;
import dev.trefoil.node.routing.RoutingMessage.Taken;
import dev.trefoil.spi.MessageTable;
import dev.trefoil.spi.RoutingStep;
import dev.trefoil.wire.Values;
import dev.trefoil.wire.routing.Here;
import dev.trefoil.wire.routing.Onward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages of routing as bytes, after {@code routing.proto}. */
final class RoutingCodec {

    /** The protocol's name. */
    static final String PROTOCOL = "routing";

    static final MessageTable TABLE = MessageTable.of(PROTOCOL)
            .add(1, NextStep.class, RoutingCodec::write, RoutingCodec::readNextStep)
            .add(2, NextStepAnswer.class, RoutingCodec::write, RoutingCodec::readNextStepAnswer)
            .add(3, Route.class, RoutingCodec::write, RoutingCodec::readRoute)
            .add(4, Taken.class, taken -> Bytes.EMPTY, payload -> new Taken())
            .add(5, Arrival.class, RoutingCodec::write, RoutingCodec::readArrival)
            .build();

    private RoutingCodec() {}

    private static Bytes bytes(MessageLite message) {
        return Bytes.adopt(message.toByteArray());
    }

    private static Bytes write(NextStep message) {
        return bytes(dev.trefoil.wire.routing.NextStep.newBuilder()
                .setKey(Values.write(message.key()))
                .build());
    }

    private static NextStep readNextStep(Bytes payload) throws InvalidProtocolBufferException {
        return new NextStep(Values.readKey(dev.trefoil.wire.routing.NextStep.parseFrom(payload.asByteBuffer())
                .getKey()));
    }

    private static Bytes write(NextStepAnswer message) {
        dev.trefoil.wire.routing.NextStepAnswer.Builder answer = dev.trefoil.wire.routing.NextStepAnswer.newBuilder();
        if (message.step() instanceof RoutingStep.Here here) {
            Here.Builder written = Here.newBuilder().addAllHolders(Values.write(here.holders()));
            here.range().ifPresent(range -> written.setRange(Values.write(range)));
            return bytes(answer.setHere(written).build());
        }
        RoutingStep.Onward onward = (RoutingStep.Onward) message.step();
        return bytes(answer.setOnward(Onward.newBuilder().addAllCandidates(Values.write(onward.candidates())))
                .build());
    }

    private static NextStepAnswer readNextStepAnswer(Bytes payload) throws InvalidProtocolBufferException {
        dev.trefoil.wire.routing.NextStepAnswer answer =
                dev.trefoil.wire.routing.NextStepAnswer.parseFrom(payload.asByteBuffer());
        return switch (answer.getStepCase()) {
            case HERE -> {
                Here here = answer.getHere();
                Optional<KeyRange> range =
                        here.hasRange() ? Optional.of(Values.read(here.getRange())) : Optional.empty();
                yield new NextStepAnswer(
                        new RoutingStep.Here(Values.read(here.getHoldersList(), RoutingMessage.NODES_MAX), range));
            }
            case ONWARD ->
                new NextStepAnswer(new RoutingStep.Onward(
                        Values.read(answer.getOnward().getCandidatesList(), RoutingMessage.NODES_MAX)));
            default -> throw new IllegalArgumentException("a step is here or onward");
        };
    }

    private static Bytes write(Route message) {
        return bytes(dev.trefoil.wire.routing.Route.newBuilder()
                .setOrigin(Values.write(message.origin()))
                .setId(message.id())
                .setKey(Values.write(message.key()))
                .setApplication(message.application())
                .setPayload(Values.write(message.payload()))
                .addAllPath(message.path().stream().map(Values::write).toList())
                .setAtRoot(message.atRoot())
                .setAnswerExpected(message.answerExpected())
                .build());
    }

    private static Route readRoute(Bytes payload) throws InvalidProtocolBufferException {
        dev.trefoil.wire.routing.Route route = dev.trefoil.wire.routing.Route.parseFrom(payload.asByteBuffer());
        if (route.getPathCount() > RoutingMessage.PATH_MAX) {
            throw new IllegalArgumentException("a path of " + route.getPathCount() + " nodes");
        }
        List<Key> path = new ArrayList<>(route.getPathCount());
        route.getPathList().forEach(id -> path.add(Values.readKey(id)));
        return new Route(
                Values.read(route.getOrigin()),
                route.getId(),
                Values.readKey(route.getKey()),
                route.getApplication(),
                Values.read(route.getPayload()),
                path,
                route.getAtRoot(),
                route.getAnswerExpected());
    }

    private static Bytes write(Arrival message) {
        return bytes(dev.trefoil.wire.routing.Arrival.newBuilder()
                .setId(message.id())
                .setOutcome(
                        switch (message.outcome()) {
                            case ANSWERED -> dev.trefoil.wire.routing.Arrival.Outcome.OUTCOME_ANSWERED;
                            case NO_APPLICATION -> dev.trefoil.wire.routing.Arrival.Outcome.OUTCOME_NO_APPLICATION;
                            case NO_ANSWER -> dev.trefoil.wire.routing.Arrival.Outcome.OUTCOME_NO_ANSWER;
                            case LOST -> dev.trefoil.wire.routing.Arrival.Outcome.OUTCOME_LOST;
                        })
                .setPayload(Values.write(message.payload()))
                .setNode(Values.write(message.node()))
                .setHops(message.hops())
                .build());
    }

    private static Arrival readArrival(Bytes payload) throws InvalidProtocolBufferException {
        dev.trefoil.wire.routing.Arrival arrival = dev.trefoil.wire.routing.Arrival.parseFrom(payload.asByteBuffer());
        Outcome outcome = switch (arrival.getOutcome()) {
            case OUTCOME_ANSWERED -> Outcome.ANSWERED;
            case OUTCOME_NO_APPLICATION -> Outcome.NO_APPLICATION;
            case OUTCOME_NO_ANSWER -> Outcome.NO_ANSWER;
            case OUTCOME_LOST -> Outcome.LOST;
            default -> throw new IllegalArgumentException("an arrival has an outcome");
        };
        if (arrival.getHops() < 0 || arrival.getHops() > RoutingMessage.PATH_MAX) {
            throw new IllegalArgumentException("no message comes by " + arrival.getHops() + " nodes");
        }
        return new Arrival(
                arrival.getId(),
                outcome,
                Values.read(arrival.getPayload()),
                Values.read(arrival.getNode()),
                arrival.getHops());
    }
}
