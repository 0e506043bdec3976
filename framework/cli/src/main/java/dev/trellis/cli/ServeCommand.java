package dev.trellis.cli;

import dev.trellis.config.Configuration;
import dev.trellis.dashboard.Dashboard;
import dev.trellis.dashboard.DashboardRequest;
import dev.trellis.dashboard.Permission;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description =
                "Show the state of the databases in a browser on this machine, until Ctrl-C. With -n, only of this"
                        + " environment; else of all.")
final class ServeCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private RootCommand root;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8787",
            description = "Listen on this port of 127.0.0.1 (default: 8787); 0 takes a free port.")
    private int port;

    @Option(
            names = {"--allow-upgrade", "--allow_upgrade"},
            description = "Permit upgrades to the first browser that has the printed one-time token.")
    private boolean allowUpgrade;

    @Override
    public Integer call() {
        if (port < 0 || port > LARGEST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port has to be a number from 0 to " + LARGEST_PORT);
        }
        Configuration configuration = root.configuration();
        DashboardRequest request = new DashboardRequest(
                configuration,
                root.extensions(configuration),
                root.environmentName(),
                port,
                allowUpgrade ? Permission.UPGRADE : Permission.READ);
        CountDownLatch stopped = new CountDownLatch(1);
        Dashboard dashboard = Dashboard.start(request);
        Thread hook = new Thread(() -> stop(dashboard, stopped), "trellis-serve-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        print(dashboard);
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Runtime.getRuntime().removeShutdownHook(hook);
            dashboard.close();
        }
        return Main.EXIT_OK;
    }

    private void print(Dashboard dashboard) {
        URI upgrade = dashboard.upgradeAddress();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("url", dashboard.address().toString());
        document.put("upgrade_url", upgrade == null ? null : upgrade.toString());
        List<String> lines = new ArrayList<>(List.of(dashboard.address().toString()));
        if (upgrade != null) {
            lines.add("to run upgrades, open this address once: " + upgrade);
        }
        root.output().result(document, lines);
        root.output().note("stop with Ctrl-C");
    }

    private void stop(Dashboard dashboard, CountDownLatch stopped) {
        List<String> running = dashboard.upgrading();
        if (!running.isEmpty()) {
            root.output().note("the running upgrade is completed first: " + String.join(", ", running));
        }
        dashboard.close();
        stopped.countDown();
    }
}
