package dev.trellis.retail;

import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Fills {@code person_phone.normalized_number} from {@code number}, which portable SQL cannot do. For an invalid number the
 * column stays null.
 */
public final class NormalizePhoneNumbers implements JavaStep {
    private static final String SETTING = "retail.phones.country_code";

    private final PhoneNumbers numbers;

    @Inject
    NormalizePhoneNumbers(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    /**
     * A row of {@code person_phone}. The key keeps the Java type with which it was read, because the Java type of a uuid
     * differs between databases.
     */
    private record Phone(Object uuid, String number) {}

    @Override
    public void run(MigrationContext context) {
        Handle handle = context.handle();
        String countryCode = countryCode(context);
        List<Phone> phones = handle.createQuery("select uuid, number from person_phone")
                .map((row, ctx) -> new Phone(row.getObject(1), row.getString(2)))
                .list();
        PreparedBatch batch =
                handle.prepareBatch("update person_phone set normalized_number = :normalized where uuid = :uuid");
        for (Phone phone : phones) {
            numbers.normalized(phone.number(), countryCode)
                    .ifPresent(normalized -> batch.bind("normalized", normalized)
                            .bind("uuid", phone.uuid())
                            .add());
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static String countryCode(MigrationContext context) {
        String value = context.dialect().quote("value");
        return context.handle()
                .createQuery("select " + value + " from setting where name = :name")
                .bind("name", SETTING)
                .mapTo(String.class)
                .findOne()
                .orElse("1");
    }
}
