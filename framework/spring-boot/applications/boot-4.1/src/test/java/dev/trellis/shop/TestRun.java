package dev.trellis.shop;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs a test class in a process of its own, and prints the number of tests that have succeeded. */
public final class TestRun {
    private TestRun() {}

    public static void main(String[] arguments) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(arguments[0]))
                .build();
        LauncherFactory.create().execute(request, listener);
        listener.getSummary().getFailures().forEach(failure -> failure.getException().printStackTrace());
        System.out.println(listener.getSummary().getTestsSucceededCount() + " succeeded");
        System.exit(0);
    }
}
