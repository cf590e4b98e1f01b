package dev.trefoil.cli.demo;

import dev.trefoil.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A network that is a map, and so never loses anything unless a test takes it away. */
final class MapAccess implements Access {

    final Map<Bytes, Bytes> values = new ConcurrentSkipListMap<>();

    @Override
    public void put(Bytes name, Bytes value) {
        values.put(name, value);
    }

    @Override
    public Optional<Bytes> get(Bytes name) {
        return Optional.ofNullable(values.get(name));
    }
}
