package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** embedding.md names every method of the API. */
class EmbeddingPageTest {
    private final Documentation page = Documentation.page("embedding.md");

    @Test
    void each_method_of_the_api_and_of_the_listener_is_named() {
        Set<String> missing = Stream.of(Trellis.class, Listener.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .filter(name ->
                        !page.text().contains("`" + name + "`") && !page.text().contains("`" + name + "("))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
    }

    @Test
    void the_example_is_shown_as_a_whole() {
        String file = "framework/core/src/test/java/dev/trellis/documentation/Embedding.java";
        assertTrue(page.blocks().stream()
                .anyMatch(block -> block.isMarked("java", file) && block.text().equals(Documentation.file(file))));
    }
}
