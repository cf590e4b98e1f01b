package dev.trefoil.cli.command;

import dev.trefoil.Bytes;
import dev.trefoil.cli.console.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The user's bytes in JSON, which has no bytes: a text if they are one, and base64 otherwise. */
final class Values {

    private Values() {}

    /** Adds {@code bytes} to {@code object} under {@code name}, and how they are written under {@code encoding}. */
    static Json into(Json object, String name, Bytes bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toArray()))
                    .toString();
            return object.with(name, text).with("encoding", "utf-8");
        } catch (CharacterCodingException e) {
            return object.with(name, Base64.getEncoder().encodeToString(bytes.toArray()))
                    .with("encoding", "base64");
        }
    }
}
