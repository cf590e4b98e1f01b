package dev.trefoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BytesPropertyTest {

    @Property
    void nobodyCanChangeTheContent(@ForAll byte[] content) {
        byte[] given = content.clone();
        Bytes bytes = Bytes.of(given);
        Arrays.fill(given, (byte) 7);
        Arrays.fill(bytes.toArray(), (byte) 7);
        assertThat(bytes.toArray()).isEqualTo(content);
        assertThat(bytes.length()).isEqualTo(content.length);
    }

    @Property
    void theOrderIsThatOfUnsignedBytesFromTheLeft(@ForAll byte[] a, @ForAll byte[] b) {
        int order = Bytes.of(a).compareTo(Bytes.of(b));
        int first = 0;
        while (first < a.length && first < b.length && a[first] == b[first]) {
            first++;
        }
        int expected = first < a.length && first < b.length
                ? Integer.compare(a[first] & 0xFF, b[first] & 0xFF)
                : Integer.compare(a.length, b.length);
        assertThat(Integer.signum(order)).isEqualTo(expected);
        assertThat(order == 0).isEqualTo(Bytes.of(a).equals(Bytes.of(b)));
    }

    @Property
    void textRoundTrips(@ForAll("texts") String text) {
        assertThat(Bytes.utf8(text).toUtf8()).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("aZ\u00e4\u20ac\u0000").ofMaxLength(20);
    }

    @Example
    void theViewIsReadOnlyAndTheTextTellsOnlyTheLength() {
        Bytes secret = Bytes.utf8("secret");
        assertThatThrownBy(() -> secret.asByteBuffer().put((byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
        assertThat(secret).hasToString("6 bytes");
        assertThat(Bytes.of(new byte[] {1, 2, 3, 4}, 1, 2)).isEqualTo(Bytes.of(new byte[] {2, 3}));
    }
}
