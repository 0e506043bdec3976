package dev.trellis.hibernate.mappings.decimals;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.math.BigInteger;

public final class Decimals {
    @Entity(name = "Amount")
    static class Amount {
        @Id
        long id;

        BigInteger huge;

        @Column(precision = 10, scale = 2)
        BigDecimal price;

        @Column(precision = 12)
        BigDecimal count;

        BigDecimal money;
    }
}
