package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The extension and the generated tests on the oldest supported and on the newest JUnit. */
class JunitVersionsTest {
    @ParameterizedTest
    @CsvSource({"5, 1.14", "6, 6.1"})
    void the_module_works_on(int major, String version) throws IOException, InterruptedException {
        String output = ConsoleRun.output(ConsoleRun.start(
                major,
                Path.of("").toAbsolutePath(),
                List.of(),
                PrintedVersion.class,
                SqliteSampleTest.class,
                LifetimeTest.class));
        assertTrue(output.contains("JUnit is " + version + "."), output);
        assertTrue(output.contains(" 0 tests failed "), output);
        assertTrue(output.contains("[        28 tests successful "), output);
        assertTrue(output.endsWith("exit code 0"), output);
    }

    /** Prints the version of the launcher: 1.14.4 is that of JUnit 5.14.4. */
    @TrellisTest(url = "jdbc:sqlite:", target = "base")
    static class PrintedVersion {
        @Test
        void print(@DatabaseUrl String url) {
            System.out.println("JUnit is " + Test.class.getPackage().getImplementationVersion() + ". " + url);
        }
    }
}
