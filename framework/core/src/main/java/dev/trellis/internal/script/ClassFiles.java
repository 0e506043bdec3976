package dev.trellis.internal.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads the class files of a class and of its nested classes, in the order of their names. */
public final class ClassFiles {
    private ClassFiles() {}

    /**
     * Returns the class files unchanged. The files are a record of the code that ran. They are not suited for comparison,
     * because another compiler produces other bytes from the same source.
     *
     * @return the concatenated files; empty when they cannot be found
     */
    public static byte[] of(Class<?> type) {
        return of(type, file -> file);
    }

    /**
     * Returns the class files without debug information, which do not change with comments and blank lines. Another compiler may
     * produce other bytes from the same source, so a difference does not prove a change of behaviour.
     *
     * @return the concatenated files; empty when they cannot be found
     */
    public static byte[] codeOf(Class<?> type) {
        return of(type, ClassFileNormalizer::of);
    }

    private static byte[] of(Class<?> type, UnaryOperator<byte[]> normalize) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (String name : names(type)) {
                ClassLoader loader = type.getClassLoader();
                String resource = name.replace('.', '/') + ".class";
                try (InputStream stream = loader == null
                        ? ClassLoader.getSystemResourceAsStream(resource)
                        : loader.getResourceAsStream(resource)) {
                    bytes.write(stream == null ? new byte[0] : normalize.apply(stream.readAllBytes()));
                }
            }
        } catch (IOException | LinkageError e) {
            return new byte[0];
        }
        return bytes.toByteArray();
    }

    private static List<String> names(Class<?> type) {
        return Stream.of(type.getNestMembers())
                .map(Class::getName)
                .filter(name -> name.equals(type.getName()) || name.startsWith(type.getName() + "$"))
                .sorted()
                .toList();
    }
}
