package dev.trellis.internal.yaml;

import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * The JSON schema of YAML 1.2 (section 10.2), which knows what a plain value means by a pattern for each kind. Most values
 * in a script are words, and no pattern has to be asked of those: three words alone are anything but text.
 */
final class FastScalarResolver extends JsonSchema implements ScalarResolver {
    private final ScalarResolver patterns = super.getScalarResolver();

    @Override
    public ScalarResolver getScalarResolver() {
        return this;
    }

    @Override
    public Tag resolve(String value, Boolean plain) {
        boolean word = !value.isEmpty() && Character.isLetter(value.charAt(0));
        boolean text = word && !value.equals("true") && !value.equals("false") && !value.equals("null");
        return text ? Tag.STR : patterns.resolve(value, plain);
    }
}
