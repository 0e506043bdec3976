package dev.trellis.junit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a test class within a test, and returns the messages of its failed and aborted tests. */
final class InnerRun {
    private InnerRun() {}

    /** Returns a line for each test and container that failed or was aborted, by its name without parameters. */
    static Map<String, String> of(Class<?> test) {
        Map<String, String> results = new LinkedHashMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(test))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (result.getStatus() != Status.SUCCESSFUL) {
                    String name =
                            identifier.getDisplayName().replaceAll("\\(.*", "").strip();
                    results.put(
                            name,
                            result.getStatus() + ": "
                                    + result.getThrowable()
                                            .map(InnerRun::messages)
                                            .orElse(""));
                }
            }
        });
        return results;
    }

    private static String messages(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            text.append(each.getMessage()).append('\n');
        }
        return text.toString();
    }
}
