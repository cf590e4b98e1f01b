package dev.trefoil.node;

import dev.trefoil.Bytes;
import dev.trefoil.Key;
import dev.trefoil.KeySpace;
import dev.trefoil.LimitExceededException;
import dev.trefoil.Limits;
import dev.trefoil.node.routing.RoutingConfig;

/** What is checked before anything is sent. */
final class Arguments {

    private final Limits limits;
    private final KeySpace space;

    Arguments(Limits limits, KeySpace space) {
        this.limits = limits;
        this.space = space;
    }

    void checkName(Bytes name) {
        check("the name", name, 1, limits.keyBytes());
    }

    void checkValue(Bytes value) {
        check("the value", value, 0, limits.valueBytes());
    }

    void checkElement(Bytes element) {
        check("the element", element, 1, limits.elementBytes());
    }

    void checkPayload(Bytes payload) {
        check("the payload", payload, 0, limits.valueBytes());
    }

    /** A key of another space is not a size but a mistake. */
    void checkKey(Key key) {
        if (!space.contains(key)) {
            throw new IllegalArgumentException(
                    key.toHex() + " is not a key of " + space.bits() + " bits: take it from keySpace()");
        }
    }

    void checkApplication(String name) {
        if (name.isEmpty() || name.length() > RoutingConfig.APPLICATION_NAME_MAX) {
            throw new IllegalArgumentException("the name of an application has 1 to "
                    + RoutingConfig.APPLICATION_NAME_MAX + " characters, not " + name.length());
        }
    }

    private static void check(String what, Bytes bytes, int least, int most) {
        if (bytes.length() < least || bytes.length() > most) {
            throw new LimitExceededException(
                    what + " has " + bytes.length() + " bytes; " + least + " to " + most + " are allowed");
        }
    }
}
