package dev.trellis.fleet;

import dev.trellis.UpgradeOptions;

/** The work that a fleet does with each target. */
public sealed interface FleetTask {
    /** Returns the name of the command. */
    String command();

    /**
     * Reads the heads.
     *
     * @param checkHeads whether a target that is not at the heads of the scripts is {@link TargetStatus#PENDING}
     */
    record Current(boolean checkHeads) implements FleetTask {
        @Override
        public String command() {
            return "current";
        }
    }

    /**
     * Plans an upgrade, and changes nothing.
     *
     * @param revision the target of the upgrade, as on the command line: {@code heads}
     */
    record Plan(String revision, UpgradeOptions options) implements FleetTask {
        @Override
        public String command() {
            return "plan";
        }
    }

    /**
     * Compares the models with the databases.
     *
     * @param allowExtra whether to ignore tables and columns that exist only in the database
     */
    record Check(boolean allowExtra) implements FleetTask {
        @Override
        public String command() {
            return "check";
        }
    }

    /**
     * Upgrades.
     *
     * @param revision the target of the upgrade, as on the command line: {@code heads}
     */
    record Upgrade(String revision, UpgradeOptions options) implements FleetTask {
        @Override
        public String command() {
            return "upgrade";
        }
    }

    /**
     * Downgrades.
     *
     * @param revision the target of the downgrade, as on the command line: {@code base}
     * @param consent whether dependent revisions of other branches may be downgraded too
     */
    record Downgrade(String revision, boolean consent) implements FleetTask {
        @Override
        public String command() {
            return "downgrade";
        }
    }
}
