package example;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trefoil.Bytes;
import dev.trefoil.Dht;
import dev.trefoil.dht.Trefoil;

/** Three nodes in one program: what one of them stores, the others find. */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) {
        try (Dht first = Trefoil.start("127.0.0.1:0");
                Dht second = Trefoil.join("127.0.0.1:0", addressOf(first));
                Dht third = Trefoil.join("127.0.0.1:0", addressOf(first))) {

            second.put("greeting", "hello, ring".getBytes(UTF_8)).join();

            byte[] found = third.get("greeting").join().orElseThrow();
            System.out.println("the third node found: " + new String(found, UTF_8));

            var place = third.keySpace().place(Bytes.utf8("greeting"));
            System.out.println("it is kept by: " + third.locate(place).join().holders());
        }
    }

    private static String addressOf(Dht node) {
        return node.status().join().nodes().get(0).address().toString();
    }
}
