package dev.trefoil.readme;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trefoil.Dht;
import dev.trefoil.dht.Trefoil;

/** The program in the README, word for word. */
final class ReadmeExample {

    private ReadmeExample() {}

    public static void main(String[] args) {
        // README: begin
        try (Dht first = Trefoil.start("127.0.0.1:7400");
                Dht second = Trefoil.join("127.0.0.1:7401", "127.0.0.1:7400")) {
            first.put("greeting", "hello, ring".getBytes(UTF_8)).join();
            byte[] found = second.get("greeting").join().orElseThrow();
            System.out.println(new String(found, UTF_8));
        }
        // README: end
    }
}
