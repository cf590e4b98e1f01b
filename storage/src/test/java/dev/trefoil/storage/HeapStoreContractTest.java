package dev.trefoil.storage;

import dev.trefoil.spi.Store;
import dev.trefoil.testkit.StoreContract;

class HeapStoreContractTest extends StoreContract {

    @Override
    protected Store newStore() {
        return new HeapStore();
    }
}
