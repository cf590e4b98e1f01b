package dev.trefoil.transport.inmem;

import dev.trefoil.Address;
import dev.trefoil.spi.Message;
import dev.trefoil.spi.RpcFailure;
import dev.trefoil.spi.Transport;
import java.util.concurrent.atomic.AtomicBoolean;

/** Carries the first answer of one arrived request back to the one who asked; later answers are dropped. */
final class Answer implements Transport.ReplyHandler {

    private final InMemoryNetwork network;
    private final InMemoryTransport responder;
    private final Exchange exchange;
    private final AtomicBoolean given = new AtomicBoolean();

    Answer(InMemoryNetwork network, InMemoryTransport responder, Exchange exchange) {
        this.network = network;
        this.responder = responder;
        this.exchange = exchange;
    }

    @Override
    public void replied(Message response) {
        if (given.compareAndSet(false, true)) {
            Parcel parcel = responder.pack(response, () -> back(() -> exchange.failed(RpcFailure.MALFORMED)));
            if (parcel != null) {
                back(() -> exchange.asker().arrive(exchange, parcel));
            }
        }
    }

    @Override
    public void failed(RpcFailure why) {
        if (given.compareAndSet(false, true)) {
            back(() -> exchange.failed(why));
        }
    }

    private void back(Runnable arrival) {
        Address asker = exchange.asker().address();
        if (!responder.isSilent()) {
            network.carry(responder.address(), asker, exchange.asker().loop(), () -> {
                if (!exchange.asker().isDead()) {
                    arrival.run();
                }
            });
        }
    }
}
