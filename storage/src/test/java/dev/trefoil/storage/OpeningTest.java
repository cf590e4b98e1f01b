package dev.trefoil.storage;

import static dev.trefoil.storage.StoreSamples.OWNER;
import static dev.trefoil.storage.StoreSamples.SMALL;
import static dev.trefoil.storage.StoreSamples.register;
import static dev.trefoil.storage.StoreSamples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trefoil.Address;
import dev.trefoil.KeySpace;
import dev.trefoil.storage.StoreOpenException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of opening a directory is told by type, and in words that help. */
class OpeningTest {

    @TempDir
    Path directory;

    @BeforeEach
    void fill() {
        try (ChronicleStore store = open(OWNER)) {
            store.merge(register("a"), value(1, "x"));
        }
    }

    @Test
    void theDirectoryOfAnotherNodeIsRefused() {
        StoreOwner other = new StoreOwner(OWNER.network(), OWNER.space(), new Address("127.0.0.1", 7401));
        refuses(Reason.OTHER_NODE, other, "127.0.0.1:7400", "127.0.0.1:7401");
    }

    @Test
    void theDirectoryOfAnotherNetworkIsRefused() {
        refuses(Reason.OTHER_NETWORK, new StoreOwner("other", OWNER.space(), OWNER.address()), "'test'", "'other'");
        StoreOwner smaller = new StoreOwner(OWNER.network(), new KeySpace(8), OWNER.address());
        refuses(Reason.OTHER_NETWORK, smaller, "160 bits", "8 bits");
    }

    @Test
    void aFormatOfAnotherVersionIsRefused() throws IOException {
        for (String file : StoreIdentity.FILES) {
            Path identity = directory.resolve(file);
            Files.writeString(identity, Files.readString(identity).replace("format 1", "format 2"));
        }
        refuses(Reason.UNKNOWN_FORMAT, OWNER, "format 2", "format 1");
    }

    @Test
    void theIdentityIsReadFromItsCopyIfItIsDamaged() throws IOException {
        byte[] identity = Files.readAllBytes(directory.resolve("identity"));
        for (String file : StoreIdentity.FILES) {
            byte[] damaged = identity.clone();
            damaged["trefoil store, format ".length()] ^= 2;
            Files.write(directory.resolve(file), damaged);
            assertThat(ChronicleStore.ownerOf(directory)).contains(OWNER);
            try (ChronicleStore store = open(OWNER)) {
                assertThat(store.get(register("a"))).contains(value(1, "x"));
            }
            assertThat(Files.readAllBytes(directory.resolve(file))).isEqualTo(identity);
        }
    }

    @Test
    void aStoreThatDoesNotTellWhoseItIsIsRefusedAndNotOverwritten() throws IOException {
        for (String file : StoreIdentity.FILES) {
            Files.writeString(directory.resolve(file), "noise");
        }
        refuses(Reason.DAMAGED, OWNER, "Move the directory aside");
        for (String file : StoreIdentity.FILES) {
            Files.delete(directory.resolve(file));
        }
        refuses(Reason.DAMAGED, OWNER, "Move the directory aside");
    }

    @Test
    void aDirectoryIsUsedByOneStoreOfAProcessAtATime() {
        try (ChronicleStore store = open(OWNER)) {
            refuses(Reason.IN_USE, OWNER, "this process");
            refuses(Reason.IN_USE, OWNER, "this process");
            assertThat(store.get(register("a"))).contains(value(1, "x"));
        }
        open(OWNER).close();
    }

    @Test
    void aDirectoryThatAnotherProcessUsesIsRefusedWithItsId() throws Exception {
        Process other = ChildJvm.start(ChildJvm.FLAGS, Holder.class, directory.toString());
        try (BufferedReader lines = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("holds");
            refuses(Reason.IN_USE, OWNER, "process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        open(OWNER).close();
    }

    @Test
    void aJvmWithoutTheFlagsIsToldWhichOnesAreMissing() throws Exception {
        assertThat(messageWith(List.of())).contains(ChildJvm.FLAGS);
        List<String> allButOne = new ArrayList<>(ChildJvm.FLAGS);
        String missing = allButOne.remove(2);
        assertThat(messageWith(allButOne)).contains(missing).doesNotContain(ChildJvm.FLAGS.get(0));
    }

    @Test
    void aPlaceThatIsNoDirectoryIsUnreadable() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatExceptionOfType(StoreOpenException.class)
                .isThrownBy(() -> ChronicleStore.open(file, SMALL, OWNER))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNREADABLE));
    }

    private String messageWith(List<String> flags) throws Exception {
        Process child = ChildJvm.start(flags, Flagless.class, directory.toString());
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            return String.valueOf(lines.readLine());
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private ChronicleStore open(StoreOwner owner) {
        return ChronicleStore.open(directory, SMALL, owner);
    }

    private void refuses(Reason reason, StoreOwner owner, String... words) {
        assertThatExceptionOfType(StoreOpenException.class)
                .isThrownBy(() -> open(owner))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.getMessage()).contains(words);
                });
    }

    /** Takes the lock of a directory until it is killed. */
    static final class Holder {

        public static void main(String[] arguments) throws Exception {
            DirectoryLock lock = DirectoryLock.take(Path.of(arguments[0]));
            System.out.println("holds");
            System.in.read();
            lock.close();
        }
    }

    /** Opens a store in a JVM that may lack something, and says what it hears. */
    static final class Flagless {

        public static void main(String[] arguments) {
            try (ChronicleStore store = ChronicleStore.open(Path.of(arguments[0]), SMALL, OWNER)) {
                System.out.println("opened " + store);
            } catch (StoreOpenException e) {
                System.out.println(e.reason() + ": " + e.getMessage());
            }
        }
    }
}
