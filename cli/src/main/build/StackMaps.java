import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives stack maps to a jar's classes of before Java 6, which the JVM does not put into class archives and verifies in an older, slower
 * way. Of picocli's 228 all are such.
 */
final class StackMaps {
    private StackMaps() {}

    /** {@code java StackMaps.java JAR} */
    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                FileSystem files = FileSystems.newFileSystem(jar);
                Stream<Path> walk = Files.walk(files.getPath("/"))) {
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
            List<Path> classes =
                    walk.filter(file -> file.toString().endsWith(".class")).toList();
            int converted = 0;
            for (Path file : classes) {
                byte[] old = Files.readAllBytes(file);
                if (format.parse(old).majorVersion() < ClassFile.JAVA_6_VERSION) {
                    Files.write(file, withStackMaps(format, old));
                    converted++;
                }
            }
            if (converted == 0) {
                throw new IllegalStateException(
                        "classes of before Java 6 must be left, or this step is not needed: " + jar);
            }
        }
    }

    private static byte[] withStackMaps(ClassFile format, byte[] old) {
        ClassTransform newer = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0); // the oldest that JDK 25 compiles for, too
            } else {
                builder.with(element);
            }
        };
        // a method goes through the generator of stack maps only if its code is transformed
        return format.transformClass(
                format.parse(old), newer.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    }
}
