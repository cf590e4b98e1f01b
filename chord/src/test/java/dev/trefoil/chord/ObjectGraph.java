package dev.trefoil.chord;

import dev.trefoil.Key;
import dev.trefoil.NodeRef;
import dev.trefoil.spi.NodeContext;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that an object holds, written down field by field: two objects with the same text behave alike.
 *
 * <p>Callbacks are objects like others: what a lambda has captured is in its fields, so a conversation in the middle of a
 * question is told apart from one that is at rest. Left out is only what cannot influence the ring: see {@link #OPAQUE}
 * and {@link #IGNORED}.
 */
final class ObjectGraph {

    /** What is the same for all states of a node, or has no influence: written as its class name. */
    private static final Set<Class<?>> OPAQUE =
            Set.of(NodeContext.class, ChordConfig.class, LoneNode.class, Ticker.class);

    /**
     * Fields that do not matter to a member that never loses its place, which the checker makes sure of: a cache; how
     * long to wait, where any delay is explored; whom to turn to when all neighbours are gone.
     */
    private static final Set<String> IGNORED =
            Set.of("ChordState.view", "ChordState.acquaintances", "Upkeep.busyInRow", "ChordOverlay.lastTick");

    private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

    private final StringBuilder text = new StringBuilder();
    private final Map<Object, Integer> seen = new IdentityHashMap<>();

    private ObjectGraph() {}

    /** The text of {@code roots} and all that they lead to; shared objects appear once. */
    static String of(Object... roots) {
        ObjectGraph graph = new ObjectGraph();
        for (Object root : roots) {
            graph.write(root);
        }
        return graph.text.toString();
    }

    private void write(Object object) {
        if (object == null) {
            text.append('-');
        } else if (object instanceof NodeRef node) {
            text.append('n').append(node.id().toHex(), 0, 2);
        } else if (object instanceof Key key) {
            text.append('k').append(key.toHex(), 0, 2);
        } else if (object instanceof Optional<?> optional) {
            write(optional.orElse(null));
        } else if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                write(key);
                text.append('>');
                write(value);
            });
            text.append(';');
        } else if (object instanceof Collection<?> collection) {
            collection.forEach(this::write);
            text.append(';');
        } else if (object instanceof Number || object instanceof Boolean || object instanceof Enum<?>) {
            text.append(object).append(',');
        } else if (OPAQUE.contains(object.getClass())) {
            text.append('o');
        } else {
            writeFields(object);
        }
    }

    private void writeFields(Object object) {
        if (!isValue(object)) {
            Integer number = seen.putIfAbsent(object, seen.size());
            if (number != null) {
                text.append('#').append(number);
                return;
            }
        }
        text.append(object.getClass().getName()).append('(');
        for (Field field : FIELDS.computeIfAbsent(object.getClass(), ObjectGraph::fields)) {
            try {
                write(field.get(object));
            } catch (IllegalAccessException e) {
                throw new AssertionError(field.toString(), e);
            }
        }
        text.append(')');
    }

    /** Whether the identity of {@code object} does not matter because it never changes. */
    private static boolean isValue(Object object) {
        return object instanceof Record
                || object instanceof SuccessorList
                || object instanceof PredecessorList
                || object instanceof FingerTable
                || object.getClass().isHidden();
    }

    private static List<Field> fields(Class<?> type) {
        if (!type.getName().startsWith("dev.trefoil.")) {
            throw new AssertionError("unforeseen in the state of a node: " + type);
        }
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> !IGNORED.contains(type.getSimpleName() + "." + field.getName()))
                .peek(field -> field.setAccessible(true))
                .toList();
    }
}
