package dev.trefoil.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms, the arrows between them, and what may not be called in them. */
class ArchitectureTest {

    private static final String JAVA = "java..";
    private static final String NULLNESS = "org.jspecify.annotations..";
    private static final String PROTOBUF = "com.google.protobuf..";

    /** Every room: its packages, the rooms it may use, and the libraries it may use. */
    private static final List<Room> ROOMS = List.of(
            new Room("api")
                    .holds("dev.trefoil", "dev.trefoil.kbr", "dev.trefoil.spi")
                    .libraries(JAVA, NULLNESS),
            new Room("wire").holds("dev.trefoil.wire..").uses("api").libraries(JAVA, NULLNESS, PROTOBUF),
            new Room("chord").holds("dev.trefoil.chord..").uses("api", "wire").libraries(JAVA, NULLNESS, PROTOBUF),
            new Room("storage")
                    .holds("dev.trefoil.storage..")
                    .uses("api")
                    .libraries(JAVA, NULLNESS, "net.openhft.chronicle.map.."),
            new Room("transport-inmem")
                    .holds("dev.trefoil.transport.inmem..")
                    .uses("api")
                    .libraries(JAVA, NULLNESS),
            new Room("transport-grpc")
                    .holds("dev.trefoil.transport.grpc..")
                    .uses("api", "wire")
                    .libraries(JAVA, NULLNESS, PROTOBUF, "io.grpc..", "com.google.common.."),
            new Room("node")
                    .holds("dev.trefoil.node..")
                    .uses("api", "wire")
                    .libraries(JAVA, NULLNESS, PROTOBUF, "com.github.benmanes.caffeine.."),
            new Room("dht")
                    .holds("dev.trefoil.dht..")
                    .uses("api", "node", "chord", "storage", "transport-grpc")
                    .libraries(JAVA, NULLNESS),
            new Room("simulator")
                    .holds("dev.trefoil.simulator..")
                    .uses("api", "node", "transport-inmem")
                    .libraries(JAVA, NULLNESS),
            new Room("testkit")
                    .holds("dev.trefoil.testkit..")
                    .uses("api")
                    .libraries(JAVA, NULLNESS, "org.junit.jupiter.api..", "net.jqwik..", "org.assertj.."),
            new Room("lab")
                    .holds("dev.trefoil.lab..")
                    .uses(
                            "api",
                            "wire",
                            "chord",
                            "storage",
                            "transport-inmem",
                            "transport-grpc",
                            "node",
                            "dht",
                            "simulator")
                    .libraries(JAVA, NULLNESS),
            new Room("cli")
                    .holds("dev.trefoil.cli..")
                    .uses("api", "wire", "chord", "storage", "transport-inmem", "transport-grpc", "node", "dht", "lab")
                    .libraries(JAVA, NULLNESS, "picocli.."));

    /** Overlays are pure decisions and conversations: whatever they do, the node's loop does it. */
    private static final String[] OVERLAYS = {"dev.trefoil.chord.."};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.trefoil");

    static List<Room> rooms() {
        return ROOMS;
    }

    static List<ForbiddenCalls.Ban> bans() {
        return ForbiddenCalls.ALL;
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyRoomHasClassesAndEachOfItsClassesComesFromOneModule(Room room) {
        Set<String> modules = new TreeSet<>();
        CLASSES.stream().filter(room::contains).forEach(type -> modules.add(module(type)));
        assertThat(modules).as("modules with classes of %s", room.name).hasSize(1);
    }

    @Test
    void noPackageIsInTwoModules() {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            modules.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(module(type));
        }
        assertThat(modules)
                .allSatisfy((name, places) ->
                        assertThat(places).as("modules with package %s", name).hasSize(1));
    }

    @Test
    void roomsUseOnlyTheRoomsTheirArrowsPointTo() {
        var rooms = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (Room room : ROOMS) {
            rooms = rooms.layer(room.name).definedBy(room.packages);
        }
        for (Room room : ROOMS) {
            rooms = room.rooms.length == 0
                    ? rooms.whereLayer(room.name).mayNotAccessAnyLayer()
                    : rooms.whereLayer(room.name).mayOnlyAccessLayers(room.rooms);
        }
        rooms.ensureAllClassesAreContainedInArchitecture().check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomsUseOnlyTheirLibraries(Room room) {
        String[] known = Stream.concat(Arrays.stream(room.libraries), Stream.of("dev.trefoil.."))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAnyPackage(room.packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known)
                .because(room.name + " has no other library")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("bans")
    void forbiddenCallsStandOnlyWhereTheyAreAllowed(ForbiddenCalls.Ban ban) {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ban.allowed().keySet().stream().sorted().toArray(String[]::new))
                .should()
                .accessTargetWhere(ban.accesses())
                .because("only these may: " + new TreeMap<>(ban.allowed()))
                .check(CLASSES);
    }

    @Test
    void overlaysTouchNeitherNetworkNorThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(OVERLAYS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .because("an overlay lives on its node's loop")
                .check(CLASSES);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(OVERLAYS)
                .should()
                .haveModifier(SYNCHRONIZED)
                .because("an overlay lives on its node's loop")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /** The jar or directory of classes that a class was read from. */
    private static String module(JavaClass type) {
        String file = type.getSource().orElseThrow().getUri().toString();
        String path = type.getName().replace('.', '/') + ".class";
        assertThat(Location.of(type.getSource().orElseThrow().getUri()).contains(path))
                .isTrue();
        return file.substring(0, file.length() - path.length());
    }

    /** One module, by its packages. */
    private static final class Room {

        private final String name;
        private String[] packages = {};
        private String[] rooms = {};
        private String[] libraries = {};

        Room(String name) {
            this.name = name;
        }

        Room holds(String... patterns) {
            packages = patterns;
            return this;
        }

        Room uses(String... names) {
            rooms = names;
            return this;
        }

        Room libraries(String... patterns) {
            libraries = patterns;
            return this;
        }

        boolean contains(JavaClass type) {
            return JavaClass.Predicates.resideInAnyPackage(packages).test(type);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** One slice for each package; {@code Dht} hands out key-based routing, so these two are one face. */
    private static final class ByPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return SliceIdentifier.of(name.equals("dev.trefoil.kbr") ? "dev.trefoil" : name);
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
