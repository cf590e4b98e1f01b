package dev.trefoil.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One JSON object under construction (RFC 8259), with its members in the order they were added.
 *
 * <p>Written by hand because the commands need six types and no reader. Not thread-safe.
 */
public final class Json {

    private final StringBuilder text = new StringBuilder("{");

    /** An object without members. */
    public static Json object() {
        return new Json();
    }

    /** Adds a text. */
    public Json with(String name, String value) {
        return raw(name, quote(value));
    }

    /** Adds a text, or null when there is none, so that programs always find the member. */
    public Json with(String name, Optional<String> value) {
        return raw(name, value.map(Json::quote).orElse("null"));
    }

    /** Adds a whole number. */
    public Json with(String name, long value) {
        return raw(name, Long.toString(value));
    }

    /** Adds a number; not-a-number and infinity, which JSON does not have, become null. */
    public Json with(String name, double value) {
        return raw(name, Double.isFinite(value) ? Double.toString(value) : "null");
    }

    /** Adds a truth value. */
    public Json with(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    /** Adds an object. */
    public Json with(String name, Json value) {
        return raw(name, value.toString());
    }

    /** Adds an array of objects. */
    public Json with(String name, List<Json> values) {
        return raw(name, array(values.stream().map(Json::toString).toList()));
    }

    /** Adds an array of texts. */
    public Json withTexts(String name, Iterable<String> values) {
        List<String> quoted = new ArrayList<>();
        values.forEach(value -> quoted.add(quote(value)));
        return raw(name, array(quoted));
    }

    /** Adds an array of whole numbers. */
    public Json withNumbers(String name, List<Long> values) {
        return raw(name, array(values.stream().map(String::valueOf).toList()));
    }

    /** The object in one line. */
    @Override
    public String toString() {
        return text + "}";
    }

    private Json raw(String name, String value) {
        if (text.length() > 1) {
            text.append(',');
        }
        text.append(quote(name)).append(':').append(value);
        return this;
    }

    private static String array(List<String> values) {
        return "[" + String.join(",", values) + "]";
    }

    /** A JSON string in ASCII, so that the line reads the same in every locale and on every terminal. */
    static String quote(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
