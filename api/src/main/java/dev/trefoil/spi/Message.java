package dev.trefoil.spi;

/** Something one node says to another: an immutable record with a {@link Codec}. */
public interface Message {}
