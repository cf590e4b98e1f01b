package dev.trefoil.simulator;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The line that runs one seed again: the build's command, the test that was found on the stack, and the seed.
 *
 * @param command runs tests, as in {@code mvn test}
 * @param test the class and method, or empty if no test was found
 */
record Replay(String command, Optional<String> test) {

    private static final String LAMBDA = "lambda$";

    /** For the test that calls, however deep below. */
    static Replay of(String command) {
        return new Replay(command, StackWalker.getInstance().walk(Replay::test));
    }

    String line(long seed) {
        String which = test.map(name -> " '-Dtest=" + name + "'").orElse("");
        return command + which + " -D" + Trial.SEED_PROPERTY + "=" + seed;
    }

    private static Optional<String> test(Stream<StackFrame> stack) {
        return stack.filter(frame -> isTest(simpleName(frame)))
                .findFirst()
                .map(frame -> simpleName(frame) + "#" + method(frame.getMethodName()));
    }

    private static boolean isTest(String name) {
        return name.endsWith("Test") || name.endsWith("Tests") || name.endsWith("IT");
    }

    /** The outermost class without its package. */
    private static String simpleName(StackFrame frame) {
        String name = frame.getClassName();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int inner = simple.indexOf('$');
        return inner < 0 ? simple : simple.substring(0, inner);
    }

    /** The method in which a lambda stands is the test. */
    private static String method(String name) {
        return name.startsWith(LAMBDA) ? name.substring(LAMBDA.length(), name.lastIndexOf('$')) : name;
    }
}
