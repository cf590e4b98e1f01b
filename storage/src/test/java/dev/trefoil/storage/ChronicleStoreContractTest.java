package dev.trefoil.storage;

import dev.trefoil.spi.Store;
import dev.trefoil.testkit.DurableStoreContract;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

class ChronicleStoreContractTest extends DurableStoreContract {

    /** Held here, for a logger that nobody holds forgets its level. Every kill is worth a line, but not in a test. */
    private static final Logger LOG = Logger.getLogger(ChronicleStore.class.getName());

    static {
        LOG.setLevel(Level.WARNING);
    }

    @Override
    protected Store open(Path directory) {
        return ChronicleStore.open(directory, StoreSamples.SMALL, StoreSamples.OWNER);
    }
}
