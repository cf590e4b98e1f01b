package dev.trefoil.cli;

import dev.trefoil.cli.client.GrpcNodeClient;

/** The entry point of the runnable jar. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        System.exit(new Program(System.out, System.err, GrpcNodeClient::new).run(args));
    }
}
