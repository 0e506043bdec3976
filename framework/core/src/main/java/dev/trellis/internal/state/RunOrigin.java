package dev.trellis.internal.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * The user, the machine and the version of Trellis that a run is recorded with.
 *
 * @param user the user of the operating system
 * @param host the name of the machine
 * @param toolVersion the version of Trellis; {@code dev} if Maven did not build it
 */
public record RunOrigin(String user, String host, String toolVersion) {

    /** Returns the origin of this process. */
    public static RunOrigin current() {
        String version = RunOrigin.class.getPackage().getImplementationVersion();
        return new RunOrigin(System.getProperty("user.name", "unknown"), hostName(), version == null ? "dev" : version);
    }

    /** Returns the name of the machine, if possible from the environment, because that lookup needs no network request. */
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
