package dev.trefoil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.Bytes;
import dev.trefoil.Consistency;
import dev.trefoil.LimitExceededException;
import dev.trefoil.OutcomeUnknownException;
import dev.trefoil.UnavailableException;
import dev.trefoil.Version;
import dev.trefoil.cli.Terminals.Outcome;
import dev.trefoil.cli.console.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

    private final Terminals terminal = new Terminals();

    static List<String> commands() {
        return Terminals.commands();
    }

    @Test
    void theHelpNamesEveryCommandAndEveryExitCode() {
        Outcome help = terminal.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains(Terminals.commands());
        for (ExitCode code : ExitCode.values()) {
            assertThat(help.out()).containsPattern("(?m)^ *" + code.number() + " ");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTeachesByExampleAndFitsEightyColumns(String command) {
        Outcome help = terminal.run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("Example", "trefoil " + command, "--json", "--verbose", "--help");
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(terminal.run("help", command).out()).isEqualTo(help.out());
    }

    @Test
    void theHiddenOptionIsHidden() {
        assertThat(terminal.run("node", "--help").out()).doesNotContain("stdin");
    }

    @Test
    void withoutACommandTheHelpIsAnError() {
        Outcome nothing = terminal.run();
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).contains("trefoil demo");
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(terminal.run("--version").out()).startsWith("trefoil ");
    }

    @Test
    void aValueThatWasPutCanBeGotAndRemoved() {
        assertThat(terminal.run("put", "greeting", "hello").code()).isZero();
        Outcome got = terminal.run("get", "greeting");
        assertThat(got).isEqualTo(new Outcome(0, "hello", ""));
        assertThat(terminal.run("remove", "greeting").code()).isZero();
        Outcome gone = terminal.run("get", "greeting");
        assertThat(gone.code()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(gone.out()).isEmpty();
        assertThat(gone.err()).isEqualTo("trefoil: there is no value under this key\n");
    }

    @Test
    void jsonIsOneObjectOnStandardOutput() {
        assertThat(terminal.run("put", "greeting", "hällo", "--json").out())
                .matches("\\{\"applied\":true,\"version\":\"[0-9a-f-]+\"}\n");
        assertThat(terminal.run("get", "greeting", "--json").out())
                .contains("\"value\":\"h\\u00e4llo\"", "\"encoding\":\"utf-8\"", "\"bytes\":6", "\"expires\":null");
        assertThat(terminal.run("--json", "get", "nothing").out())
                .isEqualTo("{\"error\":\"not-found\",\"message\":\"there is no value under this key\","
                        + "\"advice\":null,\"exitCode\":3}\n");
        assertThat(terminal.run("get", "--json").out()).startsWith("{\"error\":\"usage\"");
    }

    @Test
    void bytesThatAreNoTextAreBase64InJsonAndThemselvesOtherwise(@TempDir Path directory) throws IOException {
        Path in = directory.resolve("in");
        Files.write(in, new byte[] {(byte) 0xFF, 0, 10});
        assertThat(terminal.run("put", "photo", "--file", in.toString()).code()).isZero();
        assertThat(terminal.run("get", "photo", "--json").out())
                .contains("\"value\":\"/wAK\"", "\"encoding\":\"base64\"");
        Path out = directory.resolve("out");
        assertThat(terminal.run("get", "photo", "--out", out.toString()).code()).isZero();
        assertThat(out).hasSameBinaryContentAs(in);
    }

    @Test
    void aConditionThatDoesNotHoldHasAnExitCodeOfItsOwn() {
        assertThat(terminal.run("put", "lock", "me", "--if-absent").code()).isZero();
        Outcome second = terminal.run("put", "lock", "you", "--if-absent", "--json");
        assertThat(second.code()).isEqualTo(ExitCode.CONDITION_NOT_MET.number());
        assertThat(second.out()).contains("\"applied\":false", "\"exitCode\":6");
        String version = terminal.node.values.get(Bytes.utf8("lock")).version().toString();
        assertThat(terminal.run("put", "lock", "her", "--if-version", version).code())
                .isZero();
        assertThat(terminal.run("remove", "lock", "--if-version", version).code())
                .isEqualTo(ExitCode.CONDITION_NOT_MET.number());
        assertThat(terminal.run("put", "lock", "x", "--if-absent", "--if-version", version)
                        .code())
                .isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void setsAreAddedToAndDiscardedFrom() {
        terminal.run("add", "peers", "b", "--ttl", "30m");
        assertThat(terminal.node.lastWrite.orElseThrow().timeToLive()).contains(Duration.ofMinutes(30));
        terminal.run("add", "peers", "a");
        assertThat(terminal.run("elements", "peers").out()).isEqualTo("a\nb\n");
        terminal.run("discard", "peers", "a");
        assertThat(terminal.run("elements", "peers", "--json").out())
                .isEqualTo("{\"count\":1,\"elements\":[{\"element\":\"b\",\"encoding\":\"utf-8\"}]}\n");
        assertThat(terminal.run("elements", "nobody")).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void optionsReachTheNode() {
        terminal.run("put", "k", "v", "--consistency", "all", "--timeout", "3s", "--ttl", "1h");
        assertThat(terminal.node.lastWrite.orElseThrow().consistency()).isEqualTo(Consistency.ALL);
        assertThat(terminal.node.lastWrite.orElseThrow().deadline()).isEqualTo(Duration.ofSeconds(3));
        assertThat(terminal.node.lastWrite.orElseThrow().timeToLive()).contains(Duration.ofHours(1));
        terminal.run("get", "k", "--consistency", "ONE", "--timeout", "500ms");
        assertThat(terminal.node.lastRead.orElseThrow().consistency()).isEqualTo(Consistency.ONE);
        assertThat(terminal.node.lastRead.orElseThrow().deadline()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void theWayToAKeyIsPrintedHopByHop() {
        assertThat(terminal.run("locate", "greeting").out())
                .contains("2 hops", "hop  1  127.0.0.1:7400", "id 3fa9c2e1", "copy 1  127.0.0.1:7401", "id a1b2c3d4");
        assertThat(terminal.run("locate", "greeting", "--json").out())
                .contains("\"hops\":2", "\"path\":[{\"id\":\"3fa9");
    }

    @Test
    void aMessageIsRoutedToAnApplication() {
        assertThat(terminal.run("route", "echo", "greeting", "who is there?").out())
                .isEqualTo("who is there?\nfrom 127.0.0.1:7401         id a1b2c3d4, after 2 hops\n");
        assertThat(terminal.run("route", "nobody", "greeting", "x").code()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void statusIsATableForAPerson() {
        assertThat(terminal.run("status").out())
                .contains("state       SETTLED", "1,042 keys, 5.13 MB", "1.20 hops on average, at most 3");
        assertThat(terminal.run("status", "--json").out()).contains("\"state\":\"SETTLED\"", "\"entries\":1042");
    }

    @Test
    void failuresOfTheNetworkBecomeWordsAndExitCodes() {
        terminal.node.failure = Optional.of(new LimitExceededException("the value has 2 bytes; at most 1"));
        assertFails(terminal.run("put", "k", "vv"), ExitCode.USAGE, "at most 1");
        terminal.node.failure = Optional.of(new OutcomeUnknownException("1 of 2 acknowledged", Version.NONE));
        assertFails(terminal.run("put", "k", "v"), ExitCode.OUTCOME_UNKNOWN, "1 of 2 acknowledged");
        terminal.node.failure = Optional.of(new IllegalStateException("bug"));
        assertFails(terminal.run("put", "k", "v"), ExitCode.INTERNAL, "should not have happened");
        assertThat(terminal.run("put", "k", "v", "--verbose").err()).contains("\tat ");
    }

    @Test
    void aNodeThatIsNotThereIsToldApartFromANetworkInTrouble() throws IOException {
        terminal.node.failure = Optional.of(new UnavailableException("1 of 2 replicas answered"));
        int port;
        try (ServerSocket listening = new ServerSocket(0)) {
            port = listening.getLocalPort();
            assertFails(
                    terminal.run("get", "k", "--node", "127.0.0.1:" + port),
                    ExitCode.CANNOT_CONNECT,
                    "does not answer as a Trefoil node");
        }
        assertFails(
                terminal.run("get", "k", "--node", "127.0.0.1:" + port),
                ExitCode.CANNOT_CONNECT,
                "no node listens at 127.0.0.1:" + port);
        assertFails(
                terminal.run("get", "k", "--node", "no-such-host.invalid:1"),
                ExitCode.CANNOT_CONNECT,
                "there is no host called no-such-host.invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get",
                "get ''",
                "put k",
                "put k v --file f",
                "put k --file /no/such/file",
                "put k v --ttl soon",
                "put k v --ttl 0s",
                "put k v --consistency some",
                "put k v --if-version 7",
                "get k --node nowhere",
                "get k --node 127.0.0.1:99999",
                "get k --timeout 99999999999d",
                "get k --timeout 61s",
                "node --overlay kademlia",
                "add k ''",
                "route echo '' x",
                "fly",
                "get k --speed 9",
                "node --bits 2",
                "node --bits many",
                "demo /no/such/directory",
                "demo --nodes 2",
                "demo --nodes 5 --kill 5",
                "demo --replicas 0"
            })
    void badInputIsRefusedInWords(String line) {
        String[] args = line.replace("''", "\u0000").split(" ");
        for (int i = 0; i < args.length; i++) {
            args[i] = args[i].replace("\u0000", "");
        }
        assertFails(terminal.run(args), ExitCode.USAGE, "trefoil: ");
    }

    private static void assertFails(Outcome outcome, ExitCode code, String words) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code.number());
        assertThat(outcome.err()).contains(words).doesNotContain("\tat ");
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(3);
        assertThat(outcome.out()).isEmpty();
    }
}
