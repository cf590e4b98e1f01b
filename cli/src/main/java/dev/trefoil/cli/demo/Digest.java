package dev.trefoil.cli.demo;

import dev.trefoil.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal. */
final class Digest {

    /** How many characters {@link #of} gives. */
    static final int CHARACTERS = 64;

    private Digest() {}

    /** The SHA-256 of {@code content} in 64 hexadecimal digits. */
    static String of(Bytes content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content.asByteBuffer());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
