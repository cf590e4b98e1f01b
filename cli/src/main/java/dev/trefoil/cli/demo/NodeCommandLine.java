package dev.trefoil.cli.demo;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a node of the demo is started: the Java, the jar and the flags of this very process, so that what the demo shows
 * holds for the program the user has.
 */
final class NodeCommandLine {

    /** Flags of the parent that a child must not have: a debugger's port, and its own share of memory. */
    private static final List<String> NOT_INHERITED =
            List.of("-agentlib", "-agentpath", "-javaagent", "-Xrunjdwp", "-Dcom.sun.management", "-Xmx", "-Xms");

    /** A node lives for a minute: start quickly and stay small. */
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final List<String> java;

    /**
     * Nodes with a heap of up to {@code heapMegabytes}.
     *
     * @param mainClass the entry point, for when the program does not run from its jar
     */
    NodeCommandLine(long heapMegabytes, Class<?> mainClass) {
        java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
                .forEach(java::add);
        java.addAll(SMALL);
        java.add("-Xmx" + heapMegabytes + "m");
        String classPath = System.getProperty("java.class.path");
        if (classPath.endsWith(".jar") && !classPath.contains(System.getProperty("path.separator"))) {
            java.addAll(List.of("-jar", classPath));
        } else {
            java.addAll(List.of("-cp", classPath, mainClass.getName()));
        }
    }

    /** The whole command for one node. */
    List<String> with(List<String> arguments) {
        List<String> command = new ArrayList<>(java);
        command.addAll(arguments);
        return command;
    }
}
