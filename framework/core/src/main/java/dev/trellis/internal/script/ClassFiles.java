package dev.trellis.internal.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The class files of a class and of what is nested in it, in the order of their names. */
public final class ClassFiles {
    private ClassFiles() {}

    /**
     * As they are; evidence of what was run, not for comparing: another compiler makes others of the same source.
     *
     * @return empty when they cannot be found
     */
    public static byte[] of(Class<?> type) {
        return of(type, file -> file);
    }

    /**
     * What they do: the same where comments and blanks alone have changed. Another compiler may still make other ones of the
     * same source, so that a difference is a reason to look and no proof.
     *
     * @return empty when they cannot be found
     */
    public static byte[] codeOf(Class<?> type) {
        return of(type, ClassFileNormalizer::of);
    }

    private static byte[] of(Class<?> type, UnaryOperator<byte[]> part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (String name : names(type)) {
                ClassLoader loader = type.getClassLoader();
                String place = name.replace('.', '/') + ".class";
                try (InputStream stream = loader == null
                        ? ClassLoader.getSystemResourceAsStream(place)
                        : loader.getResourceAsStream(place)) {
                    bytes.write(stream == null ? new byte[0] : part.apply(stream.readAllBytes()));
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
