package dev.trellis.internal.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * Who and where, for the history.
 *
 * @param user the operating system's user
 * @param host the machine's name
 * @param toolVersion the version of Trellis, {@code dev} when it was not built by Maven
 */
public record RunOrigin(String user, String host, String toolVersion) {

    public static RunOrigin current() {
        String version = RunOrigin.class.getPackage().getImplementationVersion();
        return new RunOrigin(System.getProperty("user.name", "unknown"), hostName(), version == null ? "dev" : version);
    }

    /** The environment knows the name without asking the network, where it knows it at all. */
    private static String hostName() {
        Map<String, String> environment = System.getenv();
        String name = environment.getOrDefault("HOSTNAME", environment.get("COMPUTERNAME"));
        if (name != null && !name.isBlank()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
