package dev.trellis.documentation;

import dev.trellis.script.JavaMigration;
import dev.trellis.script.Migration;
import dev.trellis.script.MigrationContext;
import jakarta.inject.Inject;

/** Replaces the passwords of clerks by hashes. */
@Migration(
        revision = "c0ffee000001",
        downRevision = "8c1f2a77b3de",
        message = "hash the passwords of clerks",
        version = "1")
final class HashPasswords implements JavaMigration {
    private final PasswordHash hash;

    @Inject
    HashPasswords(PasswordHash hash) {
        this.hash = hash;
    }

    @Override
    public void upgrade(MigrationContext context) {
        context.handle()
                .createQuery("select id, password from shop_clerk")
                .mapToMap()
                .list()
                .forEach(clerk -> context.handle()
                        .createUpdate("update shop_clerk set password = :hash where id = :id")
                        .bind("hash", hash.of(String.valueOf(clerk.get("password"))))
                        .bind("id", clerk.get("id"))
                        .execute());
    }
}
