package dev.trefoil.transport.inmem;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Derives independent sources of chance from one seed and a name, so that nobody disturbs another's sequence. Pure,
 * thread-safe.
 */
public final class Seeds {

    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private static final long FNV_BASIS = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_PRIME = 0x0000_0100_0000_01B3L;
    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

    private Seeds() {}

    /** A source of chance that depends on {@code seed} and {@code name} alone. */
    public static RandomGenerator fork(long seed, String name) {
        return GENERATORS.create(combine(seed, hash(name)));
    }

    /** A 64-bit hash that is the same in every run (FNV-1a over the characters, then mixed). */
    static long hash(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** One hash of two; the order matters. */
    static long combine(long first, long second) {
        return mix(first * FNV_PRIME + GOLDEN_RATIO + second);
    }

    /** Spreads every bit over all others (Stafford's variant 13 of the MurmurHash3 finalizer). */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
