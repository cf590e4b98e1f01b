package dev.trefoil.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.KeyRange;
import dev.trefoil.KeySpace;
import dev.trefoil.spi.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Store} in a directory promises beyond {@link StoreContract}: that what it held is there when it is
 * opened again, whether it was closed or its process was killed.
 *
 * <p>Extend it, and say how to open a directory. A kill is played by copying the directory of an open store, which is
 * what the system keeps of a process that has ended.
 */
public abstract class DurableStoreContract extends StoreContract {

    private static final KeySpace SMALL = new KeySpace(4);

    private final List<Path> directories = new ArrayList<>();
    private final Deque<Store> spare = new ArrayDeque<>();

    /** For whoever extends this. */
    protected DurableStoreContract() {}

    /** The store in {@code directory}, which is empty at first. */
    protected abstract Store open(Path directory);

    @Override
    protected final Store newStore() {
        return open(newDirectory());
    }

    @Override
    final Store emptyStore() {
        Store store = spare.isEmpty() ? newStore() : spare.pop();
        return new BorrowedStore(store, () -> spare.push(store));
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void whatItHeldIsThereWhenItIsOpenedAgain(@ForAll("lives") List<Life> lives) {
        checkLives(lives);
    }

    @Tag("proof")
    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void whatItHeldIsThereHoweverOftenItIsOpenedAgain(@ForAll("lives") List<Life> lives) {
        checkLives(lives);
    }

    @Test
    void aStoreThatIsOpenedAndClosedWithoutAnyUseStaysAsItIs() {
        Path directory = newDirectory();
        for (int i = 0; i < 3; i++) {
            try (Store store = open(directory)) {
                assertThat(store.entries()).isZero();
            }
        }
    }

    @Provide
    Arbitrary<List<Life>> lives() {
        Arbitrary<List<StoreAction>> actions =
                StoreAction.arbitrary(SMALL).list().ofMaxSize(25);
        return Combinators.combine(actions, Arbitraries.of(true, false))
                .as(Life::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @AfterProperty
    @AfterEach
    void removeDirectories() {
        spare.forEach(Store::close);
        spare.clear();
        directories.forEach(DurableStoreContract::delete);
        directories.clear();
    }

    private static void delete(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkLives(List<Life> lives) {
        StoreModel model = new StoreModel();
        Path directory = newDirectory();
        for (Life life : lives) {
            try (Store store = open(directory)) {
                assertHolds(store, model);
                life.actions.forEach(action -> action.check(store, model));
                directory = life.isKilled ? copyOf(directory) : directory;
            }
        }
        try (Store store = open(directory)) {
            assertHolds(store, model);
        }
        directories.forEach(DurableStoreContract::delete);
        directories.clear();
    }

    private static void assertHolds(Store store, StoreModel model) {
        List<Object> shown = new ArrayList<>();
        store.visit(KeyRange.ALL, (slot, entry) -> shown.add(Map.entry(slot, entry)));
        assertThat(shown).isEqualTo(model.in(KeyRange.ALL));
        assertThat(store.entries()).isEqualTo(model.size());
    }

    private Path newDirectory() {
        try {
            Path directory = Files.createTempDirectory("trefoil-store");
            directories.add(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path copyOf(Path directory) {
        Path copy = newDirectory();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /**
     * What happens between one opening and the next.
     *
     * @param actions what is done
     * @param isKilled whether the process is killed then, instead of closing the store
     */
    record Life(List<StoreAction> actions, boolean isKilled) {}
}
