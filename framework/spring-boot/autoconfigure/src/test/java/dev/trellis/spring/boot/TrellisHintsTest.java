package dev.trellis.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** The hints of ahead-of-time processing. */
class TrellisHintsTest {
    @Test
    void scripts_of_branches_and_the_list_of_plugins_are_resources() {
        DefaultGenerationContext generated = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(TrellisHintsTest.class)), new InMemoryGeneratedFiles());
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(
                            "trellis.data-sources.dataSource.branches.shop.table-prefix=shop_",
                            "trellis.data-sources.dataSource.branches.store.scripts=classpath:/db/elsewhere/")
                    .applyTo(context);
            context.register(DataSourceAutoConfiguration.class, TrellisAutoConfiguration.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
        }
        RuntimeHints hints = generated.getRuntimeHints();
        assertThat(RuntimeHintsPredicates.resource().forResource("db/shop/a1_orders.yaml"))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.resource().forResource("db/elsewhere/first.sql"))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.resource().forResource("META-INF/services/dev.trellis.inject.TrellisPlugin"))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(TrellisProperties.Branch.class))
                .accepts(hints);
    }
}
