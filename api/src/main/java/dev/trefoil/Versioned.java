package dev.trefoil;

import java.time.Instant;
import java.util.Optional;

/**
 * A value as a read returns it.
 *
 * @param value the bytes that were put
 * @param version of the write; name it in a conditional write to make sure nobody wrote in between
 * @param expiry when the value will be forgotten; empty if never
 */
public record Versioned(Bytes value, Version version, Optional<Instant> expiry) {}
