package dev.trellis.hibernate.mappings.tenants;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

public final class Tenants {
    @Entity(name = "Leased")
    static class Leased {
        @Id
        UUID id;

        @TenantId
        String tenant;

        String text;
    }
}
