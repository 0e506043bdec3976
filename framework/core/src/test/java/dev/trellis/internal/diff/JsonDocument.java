package dev.trellis.internal.diff;

import dev.trellis.error.Location;
import dev.trellis.internal.yaml.Node;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts a JSON file to the nodes that models are read from. The YAML reader does not accept all JSON: tabs between tokens
 * and some escapes are not YAML.
 */
final class JsonDocument {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonDocument() {}

    static Node read(Path file) {
        return node(JSON.readTree(file.toFile()), Location.of(file.getFileName().toString()));
    }

    private static Node node(JsonNode json, Location at) {
        if (json.isObject()) {
            Map<String, Node.Entry> entries = new LinkedHashMap<>();
            json.properties()
                    .forEach(each -> entries.put(each.getKey(), new Node.Entry(at, node(each.getValue(), at))));
            return new Node.Mapping(entries, at);
        }
        if (json.isArray()) {
            List<Node> items = new ArrayList<>();
            json.forEach(item -> items.add(node(item, at)));
            return new Node.Sequence(items, at);
        }
        if (json.isNull()) {
            return new Node.Scalar(null, "null", at);
        }
        if (json.isBoolean()) {
            return new Node.Scalar(json.booleanValue(), json.asString(), at);
        }
        if (json.isNumber()) {
            BigDecimal number = json.decimalValue();
            return new Node.Scalar(number, number.toPlainString(), at);
        }
        return new Node.Scalar(json.stringValue(), json.stringValue(), at);
    }
}
