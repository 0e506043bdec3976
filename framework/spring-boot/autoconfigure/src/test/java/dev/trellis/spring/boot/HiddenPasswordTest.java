package dev.trellis.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.spring.boot.actuate.TrellisEndpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A password is in no failure analysis, stack trace or answer of the endpoint, wherever the application has written it. */
class HiddenPasswordTest {
    private static final String SECRET = "s3cr3t";

    private static ApplicationContextRunner runner(String properties) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, TrellisAutoConfiguration.class))
                .withPropertyValues(properties.split(" "))
                .withPropertyValues(
                        "word=s3cr3t-word",
                        "spring.datasource.hikari.connection-timeout=300",
                        "trellis.branches.shop.table-prefix=shop_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.url=jdbc:postgresql://localhost:1/x?user=joe&password=s3cr3t-word",
                "spring.datasource.url=jdbc:postgresql://joe:s3cr3t-word@localhost:1/x",
                "spring.datasource.url=jdbc:postgresql://localhost:1/x?sslpassword=${word}",
                "spring.datasource.url=jdbc:postgresql://localhost:1/x spring.datasource.username=joe"
                        + " spring.datasource.password=${word}",
                "spring.datasource.url=jdbc:h2:/nowhere/at/all;IFEXISTS=TRUE;PASSWORD=s3cr3t-word",
                "spring.datasource.url=jdbc:h2:mem:a;NO_SUCH_SETTING=1;PASSWORD=s3cr3t-word",
                "spring.datasource.url=jdbc:nonsense://joe:s3cr3t-word@localhost:1/x",
                "trellis.database.url=jdbc:postgresql://localhost:1/x?user=joe&password=s3cr3t-word",
                "trellis.database.url=jdbc:postgresql://joe:${word}@localhost:1/x",
                "trellis.database.url=jdbc:postgresql://localhost:1/x?ApplicationName=a&sslpassword=s3cr3t-word",
                "trellis.database.url=jdbc:h2:/nowhere/at/all;IFEXISTS=TRUE trellis.database.user=joe"
                        + " trellis.database.password=${word}",
                "trellis.database.url=jdbc:nonsense:(user=joe,password=s3cr3t-word)"
            })
    void a_password_is_hidden(String properties) {
        runner(properties).run(context -> {
            Throwable failure = Objects.requireNonNull(context.getStartupFailure(), "the application has started");
            FailureAnalysis analysis = new TrellisFailureAnalyzer().analyze(failure);
            if (analysis != null) {
                assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain(SECRET);
                StringWriter trace = new StringWriter();
                Objects.requireNonNull(analysis.getCause()).printStackTrace(new PrintWriter(trace, true));
                assertThat(trace.toString()).doesNotContain(SECRET);
            }
        });
        runner(properties + " trellis.mode=none").run(context -> {
            if (context.getStartupFailure() == null) {
                TrellisEndpoint.Databases answer = new TrellisEndpoint(context).databases();
                assertThat(answer.toString()).contains("error=").doesNotContain(SECRET);
            }
        });
    }
}
