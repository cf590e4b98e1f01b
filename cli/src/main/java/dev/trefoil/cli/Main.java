package dev.trefoil.cli;

/** The entry point of the runnable jar. */
public final class Main {

    private Main() {}

    /**
     * Runs one command.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        System.out.println("trefoil: no commands yet");
    }
}
