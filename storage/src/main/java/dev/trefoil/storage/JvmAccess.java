package dev.trefoil.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether this JVM lets Chronicle Map work: it reaches into the platform, and without the flags that allow this its
 * classes fail while they are being loaded, once and for all. So it is looked at before the first of them is touched.
 */
final class JvmAccess {

    private static final List<Need> NEEDS = List.of(
            new Need("java.base", "java.lang", true),
            new Need("java.base", "java.lang.reflect", true),
            new Need("java.base", "sun.nio.ch", false),
            new Need("jdk.compiler", "com.sun.tools.javac.file", false));

    private JvmAccess() {}

    /** Fails if something is missing. */
    static void require() {
        List<String> missing = new ArrayList<>();
        for (Need need : NEEDS) {
            Optional<Module> module = ModuleLayer.boot().findModule(need.module);
            if (module.isEmpty()) {
                throw new StoreOpenException(
                        StoreOpenException.Reason.JVM_FLAGS,
                        "a store on disk needs a full JDK: this Java has no module " + need.module
                                + ". Use a JDK, or the store on the heap");
            }
            if (!need.isMet(module.get())) {
                missing.add(need.flag());
            }
        }
        if (!missing.isEmpty()) {
            throw new StoreOpenException(
                    StoreOpenException.Reason.JVM_FLAGS,
                    "a store on disk needs the JVM to be started with " + String.join(" ", missing));
        }
    }

    /** A package that has to be open, or at least exported, to us. */
    private record Need(String module, String pack, boolean open) {

        boolean isMet(Module owner) {
            Module self = JvmAccess.class.getModule();
            return open ? owner.isOpen(pack, self) : owner.isExported(pack, self);
        }

        String flag() {
            return (open ? "--add-opens=" : "--add-exports=") + module + "/" + pack + "=ALL-UNNAMED";
        }
    }
}
