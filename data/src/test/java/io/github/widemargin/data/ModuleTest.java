package io.github.widemargin.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.LinearSvm;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleTest {
    /** What {@link OutputFormat} writes arrays with; the tests run on the class path, where all is open. */
    @Test
    void onTheModulePathOnlyThisModuleUsesTheLibrarysModelFiles() throws Exception {
        Path library = Path.of(LinearSvm.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor module = ModuleFinder.of(library)
                .find("io.github.widemargin")
                .orElseThrow()
                .descriptor();
        ModuleDescriptor.Exports models = module.exports().stream()
                .filter(exported -> exported.source().equals("io.github.widemargin.model"))
                .findFirst()
                .orElseThrow();
        assertTrue(models.isQualified());
        assertEquals(Set.of("io.github.widemargin.data"), models.targets());
    }
}
