package dev.trefoil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Bytes;
import dev.trefoil.Limits;
import dev.trefoil.cli.demo.Blocks.Manifest;
import dev.trefoil.cli.demo.Blocks.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BlocksPropertyTest {

    private static final Limits LIMITS = new Limits(160, 512, 1);

    private final Blocks blocks = new Blocks(LIMITS);

    @Property
    void whatIsSplitIsJoinedAgain(@ForAll("names") String name, @ForAll("contents") Bytes content) {
        Map<Bytes, Bytes> stored = store(name, content);
        assertThat(read(name, stored)).contains(content);
    }

    @Property
    void everyPartStaysWithinTheLimits(@ForAll("names") String name, @ForAll("contents") Bytes content) {
        for (Part part : blocks.split(name, content)) {
            assertThat(part.name().length()).isBetween(1, LIMITS.keyBytes());
            assertThat(part.value().length()).isLessThanOrEqualTo(LIMITS.valueBytes());
        }
    }

    @Property
    void aSmallFileStandsUnderItsNameAsItIs(@ForAll("names") String name, @ForAll("small") Bytes content) {
        assertThat(blocks.split(name, content)).containsExactly(new Part(blocks.name(name), content));
    }

    @Property
    void aChangedByteNeverPasses(@ForAll("large") Bytes content, @ForAll @IntRange(max = 100_000) int where) {
        Map<Bytes, Bytes> stored = store("file", content);
        Bytes name = List.copyOf(stored.keySet()).get(where % stored.size());
        byte[] changed = stored.get(name).toArray();
        changed[where % changed.length] ^= 1;
        stored.put(name, Bytes.adopt(changed));
        assertThat(read("file", stored).filter(content::equals)).isEmpty();
    }

    @Property
    void aMissingOrSwappedBlockNeverPasses(@ForAll("large") Bytes content) {
        Map<Bytes, Bytes> stored = store("file", content);
        Manifest manifest =
                blocks.manifest("file", stored.get(blocks.name("file"))).orElseThrow();
        List<Bytes> found =
                new ArrayList<>(manifest.names().stream().map(stored::get).toList());
        assertThat(Blocks.join(manifest, found)).contains(content);
        Bytes first = found.remove(0);
        assertThat(Blocks.join(manifest, found)).isEmpty();
        found.add(first);
        assertThat(Blocks.join(manifest, found).filter(joined -> !joined.equals(content)))
                .isEmpty();
    }

    @Property
    void anyBytesAreAFileOrAManifestButNeverAnException(@ForAll byte[] noise) {
        byte[] marked = Bytes.utf8("trefoil-file-1 " + Bytes.of(noise).toUtf8()).toArray();
        blocks.manifest("file", Bytes.of(marked));
        assertThat(blocks.manifest("file", Bytes.of(noise))).isEmpty();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(100)
                .filter(name -> !Bytes.utf8(name).isEmpty());
    }

    @Provide
    Arbitrary<Bytes> contents() {
        return Arbitraries.oneOf(small(), large(), impostors());
    }

    @Provide
    Arbitrary<Bytes> small() {
        return bytes(0, LIMITS.valueBytes());
    }

    @Provide
    Arbitrary<Bytes> large() {
        return bytes(LIMITS.valueBytes() + 1, 5 * LIMITS.valueBytes());
    }

    private static Arbitrary<Bytes> impostors() {
        return Arbitraries.strings().ascii().ofMaxLength(200).map(tail -> Bytes.utf8("trefoil-file-1 " + tail));
    }

    private static Arbitrary<Bytes> bytes(int min, int max) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(min)
                .ofMaxSize(max)
                .map(Bytes::of);
    }

    private Map<Bytes, Bytes> store(String name, Bytes content) {
        Map<Bytes, Bytes> stored = new TreeMap<>();
        blocks.split(name, content).forEach(part -> stored.put(part.name(), part.value()));
        return stored;
    }

    private Optional<Bytes> read(String name, Map<Bytes, Bytes> stored) {
        Bytes value = stored.get(blocks.name(name));
        Optional<Manifest> manifest = blocks.manifest(name, value);
        if (manifest.isEmpty()) {
            return Optional.of(value);
        }
        List<Bytes> found = manifest.get().names().stream()
                .map(block -> stored.getOrDefault(block, Bytes.EMPTY))
                .toList();
        return Blocks.join(manifest.get(), found);
    }
}
