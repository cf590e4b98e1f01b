package dev.trefoil.dht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.Address;
import dev.trefoil.StartException;
import dev.trefoil.node.DhtNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    @TempDir
    Path directory;

    @Test
    void whatANodeStoredIsThereWhenItStartsAgainAtTheSameAddress() {
        Address address;
        try (DhtNode node = builder().start()) {
            address = node.address();
            node.put("greeting", new byte[] {1, 2, 3}).join();
        }
        try (DhtNode node = builder().start()) {
            assertThat(node.address()).isEqualTo(address);
            assertThat(node.get("greeting").join()).hasValue(new byte[] {1, 2, 3});
        }
    }

    @Test
    void aStoreThatCannotBeOpenedStopsTheStartAndIsLeftAlone() {
        try (DhtNode node = builder().start()) {
            refuses(builder().address(new Address("127.0.0.1", 0)), "in use by this process");
            node.put("greeting", new byte[] {1}).join();
        }
        refuses(builder().network("other"), "belongs to");
        try (DhtNode node = builder().start()) {
            assertThat(node.get("greeting").join()).hasValue(new byte[] {1});
        }
    }

    private TrefoilBuilder builder() {
        return Trefoil.builder().address(new Address("127.0.0.1", 0)).store(directory);
    }

    private static void refuses(TrefoilBuilder builder, String why) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(builder::start)
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(StartException.Reason.STORE_UNUSABLE));
    }
}
