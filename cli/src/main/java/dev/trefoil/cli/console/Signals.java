package dev.trefoil.cli.console;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C and SIGTERM, more than once. A JVM of its own accord reacts to the first only, and only by shutting down.
 *
 * <p>The class that can do this is supported but outside of the Java standard, so it is called by its name; where it is
 * missing, the caller falls back on a shutdown hook.
 */
public final class Signals {

    private static final List<String> NAMES = List.of("INT", "TERM");

    private Signals() {}

    /** Runs {@code action} at each Ctrl-C or SIGTERM, on a thread of its own; false if this platform cannot. */
    public static boolean onStop(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return method.getName().equals("hashCode") ? (Object) 0 : null;
                    });
            for (String name : NAMES) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
