package dev.trefoil.node.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trefoil.KeySpace;
import org.junit.jupiter.api.Test;

class NetworkIdentityTest {

    private final NetworkIdentity here = NetworkIdentity.of("here", "chord", KeySpace.FULL, 3);

    @Test
    void equalNetworksDoNotDiffer() {
        assertThat(here.differences(NetworkIdentity.of("here", "chord", KeySpace.FULL, 3)))
                .isEmpty();
    }

    @Test
    void eachDifferenceIsNamedWithBothValues() {
        assertThat(here.differences(new NetworkIdentity(2, "there", "pastry", 32, 5)))
                .containsExactly(
                        "protocol version: 1 here, 2 there",
                        "network name: here here, there there",
                        "overlay: chord here, pastry there",
                        "identifier length m: 160 here, 32 there",
                        "number of replicas: 3 here, 5 there");
    }

    @Test
    void networksWithDifferentNamesOverlaysOrIdentifiersHaveDifferentFingerprints() {
        assertThat(here.fingerprint())
                .isNotEqualTo(
                        NetworkIdentity.of("there", "chord", KeySpace.FULL, 3).fingerprint())
                .isNotEqualTo(
                        NetworkIdentity.of("here", "pastry", KeySpace.FULL, 3).fingerprint())
                .isNotEqualTo(
                        NetworkIdentity.of("here", "chord", new KeySpace(32), 3).fingerprint())
                .isEqualTo(NetworkIdentity.of("here", "chord", KeySpace.FULL, 5).fingerprint());
    }

    @Test
    void aNetworkHasAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> NetworkIdentity.of("", "chord", KeySpace.FULL, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkIdentity.of("x".repeat(256), "chord", KeySpace.FULL, 3));
    }
}
