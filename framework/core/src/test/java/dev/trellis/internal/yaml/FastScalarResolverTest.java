package dev.trellis.internal.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

class FastScalarResolverTest {
    private static final List<String> PIECES = List.of(
            "true", "false", "null", "t", "n", "T", "1", "0", ".", "-", "e", "inf", "nan", "~", " ", "é", "<<", "$");

    @Property(tries = 5000)
    void agrees_with_the_patterns(@ForAll long seed, @ForAll boolean plain) {
        Random random = new Random(seed);
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            value.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        ScalarResolver quick = new FastScalarResolver().getScalarResolver();
        assertEquals(new JsonScalarResolver().resolve(value.toString(), plain), quick.resolve(value.toString(), plain));
    }
}
