package dev.trefoil.cli.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends this process when its standard input closes, which happens when the program that started it is gone, even by
 * SIGKILL.
 */
final class Lifeline {

    private Lifeline() {}

    /** Watches {@code input} on a thread of its own and runs {@code end} once it closes. */
    static Thread watch(InputStream input, Runnable end) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        input.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException broken) {
                        // A broken pipe says the same as a closed one.
                    }
                    end.run();
                },
                "lifeline");
        watcher.setDaemon(true);
        watcher.start();
        return watcher;
    }
}
