package dev.trellis.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metadata with which editors complete the properties. */
class MetadataTest {
    private static Map<String, JsonNode> properties() throws Exception {
        try (InputStream file = Objects.requireNonNull(
                TrellisProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"),
                "the annotation processor has written no metadata")) {
            Map<String, JsonNode> properties = new TreeMap<>();
            for (JsonNode property : new JsonMapper().readTree(file).get("properties")) {
                String name = property.get("name").asString();
                if (name.startsWith("trellis.")) {
                    properties.put(name, property);
                }
            }
            return properties;
        }
    }

    private static JsonNode property(String name) throws Exception {
        return Objects.requireNonNull(properties().get(name), name);
    }

    private static void collect(String prefix, Class<?> type, List<String> names) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name =
                    prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                collect(name + ".", component.getType(), names);
            } else {
                names.add(name);
            }
        }
    }

    @Test
    void every_property_has_a_description() throws Exception {
        List<String> expected = new ArrayList<>();
        collect("trellis.", TrellisProperties.class, expected);
        Map<String, JsonNode> properties = properties();
        assertThat(properties.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        properties.forEach((name, property) ->
                assertThat(property.path("description").asString("")).as(name).isNotEmpty());
    }

    @Test
    void defaults_are_part_of_the_metadata() throws Exception {
        assertThat(property("trellis.mode").get("defaultValue").asString()).isEqualTo("upgrade");
        assertThat(property("trellis.wait-timeout").get("defaultValue").asString())
                .isEqualTo("10m");
    }

    @Test
    void every_property_is_on_the_page() throws Exception {
        String page = Files.readString(Path.of("../../docs/spring-boot.md"));
        assertThat(properties().keySet())
                .allSatisfy(name -> assertThat(page).containsPattern("`" + Pattern.quote(name) + "(\\.[A-Z]|`)"));
        for (RecordComponent component : TrellisProperties.Branch.class.getRecordComponents()) {
            assertThat(page).containsPattern("\\." + kebab(component).replaceFirst("^is-", "") + "`");
        }
    }

    private static String kebab(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
