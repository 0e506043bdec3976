package dev.trellis.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.spring.boot.TrellisAutoConfiguration;
import dev.trellis.spring.boot.actuate.TrellisEndpoint.Branch;
import dev.trellis.spring.boot.actuate.TrellisEndpoint.Database;
import dev.trellis.spring.boot.actuate.TrellisEndpoint.Revision;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** The content of the endpoint. */
class TrellisEndpointTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    TrellisAutoConfiguration.class,
                    TrellisEndpointAutoConfiguration.class))
            .withPropertyValues(
                    "spring.datasource.generate-unique-name=true", "trellis.branches.shop.table-prefix=shop_");

    private static Database database(ApplicationContext context) {
        return Objects.requireNonNull(
                context.getBean(TrellisEndpoint.class).databases().databases().get("trellis"));
    }

    @Test
    void the_endpoint_shows_what_is_applied_and_what_is_pending() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=trellis", "trellis.target=a1")
                .withPropertyValues("management.endpoints.jmx.exposure.include=trellis", "spring.jmx.enabled=true")
                .run(context -> {
                    Database database = database(context);
                    assertThat(database.error()).isNull();
                    assertThat(database.branches()).containsOnlyKeys("shop").containsEntry("shop", new Branch(2, 1));
                    assertThat(database.current()).containsExactly("a1");
                    assertThat(database.pending()).containsExactly(new Revision("a2", "shop", "add the first order"));
                    assertThat(database.history()).singleElement().satisfies(attempt -> {
                        assertThat(attempt.revision()).isEqualTo("a1");
                        assertThat(attempt.branch()).isEqualTo("shop");
                        assertThat(attempt.direction()).isEqualTo("upgrade");
                        assertThat(attempt.outcome()).isEqualTo("applied");
                        assertThat(attempt.error()).isNull();
                    });
                });
    }

    @Test
    void the_endpoint_shows_why_a_database_cannot_be_read() {
        runner.withPropertyValues(
                        "management.endpoints.jmx.exposure.include=trellis",
                        "spring.jmx.enabled=true",
                        "trellis.mode=none",
                        "trellis.database.url=jdbc:postgresql://localhost:1/none",
                        "trellis.database.user=someone",
                        "trellis.database.password=secret-word")
                .run(context -> assertThat(database(context).error())
                        .startsWith("cannot_connect: ")
                        .doesNotContain("secret-word"));
    }

    @Test
    void an_endpoint_that_is_not_exposed_does_not_exist() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TrellisEndpoint.class));
    }
}
