package dev.trellis.hibernate;

/** The version of Hibernate on the class path. Earlier versions than 7 lack classes that this module uses. */
final class HibernateVersion {
    static final int REQUIRED = 7;

    private HibernateVersion() {}

    /**
     * Checks a version.
     *
     * @param version as {@code org.hibernate.Version} returns it; a version that is not a number is accepted
     * @throws EntityModelException {@code bad_entity}
     */
    static void require(String version) {
        String major = version.replaceFirst("\\..*", "");
        if (major.matches("\\d{1,4}") && Integer.parseInt(major) < REQUIRED) {
            throw EntityModelException.oldHibernate(version, REQUIRED);
        }
    }
}
