package dev.trellis.hibernate.cases.singletable;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

public final class SingleTable {
    public static final String MODEL = """
            tables:
              vehicle:
                columns:
                  id: bigint
                  plate: {type: string(10), nullable: false}
                  kind: {type: string(31), nullable: false}
                  doors: integer
                  load: {type: integer, nullable: false}
                primary_key: [id]
            """;

    @Entity
    @Table(name = "vehicle")
    @DiscriminatorColumn(name = "kind")
    abstract static class Vehicle {
        @Id
        long id;

        @Column(length = 10, nullable = false)
        String plate;
    }

    @Entity
    @DiscriminatorValue("car")
    static class Car extends Vehicle {
        int doors;
    }

    @Entity
    @DiscriminatorValue("lorry")
    static class Lorry extends Vehicle {
        @Column(name = "load", nullable = false)
        int load;
    }
}
