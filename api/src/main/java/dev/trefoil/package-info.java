/**
 * What an application names: keys and values, the {@link dev.trefoil.Dht} and its errors.
 *
 * <p>Every type here is immutable or safe for use by any number of threads, and every operation of {@code Dht}
 * answers with a future. The packages {@code dev.trefoil.kbr} and {@code dev.trefoil.spi} are the other side of that
 * one door: they run on a node's own loop and answer with callbacks.
 */
@NullMarked
package dev.trefoil;

import org.jspecify.annotations.NullMarked;
