package dev.trellis.internal.yaml;

import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * The JSON schema of YAML 1.2 (section 10.2). The schema matches a plain value against one regular expression per type. Most
 * values in a script begin with a letter, and of these only {@code true}, {@code false} and {@code null} are not text, so
 * this resolver matches no expression for other values that begin with a letter.
 */
final class FastScalarResolver extends JsonSchema implements ScalarResolver {
    private final ScalarResolver patterns = super.getScalarResolver();

    @Override
    public ScalarResolver getScalarResolver() {
        return this;
    }

    @Override
    public Tag resolve(String value, Boolean plain) {
        boolean startsWithLetter = !value.isEmpty() && Character.isLetter(value.charAt(0));
        boolean text = startsWithLetter && !value.equals("true") && !value.equals("false") && !value.equals("null");
        return text ? Tag.STR : patterns.resolve(value, plain);
    }
}
